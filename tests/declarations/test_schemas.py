"""An editor with our schemas lets every sound file pass, and shows most mistakes while they are typed."""

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from test_mistakes import MISTAKES

from cccc import messages
from cccc.declarations.review.lone_file import kind_shape
from cccc.declarations.schemas import KINDS, as_text, schema, shapes
from cccc.declarations.shapes import parse
from cccc.declarations.yaml_tree import read_yaml

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "schemas"
MARK = "¦"


class Editor(yaml.SafeLoader):
    """Reads YAML 1.2, as editors do: 2023-08-01, 1:30 and no are texts there."""


Editor.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    Editor.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{pattern})\Z"), [*first, ""] if tag == "null" else [*first]
    )
Editor.add_constructor("tag:yaml.org,2002:int", lambda _loader, node: int(node.value))


def refused(kind, text):
    """What the editor underlines, as paths."""
    found = Draft202012Validator(schema(kind)).iter_errors(yaml.load(text, Editor))  # noqa: S506 - a safe loader
    return ["/".join(map(str, error.absolute_path)) for error in found]


def kind_of(path, text):
    shape = kind_shape(path, text.encode())
    return next((kind for kind, one in KINDS.items() if one is shape), None)


# --- the schemas as such ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one(kind):
    Draft202012Validator.check_schema(schema(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_the_schemas_that_are_kept_are_those_of_today(kind):
    """``cccc schema --output schemas`` writes them anew."""
    messages.use("vi")
    assert (SCHEMAS / f"{kind}.json").read_text(encoding="utf-8") == as_text(kind)


def test_no_schema_is_kept_of_a_kind_that_is_gone():
    assert sorted(path.stem for path in SCHEMAS.iterdir()) == sorted(KINDS)


def test_every_key_of_every_kind_is_described_once():
    for shape in {one for kind in KINDS.values() for one in shapes(kind)}:
        assert isinstance(shape.about, messages.Message)
        for field in shape.model_fields.values():
            assert len([part for part in field.metadata if isinstance(part, messages.Message)]) == 1


def test_the_words_are_in_the_reader_s_language():
    english = json.loads(as_text("plan"))
    messages.use("vi")
    vietnamese = json.loads(as_text("plan"))
    assert english["$defs"]["Target"]["properties"]["cite"]["description"] == "where the document says so"
    assert vietnamese["$defs"]["Target"]["properties"]["cite"]["description"] == "điều, mục của văn bản"


# --- what is sound passes --------------------------------------------------------------------------------------------

SOUND = sorted(
    path
    for pattern in (
        "examples/**/*.yaml",
        "targets/*.yaml",
        "layouts/*.yaml",
        "cccc/declarations/*.yaml",
        "tests/problems/_base/**/*.yaml",
    )
    for path in ROOT.glob(pattern)
    if ".cccc" not in path.parts
)


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_sound_file_is_accepted(path):
    text = path.read_text(encoding="utf-8")
    assert refused(kind_of(path, text), text) == []


def test_the_contract_s_examples_are_accepted(office_files):
    assert {name: refused(kind_of(Path(name), text), text) for name, text in office_files.items()} == {
        name: [] for name in office_files
    }


MANUAL = re.findall(
    r"^```yaml\n(.*?)^```", (ROOT / "docs" / "workspace.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)


@pytest.mark.parametrize("block", MANUAL, ids=lambda block: block.partition(":")[0])
def test_the_files_of_the_manual_are_accepted(block):
    assert refused(kind_of(Path("a.yaml"), block), block) == []


PLAN = "{{plan: a, title: A, issuer: B, applies: {{from: 2023-01-01, to: 2023-12-31}}, targets: [{{indicator: a, {}}}]}}"
UNITS = "{{groups: [{{id: a, level: commune, name: A, units: [{}]}}]}}"
GROUP = "{{groups: [{{id: a, level: commune, name: A, units: [B], {}}}]}}"
RULE = "{{policy: a, rules: [{{id: b, kind: praise, {}}}]}}"
TABLE = "{{layout: a, table: {{unit: B, measures: {{c: C}}, {}}}}}"
RECORDS = "{{layout: a, records: {{unit: B, date: C, measures: {{{}}}}}}}"
STATEMENTS = "{{period: {}, statements: []}}"

WAYS = [
    *((PLAN, way) for way in ("at_least: 30%", "at_least: '97,5 %'", "at_most: 5", "at_most: 5.5", "exactly: '100,0%'")),
    *((PLAN, way) for way in ("at_least: ~", "for: communes", "for: [communes]", "for: ~", "windows: ~", "cite: 5")),
    *(
        (PLAN, way)
        for way in ("assumed: true", "assumed: 'false'", "raise: {plan: b, points: 5}", "raise: {plan: 7, points: '2,5'}")
    ),
    *((UNITS, way) for way in ("B", "2", "{name: C, code: H1}", "{name: D, code: [H2, {code: 3}]}", "{name: E, code: ~}")),
    *((UNITS, way) for way in ("{name: D, aliases: ~, valid: {to: 2025-06-30}}", "{name: D, aliases: [E, {name: F}]}")),
    *((GROUP, way) for way in ("official: ~", "official: 'UBND {unit}'", "head: 'Chủ tịch {name} và {unit}'", "relation: ~")),
    *(
        (RULE, way)
        for way in ("all: {c: {period: [met, {at_least: 5%}]}}", "all: {c: {any: [{period: met}, {cumulative: met}]}}")
    ),
    *((RULE, f"indicators: [c], when: {{period: met}}, escalate: {way}") for way in ("year", "~", "{reset_after: 3}")),
    *(
        (TABLE, way)
        for way in ("period: 2023-Q3", "period: 2023", "period: sheet", "rates: {d: {heading: [E, F], window: period}}")
    ),
    *((RECORDS, way) for way in ("d: all", "d: {count: {F: [x]}}", "d: {count: {F: x, G: {given: true}}, date: H}")),
    *((STATEMENTS, way) for way in ("2023", "2023-08", "2023-W36", "2023-Q3", "2023-H1", "2023-09-01..2023-09-07", "'2023'")),
]


@pytest.mark.parametrize(("file", "way"), WAYS)
def test_what_may_be_written_in_several_ways_is_accepted_in_each(file, way):
    text = file.format(way)
    assert (parse(kind_shape(Path("a.yaml"), text.encode()), read_yaml(text.encode(), "a.yaml")[0])[1]) == []
    assert refused(kind_of(Path("a.yaml"), text), text) == []


# --- what is wrong is underlined -------------------------------------------------------------------------------------

OF_YAML = {"alias", "tag", "yaml-syntax", "several-documents", "duplicate-key", "unquoted-comma", "yaml-surprise"}
OF_OTHER_FILES = {
    "unknown-indicator",
    "unknown-unit",
    "unknown-plan",
    "unknown-section",
    "unknown-measure",
    "no-such-file",
    "raise",
}
OF_OTHER_ENTRIES = {"duplicate-id", "dates"}
NOT_SEEN = OF_YAML | OF_OTHER_FILES | OF_OTHER_ENTRIES
"""Rules that no schema can hold."""


SEEN = [case for case in MISTAKES if case[3] not in NOT_SEEN]


def underlined(office_files, case):
    name, old, new, _ = case
    text = office_files[name].replace(old, new).replace(MARK, "")
    try:
        return refused(kind_of(Path(name), office_files[name]), text) != []
    except yaml.YAMLError:
        return True


def test_most_mistakes_are_underlined(office_files):
    """What is left needs the type of an indicator, or two keys together."""
    missed = [(case[3], case[2][-40:]) for case in SEEN if not underlined(office_files, case)]
    assert len(SEEN) > 60
    assert {rule for rule, _ in missed} == {"threshold", "several-thresholds", "missing-key", "wrong-type", "date", "id"}
    assert len(missed) <= len(SEEN) // 4, missed


def test_a_mistake_is_underlined_where_it_stands():
    text = (
        "{plan: a, title: A, issuer: B, applies: {from: 2023-01-01, to: 31/12/2023}, targets: [{indicator: C, at_leest: 5%}]}"
    )
    assert sorted(refused("plan", text)) == ["applies/to", "targets/0", "targets/0/indicator"]
