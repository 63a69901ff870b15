"""Ladders, exemptions, successors and signed ratings: what is read of them, and every mistake at its place."""

from datetime import date
from pathlib import Path

import pytest

from cccc.declarations.review.lone_file import check_alone
from cccc.model.evaluations import FindingKind
from cccc.model.observations import Attestation, Kind, Source
from cccc.model.policies import Ladder, Ranking, Step
from cccc.periods import parse_label

UNITS, POLICY, RATINGS = "units.yaml", "policy.yaml", "ratings/2023-08.yaml"
LINES = """\
period: 2023-08
ratings:
  - {unit: thi-tran-tu-ky, indicator: website_posting, rating: chưa đạt, by: Phòng VH, on: 2023-09-05, evidence: Biên bản 12}
"""
REMINDER, CRITICISM = Step(FindingKind.REMINDER), Step(FindingKind.CRITICISM)
LABEL = "Yêu cầu kiểm điểm trách nhiệm người đứng đầu"


# --- ladders ---------------------------------------------------------------------------------------------------------

LADDERS = {
    "year": Ladder(),
    "running": Ladder(running=True),
    "{per: running}": Ladder(running=True),
    "{reset_after: 3}": Ladder(reset_after=3),
    f"{{per: year, reset_after: 2, steps: [reminder, criticism, {{criticism: {LABEL}}}]}}": Ladder(
        False, 2, (REMINDER, CRITICISM, Step(FindingKind.CRITICISM, LABEL))
    ),
}


@pytest.mark.parametrize("written", LADDERS)
def test_a_ladder_is_read(office, written):
    office.edit(POLICY, "escalate: year", f"escalate: {written}")
    workspace, problems = office.load()
    assert problems == []
    assert workspace.policy.rules[0].ladder == LADDERS[written]


WRONG_LADDERS = [
    ("¦month", "choice"),
    ("{per: ¦month}", "choice"),
    ("{¦pre: year}", "unknown-key"),
    ("{reset_after: ¦some}", "whole-number"),
    ("¦{reset_after: 0}", "ladder"),
    ("{steps: ¦[]}", "empty-list"),
    ("{steps: ¦criticism}", "wrong-type"),
    ("{steps: [reminder, ¦critic]}", "choice"),
    ("{steps: [reminder, {¦critic: Kiểm điểm}]}", "choice"),
    ("{steps: [reminder, ¦{reminder: Một, criticism: Hai}]}", "ladder"),
    ("{steps: [criticism, ¦reminder]}", "ladder"),
    ("{steps: [¦praise, criticism]}", "ladder"),
    ("{steps: [criticism, ¦reminder, criticism]}", "ladder"),
]


@pytest.mark.parametrize(("written", "rule"), WRONG_LADDERS)
def test_a_wrong_ladder_is_told_at_its_place(office, written, rule):
    places = office.edit(POLICY, "escalate: year", f"escalate: {written}")
    assert office.told() == [f"{places[0]} {rule}"]


# --- exemptions and ranking ------------------------------------------------------------------------------------------

SPARED = "exemptions:\n  - {unit: xa-ha-ky, indicators: [online_payment], to: 2023-09-30, reason: Đang nâng cấp phần mềm}\n"


def with_policy(office, text):
    return office.edit(POLICY, "min_denominator: 1\n", f"min_denominator: 1\n{text}")


def test_an_exemption_is_read(office):
    with_policy(office, SPARED)
    workspace, problems = office.load()
    assert problems == []
    [spared] = workspace.policy.exemptions
    assert (spared.units, spared.indicators, spared.start, spared.end) == (
        {"xa-ha-ky"}, ("online_payment",), None, date(2023, 9, 30)
    )  # fmt: skip
    assert spared.kinds == {FindingKind.REMINDER, FindingKind.CRITICISM}
    assert (spared.reason, spared.cite, str(spared.location)) == ("Đang nâng cấp phần mềm", None, "policy.yaml:4:5")


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("unit: xa-ha-ky", "unit: ¦xa-ha-ki", "unknown-unit"),
        ("unit: xa-ha-ky", "for: [communes, ¦others]", "unknown-unit"),
        ("{unit: xa-ha-ky", "¦{unit: xa-ha-ky, for: [communes]", "missing-key"),
        ("{unit: xa-ha-ky, ", "¦{", "missing-key"),
        ("[online_payment]", "[¦payment]", "unknown-indicator"),
        ("to: 2023-09-30", "to: ¦30/9/2023", "date"),
        ("- {unit: xa-ha-ky, indicators: [online_payment], to: 2023-09-30,", "- ¦{unit: xa-ha-ky,", "missing-key"),
        (", reason: Đang nâng cấp phần mềm", "", "missing-key"),
        ("{unit: xa-ha-ky", "¦{unit: xa-ha-ky, from: 2023-10-01", "dates"),
        ("to: 2023-09-30", "to: 2023-09-30, kinds: [¦all]", "choice"),
    ],
)
def test_a_wrong_exemption_is_told_at_its_place(office, old, new, rule):
    assert SPARED.count(old) == 1
    places = with_policy(office, SPARED.replace(old, new))
    assert office.told() == [f"{places[0] if places else 'policy.yaml:4:5'} {rule}"]


RANKINGS = {
    "": Ranking(True, "shared", 1),
    "ranking: {within: all, ties: by_denominator, min_denominator: 20}\n": Ranking(False, "by_denominator", 20),
    "ranking: {ties: shared}\n": Ranking(True, "shared", 4),
}


