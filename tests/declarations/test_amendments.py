"""A confirmed alias is written at its unit, and every other byte of units.yaml stays as it was."""

from datetime import date

import pytest

from cccc.declarations.files.units import UnitsShape, roster
from cccc.declarations.files.units_text import quoted, with_alias
from cccc.declarations.shapes import parse
from cccc.declarations.yaml_tree import read_yaml
from cccc.model.units import Alias

FILE = "units.yaml"
HEAD = """\
# Danh sách đơn vị — không sửa tay
groups:
  - id: departments   # phòng
    level: district
    name: Các phòng
    units: [Phòng Nội vụ, "Phòng Y tế", {name: Phòng Văn hóa, Thể thao}]

  - id: communes
    level: commune
    name: Các xã
    units:
"""


def units_in(content):
    return roster(parse(UnitsShape, read_yaml(content, FILE)[0])[0])[0].units


def amended(text, alias="Hà Kì", unit_id="xa-ha-ky"):
    content = text.encode() if isinstance(text, str) else text
    unit = next(unit for unit in units_in(content) if unit.id == unit_id)
    return with_alias(content, unit, alias if isinstance(alias, Alias) else Alias(alias))


CASES = [
    ("      - Xã Hà Kỳ  # cũ\n", "      - {name: Xã Hà Kỳ, aliases: [Hà Kì]}  # cũ\n"),
    ("      - Xã Hà Kỳ", "      - {name: Xã Hà Kỳ, aliases: [Hà Kì]}"),
    ('      - "Xã Hà Kỳ"\n', '      - {name: "Xã Hà Kỳ", aliases: [Hà Kì]}\n'),
    ("      -   'Xã Hà Kỳ'   \n", "      -   {name: 'Xã Hà Kỳ', aliases: [Hà Kì]}   \n"),
    ("      - Xã\n        Hà Kỳ\n", "      - {name: Xã Hà Kỳ, aliases: [Hà Kì]}\n"),
    ("      - {name: Xã Hà Kỳ}\n", "      - {name: Xã Hà Kỳ, aliases: [Hà Kì]}\n"),
    ("      - { name: Xã Hà Kỳ }  # x\n", "      - { name: Xã Hà Kỳ, aliases: [Hà Kì] }  # x\n"),
    (
        "      - {valid: {to: 2025-06-30}, name: Xã Hà Kỳ, brief: Hà Kỳ}\n",
        "      - {valid: {to: 2025-06-30}, name: Xã Hà Kỳ, aliases: [Hà Kì], brief: Hà Kỳ}\n",
    ),
    ("      - {name: Xã Hà Kỳ, aliases: [A]}\n", "      - {name: Xã Hà Kỳ, aliases: [A, Hà Kì]}\n"),
    ("      - {name: Xã Hà Kỳ, aliases: []}\n", "      - {name: Xã Hà Kỳ, aliases: [Hà Kì]}\n"),
    ("      - {name: Xã Hà Kỳ, aliases: [A, ]}\n", "      - {name: Xã Hà Kỳ, aliases: [A, Hà Kì, ]}\n"),
    (
        "      - {name: Xã Hà Kỳ, aliases: [{name: A, valid: {from: 2023-01-01}}]}\n",
        "      - {name: Xã Hà Kỳ, aliases: [{name: A, valid: {from: 2023-01-01}}, Hà Kì]}\n",
    ),
    (
        "      - {name: Xã Hà Kỳ, aliases: [A,  # một\n          B]}\n",
        "      - {name: Xã Hà Kỳ, aliases: [A,  # một\n          B, Hà Kì]}\n",
    ),
    ("      - name: Xã Hà Kỳ  # x\n", "      - name: Xã Hà Kỳ  # x\n        aliases: [Hà Kì]\n"),
    ("      - name: Xã Hà Kỳ", "      - name: Xã Hà Kỳ\n        aliases: [Hà Kì]"),
    (
        "      - head: Bà chủ tịch\n        name: Xã Hà Kỳ\n        # của xã\n        brief: Hà Kỳ\n",
        "      - head: Bà chủ tịch\n        name: Xã Hà Kỳ\n        aliases: [Hà Kì]\n        # của xã\n        brief: Hà Kỳ\n",
    ),
    ("      - name: Xã Hà Kỳ\n        aliases: [A] # x\n", "      - name: Xã Hà Kỳ\n        aliases: [A, Hà Kì] # x\n"),
    ("      - name: Xã Hà Kỳ\n        aliases:\n", "      - name: Xã Hà Kỳ\n        aliases: [Hà Kì]\n"),
    ("      - name: Xã Hà Kỳ\n        aliases: null\n", "      - name: Xã Hà Kỳ\n        aliases: [Hà Kì]\n"),
    (
        "      - name: Xã Hà Kỳ\n        aliases:\n          - A  # 1\n          # 2\n        brief: B\n",
        "      - name: Xã Hà Kỳ\n        aliases:\n          - A  # 1\n          - Hà Kì\n          # 2\n        brief: B\n",
    ),
    (
        "      - name: Xã Hà Kỳ\n        aliases:\n        - name: A\n          valid: {to: 2023-01-31}\n",
        "      - name: Xã Hà Kỳ\n        aliases:\n        - name: A\n          valid: {to: 2023-01-31}\n        - Hà Kì\n",
    ),
]


