"""One list as every kind of file, small and large, gives the same counts and the same problems."""

import random

import pytest
from dossier_cases import ALL, as_csv, as_parquet, counts, everything, in_bulk, read
from export_tables import book, told
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kinds.writers import KINDS, written

from cccc.exports.dossiers import texts

SOUND = """
Số | Đơn vị       | Ngày tiếp nhận   | Ngày hẹn trả     | Ngày trả            | Hình thức nộp
H1 | Xã Hà Kỳ     | 05/07/2023       | 10/07/2023       | 07/07/2023          | Trực tuyến
H2 | UBND xã Hà Kỳ| 31/07/2023       | 03/08/2023       | 04/08/2023          | Trực tiếp
H3 | XÃ TÂN KỲ    | 1/8/2023 08:30   | 09/08/2023       |                     | TRỰC TUYẾN
H4 | Xã Hòa Bình  | 02-08-2023       | 09/08/2023 10:00 | 2023-08-09 10:00:00 | trực tuyến
H5 | Xã Hoà Bình  | 02.08.2023       | 09/08/2023 10:00 | 09/08/2023 10:01    |
"""
WRONG = (
    SOUND
    + """
H6 | Xã Lạ        | 05/08/2023       |                  |                     |
H7 | Xã Hà Kỳ     | 31/02/2023       |                  |                     |
H8 | Xã Hà Kỳ     |                  | 05/08/2023       |                     |
H9 |              | 05/08/2023       |                  |                     |
"""
)
PLACES = ["unknown-unit B7", "not-a-number C8", "not-a-number C9", "unknown-unit B10"]


def lines(text):
    return "\n".join(line for line in text.splitlines() if line.strip())


def in_kind(kind, text, tmp_path):
    if kind == "parquet":
        return as_parquet(lines(text), tmp_path / "list.parquet")
    return written(kind, lines(text))


@pytest.mark.parametrize("kind", [*KINDS, "parquet"])
def test_every_kind_gives_the_same_counts(kind, tmp_path):
    expected, _ = read(lines(SOUND))
    reading, problems = read([("list", in_kind(kind, SOUND, tmp_path))])
    assert told(problems) == []
    assert everything(reading) == everything(expected)
    assert counts(reading, "in_time") == {"xa-ha-ky 2023-07": 1, "xa-hoa-binh 2023-08": 1}


@pytest.mark.parametrize("kind", [*KINDS, "parquet"])
def test_every_kind_tells_the_same_cells(kind, tmp_path):
    _, problems = read([("list", in_kind(kind, WRONG, tmp_path))])
    assert told(problems) == PLACES


BULK = ["xlsx", "csv", "tsv", "crlf", "bom"]


def large(kind, text, tmp_path):
    file = tmp_path / f"list.{kind}"
    text = lines(text)
    data = {
        "xlsx": lambda: book(text),
        "csv": lambda: as_csv(text).replace(b"\r\n", b"\n"),
        "tsv": lambda: as_csv(text, "\t"),
        "crlf": lambda: as_csv(text, ";"),
        "bom": lambda: as_csv(text, ",", "utf-8-sig"),
    }[kind]()
    file.write_bytes(data)
    return file


@pytest.mark.parametrize("title", ["", "DANH SÁCH HỒ SƠ\n"])
@pytest.mark.parametrize("kind", BULK)
@pytest.mark.parametrize("text", [SOUND, WRONG, SOUND.replace("-08-2023", "/08/2023").replace(".08.2023", "/08/2023")])
def test_large_files_are_read_as_small_ones(text, kind, title, tmp_path, monkeypatch):
    file = large(kind, title + text, tmp_path)
    small = read([("list", file)])
    in_bulk(monkeypatch)
    monkeypatch.setattr(texts, "by_records", None) if "H6" not in text and kind != "xlsx" else None
    bulk = read([("list", file)])
    assert everything(bulk[0]) == everything(small[0])
    assert told(bulk[1]) == told(small[1])
    assert [p.message for p in bulk[1]] == [p.message for p in small[1]]


