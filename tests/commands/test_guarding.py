"""What `cccc letter` warns of before it writes: files and figures that are no longer those that were evaluated."""

from pathlib import Path

import pytest

AUGUST = Path("inputs/2023-08.xlsx")
CHANGED = f"{AUGUST}: warning[source-changed]: the file has changed since it was evaluated"


@pytest.fixture
def office(ready):
    return ready("tu-ky-2023", ("evaluate", "inputs/2023-07.xlsx", AUGUST, "--period", "2023-08"))[0]


def warned(cccc, *arguments):
    done = cccc("letter", *arguments, "--lang", "en")
    assert done.status == 0
    return [line for line in done.err.splitlines() if "warning[" in line]


@pytest.mark.usefixtures("office")
def test_nothing_is_told_of_what_stayed_as_it_was(cccc):
    assert warned(cccc) == []


def test_a_file_with_other_bytes_is_told(office, cccc):
    with (office / AUGUST).open("ab") as file:
        file.write(b" ")
    (told,) = warned(cccc)
    assert told.startswith(CHANGED)


def test_a_file_is_found_from_another_folder(office, cccc, monkeypatch):
    with (office / AUGUST).open("ab") as file:
        file.write(b" ")
    monkeypatch.chdir(office / "statements")
    assert [line[: len(CHANGED)] for line in warned(cccc)] == [CHANGED]


def test_a_file_that_was_moved_away_tells_nothing(office, cccc):
    (office / AUGUST).unlink()
    assert warned(cccc) == []


def test_files_that_are_evaluated_for_the_letter_are_never_old(office, cccc):
    with (office / AUGUST).open("ab") as file:
        file.write(b" ")
    assert warned(cccc, "--from", "inputs/2023-07.xlsx", "--from", str(AUGUST), "--period", "2023-08") == []


def test_a_batch_is_warned_of_too(office, cccc):
    with (office / AUGUST).open("ab") as file:
        file.write(b" ")
    assert [line[: len(CHANGED)] for line in warned(cccc, "criticism", "--each")] == [CHANGED]


@pytest.mark.parametrize("arguments", [(), ("--format", "md"), ("criticism", "--each")], ids=str)
def test_all_is_told_before_anything_is_written(office, cccc, monkeypatch, capfd, arguments):
    from cccc.workflow import files
    from cccc.workflow import office as writing_office

    with (office / AUGUST).open("ab") as file:
        file.write(b" ")
    told = []

    def watched(write):
        def writing(*given, **more):
            told.append(capfd.readouterr())
            return write(*given, **more)

        return writing

    monkeypatch.setattr(writing_office, "write_guarded", watched(files.write_guarded))
    monkeypatch.setattr(files.Staging, "put", watched(files.Staging.put))
    done = cccc("letter", *arguments, "--lang", "en")
    (before,) = told
    assert (before.out, before.err.count(CHANGED), before.err.count("praised and also reminded")) == ("", 1, 1)
    # and not again
    assert (done.status, done.err, done.out.splitlines()[0].startswith("letters/")) == (0, "", True)


def test_what_keeps_a_letter_from_being_written_is_told_after_its_warnings(office, cccc):
    with (office / AUGUST).open("ab") as file:
        file.write(b" ")
    Path("mine.docx").write_bytes(b"mine")
    done = cccc("letter", "--output", "mine.docx", "--lang", "en")
    found = [line.split("[")[1].split("]")[0] for line in done.err.splitlines() if "[" in line]
    assert (done.status, done.out, found) == (1, "", ["source-changed", "not-overwritten"])


def test_only_findings_of_the_letter_are_in_doubt(office, cccc):
    policy = office / "policy.yaml"
    text = policy.read_text(encoding="utf-8")
    # whoever pays so little online is praised for it, by mistake
    wrong = "  - {id: wrong, kind: praise, for: [communes], all: {online_payment: {period: missed}}}\n"
    policy.write_text(text + wrong, encoding="utf-8")
    assert cccc("evaluate", "inputs/2023-07.xlsx", AUGUST, "--period", "2023-08").status == 0
    assert len([line for line in warned(cccc) if "praised-and-criticised" in line]) == 4
    (told,) = warned(cccc, "--unit", "xa-dan-chu", "--output", "one.docx")
    assert told.startswith("policy.yaml:3:5: warning[praised-and-criticised]: Xã Dân Chủ is praised and criticised")
    assert warned(cccc, "--unit", "xa-ha-ky", "--output", "other.docx") == []


def test_a_bound_raised_since_the_evaluation_is_told(office, cccc):
    policy = office / "policy.yaml"
    text = policy.read_text(encoding="utf-8")
    policy.write_text(text.replace("rules:\n", "min_denominator: 200\nrules:\n", 1), encoding="utf-8")
    told = [line for line in warned(cccc) if "small-denominator" in line]
    assert [line.split("]: ")[1].split(";")[0] for line in told] == [
        "Xã Dân Chủ is criticised for thanh toán trực tuyến on 123 dossiers, fewer than the policy's 200"
    ]
