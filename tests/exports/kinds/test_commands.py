"""`cccc evaluate` on every kind of file: an error stops everything, a warning nothing."""

import shutil

import pytest
from kinds.tables import ALL_KINDS, in_kind
from kinds.writers import KINDS

SOUND = """Tháng 8/2023
STT | Đơn vị         | Tổng số | Trực tuyến | Tỷ lệ | Tin bài
1   | Phòng Nội vụ   | 10      | 8          | 80%   | Đạt
2   | Thị trấn Tứ Kỳ | 20      | 15         | 75%   | Tốt
3   | Xã Hà Kỳ       | 30      | 6          | 20%   | Chưa đạt
4   | Xã Tân Kỳ      | 40      | 20         | 50%   | Đạt
    | Tổng cộng      | 100     | 49         | 49%   |
"""


@pytest.fixture
def office(tmp_path, root, monkeypatch):
    shutil.copytree(root / "tests" / "problems" / "_base", tmp_path / "office")
    monkeypatch.chdir(tmp_path / "office")
    return tmp_path / "office"


@pytest.fixture
def evaluate(office, cccc):
    def run(kind, sheet):
        name = f"inputs/2023-08{KINDS[kind].suffix}"
        (office / name).write_bytes(in_kind(kind, sheet))
        done = cccc("evaluate", name, "--format", "json")
        told = [(problem["code"], problem["file"], problem.get("cell")) for problem in done.document["problems"]]
        return done.status, told, done.document, (office / ".cccc" / "ledger.db").exists()

    return run


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_a_sound_file_of_any_kind_is_evaluated_and_saved(kind, evaluate):
    status, told, document, saved = evaluate(kind, SOUND)
    assert (status, told, saved) == (0, [], True)
    [row] = [row for row in document["assessments"] if (row["unit"], row["indicator"]) == ("xa-ha-ky", "online_payment")]
    assert (row["numerator"], row["denominator"], row["display"], row["status"]) == (6, 30, "20%", "missed")
    sheet = "Biểu" if "names" in KINDS[kind].holds else "1"
    assert [(source["sheet"], source["cells"]) for source in row["source"]] == [(sheet, ["C5", "D5"])]


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_an_error_in_a_file_of_any_kind_saves_nothing(kind, evaluate):
    status, told, document, saved = evaluate(kind, SOUND.replace("| 6  ", "| 36 ").replace("Xã Tân Kỳ", "Xã Tân Kì"))
    name = f"inputs/2023-08{KINDS[kind].suffix}"
    assert [problem for problem in told if problem[0] not in ("rate-disagrees", "total-disagrees")] == [
        ("numerator-exceeds-denominator", name, "D5"),
        ("unknown-unit", name, "B6"),
    ]
    assert (status, saved, document["saved"], document["assessments"], document["findings"]) == (1, False, False, [], [])


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_a_rounded_rate_in_a_file_of_any_kind_is_a_warning(kind, evaluate):
    status, told, _, saved = evaluate(
        kind,
        "\n".join(SOUND.splitlines()[:4]) + "\n3 | Xã Hà Kỳ | | | 30% | Chưa đạt\n4 | Xã Tân Kỳ | 40 | 20 | 50% | Đạt",
    )
    assert (status, told, saved) == (0, [("rounded-rate", f"inputs/2023-08{KINDS[kind].suffix}", "E5")], True)


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_a_unit_that_is_in_no_table_is_a_warning(kind, evaluate):
    status, told, _, saved = evaluate(kind, "\n".join(SOUND.splitlines()[:5]))
    assert (status, told, saved) == (0, [("unit-missing", "units.yaml", None)], True)


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_a_file_of_any_kind_without_its_second_half_never_ends_in_a_traceback(kind, office, cccc):
    name = f"inputs/2023-08{KINDS[kind].suffix}"
    data = in_kind(kind, SOUND)
    (office / name).write_bytes(data[: len(data) // 2])
    assert cccc("evaluate", name, "--no-save").status in (0, 1)