def test_the_hidden_rows_of_a_large_workbook_are_left_out(tmp_path, monkeypatch):
    def edit(workbook):
        workbook["Biểu"].row_dimensions[3].hidden = True
        workbook["Biểu"]["C4"] = "=1+1"

    file = tmp_path / "list.xlsx"
    file.write_bytes(book(lines(SOUND), edit))
    small = read([("list", file)])
    in_bulk(monkeypatch)
    bulk = read([("list", file)])
    assert told(bulk[1]) == told(small[1]) == ["hidden-data B3", "stale-formula C4"]
    assert everything(bulk[0]) == everything(small[0])


def test_blank_lines_in_a_large_text_do_not_move_the_cells(tmp_path, monkeypatch):
    file = tmp_path / "list.csv"
    file.write_bytes(as_csv(lines(WRONG)).replace(b"\r\n", b"\n").replace(b"\nH3", b"\n\n\nH3"))
    in_bulk(monkeypatch)
    assert told(read([("list", file)])[1]) == ["unknown-unit B9", "not-a-number C10", "not-a-number C11", "unknown-unit B12"]


def test_a_name_that_looks_like_a_pattern_is_one_file(tmp_path, monkeypatch):
    (tmp_path / "list1.csv").write_bytes(as_csv(lines(WRONG)))
    file = tmp_path / "list[1].csv"
    file.write_bytes(as_csv(lines(SOUND)))
    in_bulk(monkeypatch)
    assert told(read([("list", file)])[1]) == []


UNITS = {"Xã Hà Kỳ": "xa-ha-ky", "UBND xã Hà Kỳ": "xa-ha-ky", "Xã Tân Kỳ": "xa-tan-ky", "Xã Hoà Bình": "xa-hoa-binh"}
CHANNELS = ["Trực tuyến", "TRỰC TUYẾN", "Trực tiếp", "", "-"]
FORMS = ["{:02}/{:02}/{}", "{}/{}/{}", "{:02}-{:02}-{}", "{:02}.{:02}.{}"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 10**9),
    size=st.integers(1, 60),
    kind=st.sampled_from(["xlsx", "csv", "bulk csv", "bulk xlsx", "parquet"]),
)
def test_random_lists_are_counted_as_by_hand(seed, size, kind, tmp_path, monkeypatch):
    chance = random.Random(seed)  # noqa: S311 - what is drawn is a list, not a secret
    dossiers = [
        (chance.choice(list(UNITS)), chance.randint(6, 9), chance.randint(1, 28), chance.randint(0, 9), chance.choice(CHANNELS))
        for _ in range(size)
    ]
    expected = {}
    rows = []
    first, last = min(d[1] for d in dossiers), max(d[1] for d in dossiers)
    named = {UNITS[d[0]] for d in dossiers}
    for about in ("received", "online", "resolved", "in_time"):
        expected |= {(unit, about, f"2023-{month:02}"): 0 for unit in named for month in range(first, last + 1)}
    for name, month, day, wait, channel in dossiers:
        form = chance.choice(FORMS)
        resolved = wait < 8 and day + wait <= 30
        rows.append(
            [
                name,
                form.format(day, month, 2023),
                form.format(day, month, 2023).replace(
                    form.format(day, month, 2023), form.format(min(day + 4, 30), month, 2023)
                ),
                form.format(day + wait, month, 2023) if resolved else "",
                channel,
            ]
        )
        span = f"2023-{month:02}"
        expected[UNITS[name], "received", span] += 1
        expected[UNITS[name], "online", span] += channel.lower() == "trực tuyến"
        expected[UNITS[name], "resolved", span] += resolved
        expected[UNITS[name], "in_time", span] += resolved and day + wait <= min(day + 4, 30)
    head = "Đơn vị | Ngày tiếp nhận | Ngày hẹn trả | Ngày trả | Hình thức nộp\n"
    text = head + "\n".join(" | ".join(f"'{cell}'" if cell else "" for cell in row) for row in rows)
    with monkeypatch.context() as patch:
        if kind.startswith("bulk"):
            in_bulk(patch)
        file = tmp_path / "list"
        if kind == "parquet":
            as_parquet(text, file)
        else:
            file.write_bytes(as_csv(text) if kind.endswith("csv") else book(text))
        reading, problems = read([("list", file)], ALL)
    assert told(problems) == []
    assert everything(reading) == expected