@pytest.mark.parametrize("written", RANKINGS)
def test_how_units_are_ranked_is_declared(office, written):
    office.edit(POLICY, "min_denominator: 1\n", f"min_denominator: 4\n{written}")
    assert office.load()[0].policy.ranking == RANKINGS[written]


# --- successors ------------------------------------------------------------------------------------------------------

NEW = "      - {name: Xã Tứ Kỳ mới, id: moi, valid: {from: 2025-07-01}, formed_from: [xa-ha-ky], carries: true}\n"
HA_KY = "      - {name: Xã Hà Kỳ, aliases: [Hà Kì], valid: {to: 2025-06-30}}\n"


def with_units(office, text):
    return office.edit(UNITS, HA_KY, HA_KY + text)


@pytest.mark.parametrize(
    ("carries", "carried"),
    [("true", ("xa-ha-ky",)), ("[xa-ha-ky]", ("xa-ha-ky",)), ("xa-ha-ky", ("xa-ha-ky",)), ("false", ()), ("~", ())],
)
def test_a_successor_carries_on_what_the_office_says(office, carries, carried):
    with_units(office, NEW.replace("carries: true", f"carries: {carries}"))
    workspace, problems = office.load()
    assert problems == []
    assert (workspace.roster.units[-1].formed_from, workspace.roster.units[-1].carries) == (("xa-ha-ky",), carried)


SUCCESSIONS = [
    ("[xa-ha-ky]", "[¦xa-ha-ki]", "unknown-unit", ", carries: true", ""),
    ("[xa-ha-ky]", "[¦thi-tran-tu-ky]", "succession", "", ""),  # still valid
    ("2025-07-01", "2025-06-30", "succession", "[xa-ha-ky]", "[¦xa-ha-ky]"),  # begins while the old one is valid
    (", valid: {from: 2025-07-01}", "", "succession", "[xa-ha-ky]", "[¦xa-ha-ky]"),
    ("carries: true", "carries: [¦thi-tran-tu-ky]", "succession", "", ""),
    ("carries: true", "carries: ¦{a: b}", "wrong-type", "", ""),
    ("carries: true", "carries: [¦Xã]", "id", "", ""),
]


@pytest.mark.parametrize(("old", "new", "rule", "also", "then"), SUCCESSIONS)
def test_a_succession_that_cannot_be_is_told_at_its_place(office, old, new, rule, also, then):
    places = with_units(office, NEW.replace(old, new).replace(also, then) if also else NEW.replace(old, new))
    assert office.told() == [f"{places[0]} {rule}"]


def test_units_formed_from_one_another_are_told_and_end(office):
    circle = "".join(
        f"      - {{name: Xã {one}, id: {one}, valid: {{from: 2025-07-01}}, formed_from: [¦{other}], carries: true}}\n"
        for one, other in ("uv", "vw", "wu")
    )
    places = with_units(office, circle)
    assert office.told() == [f"{place} succession" for place in places]


# --- signed ratings --------------------------------------------------------------------------------------------------


def test_a_rating_is_an_observation_whose_source_is_its_line(office):
    office.write(RATINGS, LINES)
    workspace, problems = office.load()
    assert problems == []
    [seen] = workspace.ratings[parse_label("2023-08")]
    assert (seen.unit, seen.kind, seen.about, seen.value) == ("thi-tran-tu-ky", Kind.RATING, "website_posting", "Chưa đạt")
    signed = Attestation("Phòng VH", date(2023, 9, 5), "Biên bản 12")
    assert seen.source == Source(RATINGS, "", (), line=3, column=64, signed=signed)
    assert str(seen.source.location) == f"{RATINGS}:3:64"


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("chưa đạt", "¦kém", "unknown-rating"),
        ("website_posting", "¦online_payment", "wrong-type"),
        ("website_posting", "¦website", "unknown-indicator"),
        ("thi-tran-tu-ky", "¦communes", "unknown-unit"),
        ("thi-tran-tu-ky", "¦xa-tu-ky", "unknown-unit"),
        ("{unit: thi-tran-tu-ky", "¦{unit: thi-tran-tu-ky", "dates"),
        ("by: Phòng VH, ", "", "missing-key"),
        ("2023-08", "¦tháng 8", "period"),
    ],
)
def test_a_wrong_rating_is_told_at_its_place(office, old, new, rule):
    text = LINES.replace(old, new, 1)
    text = text.replace("2023-09-05", "2023-07-31") if rule == "dates" else text
    places = office.write(RATINGS, text)
    assert office.told() == [f"{places[0] if places else f'{RATINGS}:3:5'} {rule}"]


def test_a_rating_of_a_unit_that_is_no_more_is_told(office):
    text = LINES.replace("thi-tran-tu-ky", "¦xa-ha-ky").replace("2023-08", "2025-08").replace("2023-09-05", "2025-09-05")
    assert office.told() == []
    places = office.write(RATINGS, text)
    assert office.told() == [f"{places[0]} dates"]


def test_two_signed_ratings_that_differ_contradict_one_another_and_equal_ones_do_not(office):
    office.write(RATINGS, LINES)
    office.write("ratings/again.yaml", LINES.replace("chưa đạt", "Chưa Đạt"))
    assert office.told() == []
    [place] = office.write("ratings/more.yaml", LINES.replace("chưa đạt", "¦Tốt"))
    assert office.told() == [f"{place} conflicting-figures"]


def test_a_file_of_ratings_alone_is_checked_by_its_own_kind(office, as_line):
    [place] = office.write(RATINGS, LINES.replace("2023-09-05", "¦5/9/2023"))
    assert [as_line(problem) for problem in check_alone(Path(RATINGS))] == [f"{place} date"]
