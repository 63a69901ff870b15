"""`cccc board`: a campaign on a day, as a person and as a machine reads it."""

import json
import os
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden" / "board-luc-ngan.txt"


def evaluated(cccc, example):
    example("luc-ngan-2023")
    for name in ("2023-09-07", "2023-09-14"):
        assert cccc("evaluate", f"inputs/{name}.xlsx").status == 0


def test_what_a_person_sees_of_the_second_week(cccc, example):
    evaluated(cccc, example)
    done = cccc("board", "--at", "2023-09-14")
    assert (done.status, done.err) == (0, "")
    seen = "\n".join(line.rstrip() for line in done.out.splitlines()) + "\n"
    if os.environ.get("CCCC_UPDATE"):
        GOLDEN.write_text(seen, encoding="utf-8")
    assert max(map(len, seen.splitlines())) <= 80
    assert seen == GOLDEN.read_text(encoding="utf-8")


def test_what_a_machine_reads(cccc, example):
    evaluated(cccc, example)
    document = json.loads(cccc("board", "--at", "2023-09-14", "--format", "json").out)
    assert (document["plan"], document["until"], document["days_done"], document["days_left"]) == (
        "luc-ngan-2023", "2023-09-14", 14, 92,
    )  # fmt: skip
    one = next(
        one for one in document["standings"] if (one["unit"], one["indicator"]) == ("phong-tu-phap", "full_online_filing")
    )
    # 12 of 23 in 14 days; 23 × 92 / 14 more are expected, and more than 80% of all
    assert (one["numerator"], one["denominator"], one["outlook"]) == (12, 23, "open")
    assert one["expected"] == "151.142857"
    assert one["needed"] == "84.234405"


def test_in_the_first_week_later_figures_are_not_known_yet(cccc, example):
    evaluated(cccc, example)
    document = json.loads(cccc("board", "--at", "2023-09-10", "--format", "json").out)
    assert document["until"] == "2023-09-07"


def test_a_workspace_without_campaign_is_told(cccc, example):
    example("starter")
    done = cccc("board", "--lang", "en")
    assert (done.status, done.out) == (1, "")
    assert "no campaign is declared; name a plan with --plan" in done.err


def test_an_unknown_plan_is_told_with_the_nearest(cccc, example):
    example("luc-ngan-2023")
    done = cccc("board", "--plan", "luc-ngan-2032", "--lang", "en")
    assert done.status == 1
    assert "luc-ngan-2032 is no plan of this workspace; did you mean luc-ngan-2023?" in done.err