@pytest.mark.parametrize(("before", "after"), CASES)
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_alias_is_written_at_its_unit_and_nothing_else_changes(before, after, line_break, mark):
    around = "      - Xã Tân Kỳ   # trước\n", "\n      - {name: Xã An Thanh}  # sau\n"
    tail = around[1] if before.endswith("\n") else ""
    old, new = (mark + (HEAD + around[0] + unit + tail).replace("\n", line_break) for unit in (before, after))
    assert amended(old).decode() == new


def test_a_unit_in_a_flow_list_becomes_a_mapping_there():
    old = HEAD + "      - Xã Hà Kỳ\n"
    assert amended(old, "P. NV", "phong-noi-vu").decode() == old.replace(
        "[Phòng Nội vụ", "[{name: Phòng Nội vụ, aliases: [P. NV]}"
    )
    assert amended(old, "P. YT", "phong-y-te").decode() == old.replace('"Phòng Y tế"', '{name: "Phòng Y tế", aliases: [P. YT]}')


def test_a_comma_that_parted_a_name_does_not_lead_the_alias_astray():
    old = HEAD + "      - Xã Hà Kỳ\n"
    new = amended(old, "P. VH", "phong-van-hoa-the-thao").decode()
    assert new == old.replace("Thể thao}", "Thể thao, aliases: [P. VH]}")


def test_an_alias_is_dated():
    new = amended(HEAD + "      - Xã Hà Kỳ\n", Alias("Hà Kì", date(2023, 1, 1), date(2023, 12, 31))).decode()
    assert new.endswith("{name: Xã Hà Kỳ, aliases: [{name: Hà Kì, valid: {from: 2023-01-01, to: 2023-12-31}}]}\n")
    assert units_in(new.encode())[-1].aliases == (Alias("Hà Kì", date(2023, 1, 1), date(2023, 12, 31)),)


SHARED = """\
groups:
  - {id: a, level: commune, name: A, units: [{name: Xã Hà Kỳ, aliases: &all [A]}, {name: Xã Tân Kỳ, aliases: *all}]}
"""


def test_what_cannot_be_written_for_one_unit_alone_is_not_written():
    assert amended(SHARED) is None
    assert amended(SHARED, unit_id="xa-tan-ky") is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Hà Kì", "Hà Kì"),
        ("P. TC-KH", "P. TC-KH"),
        ("Ea H'Leo", "Ea H'Leo"),
        ("Văn hóa, Thể thao", '"Văn hóa, Thể thao"'),
        ("HĐND&UBND", '"HĐND&UBND"'),
        ("no", '"no"'),
        ("null", '"null"'),
        ("12", '"12"'),
        ("1. Xã", '"1. Xã"'),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ('"Xã" \\', '"\\"Xã\\" \\\\"'),
        ("[x]", '"[x]"'),
        ("*x", '"*x"'),
    ],
)
def test_a_text_is_quoted_where_yaml_would_take_it_for_something_else(text, written):
    assert quoted(text) == written
    new = amended(HEAD + "      - Xã Hà Kỳ\n", text)
    assert [alias.text for alias in units_in(new)[-1].aliases] == [text]
