"""`cccc targets`: what holds for whom on a day and over time, as a person and as a machine reads it."""

import json
import os
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
SEEN = {
    "targets-tu-ky": ["--at", "2023-10-31"],
    "targets-tu-ky-unit": ["--at", "2023-10-31", "--unit", "xa-ha-ky"],
    "targets-tu-ky-coverage": ["--coverage", "--unit", "xa-ha-ky"],
}


@pytest.mark.parametrize("name", SEEN)
def test_what_a_person_sees(cccc, example, name):
    example("tu-ky-2023")
    done = cccc("targets", *SEEN[name])
    assert (done.status, done.err) == (0, "")
    seen = "\n".join(line.rstrip() for line in done.out.splitlines()) + "\n"
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("CCCC_UPDATE"):
        file.write_text(seen, encoding="utf-8")
    assert max(map(len, seen.splitlines())) <= 80
    assert seen == file.read_text(encoding="utf-8")


def test_what_a_machine_reads(cccc, example):
    example("tu-ky-2023")
    done = cccc("targets", "--at", "2023-10-31", "--unit", "xa-ha-ky", "--format", "json")
    document = json.loads(done.out)
    assert (document["schema"], document["at"]) == ("cccc/targets@1", "2023-10-31")
    payment = next(one for one in document["targets"] if one["indicator"] == "online_payment")
    assert (payment["plan"], payment["op"], payment["value"], payment["cite"]) == (
        "tu-ky-2023", "at_least", "30", "mục 5: đạt từ 30% trở lên",
    )  # fmt: skip
    assert payment["units"] == ["xa-ha-ky"]
    assert [other["plan"] for other in payment["instead_of"]] == ["hai-duong-2023"]


def test_coverage_for_machines_names_the_holes(cccc, example):
    folder = example("tu-ky-2023")
    space = folder / "cccc.yaml"
    space.write_text(space.read_text(encoding="utf-8").replace('"builtin:tu-ky-2023"', "later.yaml"), encoding="utf-8")
    (folder / "later.yaml").write_text(
        "plan: later\ntitle: Sau\nissuer: UBND\napplies: {from: 2024-03-01, to: 2024-12-31}\n"
        "targets: [{indicator: online_payment, at_least: 40%, cite: mục 1}]\n",
        encoding="utf-8",
    )
    done = cccc("targets", "--coverage", "--format", "json")
    held = {one["indicator"]: one["held"] for one in json.loads(done.out)["coverage"]}
    assert [(one["from"], one["to"], one["plan"], one["value"]) for one in held["online_payment"]] == [
        ("2023-01-01", "2023-12-31", "hai-duong-2023", "30"),
        ("2024-01-01", "2024-02-29", None, None),
        ("2024-03-01", "2024-12-31", "later", "40"),
    ]


def test_without_a_day_the_last_day_of_plans_that_are_over_is_shown_and_said(cccc, example):
    example("tu-ky-2023")
    done = cccc("targets", "--lang", "en")
    assert done.err == "no plan holds today; shown is 31/12/2023\n"
    assert done.out.startswith("Targets that hold on 31/12/2023\n")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--unit", "xa-ha-ki"], 1, "did you mean xa-ha-ky"),
        (["--at", "31/10/2023"], 2, "31/10/2023 is not a date; write it as 2023-08-31, or today"),
    ],
)
def test_what_cannot_be_shown_is_told(cccc, example, arguments, status, said):
    example("tu-ky-2023")
    done = cccc("targets", *arguments, "--lang", "en")
    assert done.status == status
    assert said in done.err
