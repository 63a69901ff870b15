"""A signed letter and the findings of its draft -> what became of each: kept, struck, or changed (figure, time, name)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cccc.model.evaluations import FindingKind
from cccc.model.issuance import Change, ConfirmedFinding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cccc.documents.marks import Marks
    from cccc.documents.verify.statements import NameForms
    from cccc.documents.word.paragraphs import Paragraph
    from cccc.documents.write.figures import Carried
    from cccc.model.evaluations import Finding
    from cccc.model.issuance import FindingPart
    from cccc.model.observations import Source
    from cccc.model.paper import Key
    from cccc.model.remarks import Deviation
    from cccc.model.units import Roster
    from cccc.problems import Problem


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What stands in the file of each finding; ``compared`` is False where the file no longer says what was drafted."""

    findings: tuple[ConfirmedFinding, ...]
    compared: bool


def confirmed(
    content: bytes, file: str, marks: Marks, findings: Mapping[str, Finding], roster: Roster
) -> tuple[Confirmation, list[Problem]]:
    """What became of ``findings``, the draft's by their keys, in the letter ``content``, which the user calls ``file``."""
    from cccc.documents.verify.judgement import Case, deviations
    from cccc.documents.verify.statements import NameForms
    from cccc.documents.word.paragraphs import paragraphs_of
    from cccc.documents.write.figures import read_figures

    figures, problems = read_figures(content, file)
    paragraphs, unread = paragraphs_of(content, file, [one.key for one in figures.drafted])
    if problems or unread:
        return Confirmation((), compared=False), [*problems, *unread]
    names = NameForms(roster.units)
    case = Case(_AsDrafted(), names, {}, (), frozenset())
    found = deviations(figures.drafted, paragraphs, case)[1] if figures.drafted else []
    reader = _Reader(figures.drafted, found, {one.number: one for one in paragraphs}, names, marks)
    confirmed = tuple(reader.confirmed(key, finding, findings) for key, finding in findings.items())
    return Confirmation(confirmed, bool(figures.drafted)), []


class _AsDrafted:
    """What a signed letter is held against is its own draft, whatever the ledger has learnt since."""

    def texts(self, _key: Key) -> tuple[str, ...]:
        return ()

    def holds(self, _key: Key, _text: str) -> bool:
        return True

    def rises(self, _key: Key) -> bool | None:
        return None

    def printed(self) -> set[str]:
        return set()

    def sources(self, _key: Key) -> tuple[Source, ...]:
        return ()

    def words(self, key: Key) -> str:
        return str(key)


@dataclass(slots=True)
class _Reader:
    drafted: Sequence[Carried]
    deviations: Sequence[Deviation]
    paragraphs: Mapping[int, Paragraph]
    names: NameForms
    marks: Marks
    keyed: list[tuple[Key, Deviation]] = field(init=False)

    def __post_init__(self) -> None:
        from cccc.model.paper import Key

        read = [(Key.read(one.key or ""), one) for one in self.deviations]
        self.keyed = [(key, one) for key, one in read if key is not None]

    def confirmed(self, key: str, finding: Finding, others: Mapping[str, Finding]) -> ConfirmedFinding:
        """What the letter says of ``finding``; one whose unit's name was typed over speaks of that unit no longer."""
        if key not in self.marks.standing:
            return ConfirmedFinding(key, stands=False)
        changes = tuple(dict.fromkeys(self._changes(finding)))
        renamed = [one for one in changes if one.what == "unit"]
        if renamed and self._names_another(key, finding):
            return ConfirmedFinding(key, stands=False, changes=changes)
        # where two findings are on one unit, the name was typed over in the words of the other
        if any(self._names_another(other, one) for other, one in others.items() if one.unit == finding.unit and other != key):
            changes = tuple(one for one in changes if one.what != "unit")
        return ConfirmedFinding(key, stands=True, printed=self._printed(finding), changes=changes)

    def _names_another(self, key: str, finding: Finding) -> bool:
        words = self.marks.words.get(key)
        return words is not None and not any(finding.unit in units for _, _, units in self.names.found(words, joined=True))

    def _changes(self, finding: Finding) -> Iterator[Change]:
        for key, one in self.keyed:
            if _is_about(key, finding) and one.expected is not None:
                yield Change(_what(key), one.expected, one.found)
        for number in self._typed(finding):
            yield Change("occurrence", "", str(number))

    def _printed(self, finding: Finding) -> int | None:
        """The occurrence that the letter prints."""
        if finding.occurrence is None:
            return None
        typed = list(self._typed(finding))
        drafted = [one.text for one in self.drafted if one.key.what == "occurrence" and _is_about(one.key, finding)]
        signed = [one.found for key, one in self.keyed if key.what == "occurrence" and _is_about(key, finding)]
        said = [_number(text) for text in (signed or drafted) if text]
        told = [*(number for number in said if number is not None), *typed]
        if told:
            return max(told)
        # the first criticism is told by no ordinal at all; where the draft had one, the ledger's count stands for it
        return None if drafted or not self.drafted or finding.kind is not FindingKind.CRITICISM else 1

    def _typed(self, finding: Finding) -> Iterator[int]:
        """Times that were typed where the draft had none, in a paragraph that names the unit."""
        from cccc.documents.verify.statements import told

        if finding.occurrence is None:
            return
        for one in self.deviations:
            paragraph = self.paragraphs.get(one.paragraph or 0)
            if one.key is not None or one.code != "occurrence-differs" or paragraph is None:
                continue
            number = _number(one.found or "")
            named = {unit for each in told(paragraph, self.names) if each.kind == "name" for unit in each.units}
            if number is not None and finding.unit in named:
                yield number


def _is_about(key: Key, finding: Finding) -> bool:
    if finding.unit not in key.units or key.what == "count":
        return False
    return not key.indicators or not set(key.indicators).isdisjoint((*finding.indicators, *finding.also))


def _what(key: Key) -> FindingPart:
    return "unit" if key.what == "name" else "occurrence" if key.what == "occurrence" else "figure"


def _number(text: str) -> int | None:
    from cccc.documents.verify.statements import meaning

    said = meaning("time", text)[0]
    return said if isinstance(said, int) else None
