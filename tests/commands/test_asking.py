"""What `cccc letter` is asked that cannot be, or by when: a finding that a unit has not, one paper for all, a day to answer."""

from pathlib import Path

import pytest


@pytest.fixture
def office(ready):
    return ready("tu-ky-2023", ("evaluate", "inputs/2023-07.xlsx", "inputs/2023-08.xlsx", "--period", "2023-08"))[0]


HA_KY = "Xã Hà Kỳ has no criticism in 2023-08; it has reminder (thanh toán trực tuyến), praise ("

REFUSED = [
    ("criticism", ["xa-ha-ky"], [HA_KY]),
    ("praise", ["xa-dan-chu"], ["Xã Dân Chủ has no praise in 2023-08; it has criticism, time 1 (thanh toán trực tuyến)"]),
    ("reminder", ["phong-tu-phap"], ["Phòng Tư pháp has no reminder in 2023-08; nothing was found on it then"]),
    ("criticism", ["xa-dan-chu", "xa-ha-ky", "xa-ha-ky"], [HA_KY]),
    ("criticism", ["xa-ha-kyy"], ["xa-ha-kyy is no unit's id; did you mean xa-ha-ky"]),
]


@pytest.mark.parametrize(("template", "units", "told"), REFUSED)
def test_a_finding_that_a_unit_has_not_is_refused_with_what_it_has(template, units, told, office, cccc):
    done = cccc("letter", template, *(word for unit in units for word in ("--unit", unit)), "--lang", "en")
    assert (done.status, done.out) == (1, "")
    found = [line for line in done.err.splitlines() if ": error[" in line]
    assert len(found) == len(told)
    assert all(words in line for words, line in zip(told, found, strict=True))
    assert not Path("letters").exists()


def test_a_finding_left_out_for_few_dossiers_is_told_as_that(office, cccc):
    policy = Path("policy.yaml")
    text = policy.read_text(encoding="utf-8")
    policy.write_text(text.replace("rules:\n", "min_denominator: 200\nrules:\n", 1), encoding="utf-8")
    assert cccc("evaluate", "inputs/2023-07.xlsx", "inputs/2023-08.xlsx", "--period", "2023-08").status == 0
    done = cccc("letter", "criticism", "--unit", "xa-dan-chu", "--lang", "en")
    assert "Xã Dân Chủ has no criticism in 2023-08; it was left out for fewer than 200 dossiers" in done.err


def test_any_other_template_takes_every_unit(office, cccc):
    assert cccc("letter", "notice", "--unit", "phong-tu-phap").status == 0
    assert cccc("letter", "reconciliation", "--unit", "phong-tu-phap").status == 0


@pytest.mark.parametrize("template", ["targets-appendix", "service-directive", "campaign-launch", "emulation-plan"])
def test_a_paper_on_plans_is_one_for_all(template, office, cccc):
    done = cccc("letter", template, "--each", "--lang", "en")
    assert (done.status, done.out) == (2, "")
    assert f"{template} is one paper for all units; leave --each out" in " ".join(done.err.replace("│", " ").split())
    assert not Path("letters").exists()


# --- by when ---------------------------------------------------------------------------------------------------------

BY = "chậm nhất ngày 05 tháng 12 năm 2023"
SPANS = {
    "criticism": "trong thời hạn 05 ngày làm việc, kể từ ngày nhận được Công văn này",
    "reminder": "trong thời hạn 10 ngày làm việc, kể từ ngày nhận được Công văn này",
    "reconciliation": "trong thời hạn 03 ngày làm việc, kể từ ngày nhận được Công văn này",
    "service-directive": "trước ngày …/…/2023",
}


def answer_by(day):
    text = Path("cccc.yaml").read_text(encoding="utf-8")
    Path("cccc.yaml").write_text(text.replace("    signature:", f"    answer_by: {day}\n    signature:", 1), encoding="utf-8")


def written(cccc, template):
    done = cccc("letter", template, "--format", "md", "--output", f"{template}.txt", "--lang", "en")
    assert done.status == 0, done.err
    return Path(f"{template}.txt").read_text(encoding="utf-8"), done.err


@pytest.mark.parametrize("template", SPANS)
def test_a_day_to_answer_takes_the_place_of_a_span(template, office, cccc):
    without, _ = written(cccc, template)
    answer_by("2023-12-05")
    with_day, told = written(cccc, template)
    assert (BY in without, SPANS[template] in without) == (False, True)
    assert (SPANS[template] in with_day, "answer-by" in told) == (False, False)
    assert with_day == without.replace(SPANS[template], BY)


def test_a_statement_of_the_period_says_it_for_a_service_directive(example, cccc):
    root = example("son-dong-2024")
    text = (root / "cccc.yaml").read_text(encoding="utf-8")
    (root / "cccc.yaml").write_text(
        text.replace("    signature:", "    answer_by: 2024-12-05\n    signature:"), encoding="utf-8"
    )
    assert cccc("letter", "service-directive", "--period", "2024-04", "--format", "md", "--output", "a.txt").status == 0
    text = (root / "a.txt").read_text(encoding="utf-8")
    assert ("trước ngày 15/4/2024" in text, "chậm nhất" in text) == (True, False)


@pytest.mark.parametrize(
    ("day", "dated", "times"),
    [("2023-09-15", "2023-09-15", 0), ("2023-09-14", "2023-09-15", 1), ("2023-09-01", None, 0), ("2023-08-31", None, 1)],
)
def test_an_answer_before_the_paper_is_told(day, dated, times, office, cccc):
    answer_by(day)
    done = cccc("letter", "reconciliation", *(["--date", dated] if dated else []), "--lang", "en")
    assert (done.status, done.err.count("warning[answer-by]")) == (0, times)


def test_a_day_that_is_none_is_told_by_check(office, cccc):
    answer_by("05/12/2023")
    done = cccc("check", "--lang", "en")
    assert (done.status, "error[date]" in done.err) == (1, True)
