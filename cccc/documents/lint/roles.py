"""A document as nouns -> a letter: which paragraph is the nation's name, the number, the title, the text, the signer ….

A role is known by its words and its place, never by its look, so that a paragraph in the wrong look is still known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cccc.documents.lint.head_and_foot import (
    PaperFoot,
    PaperHead,
    WordAppendix,
    first_appendix,
    read_appendices,
    read_foot,
    read_head,
)
from cccc.documents.lint.words import (
    DASHES,
    LETTER,
    Division,
    Level,
    bare,
    division,
    ends_a_sentence,
    is_mark,
    is_rule,
    kind_of,
    outermost,
)
from cccc.documents.word.document import Story
from cccc.model.paper import CODES
from cccc.model.remarks import DocumentPart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cccc.documents.word.document import WordDocument, WordParagraph, WordSection

_NEAR, _WORDS_OF_A_TITLE, _TEXT = 6, 6, 40
_STORIES = {Story.HEADER: DocumentPart.PAGE_HEADER, Story.FOOTER: DocumentPart.PAGE_FOOTER, Story.BOX: DocumentPart.TEXT_BOX}


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """What the office knows better than the file: the year and place that a letter must bear."""

    year: int | None = None
    place: str | None = None


@dataclass(slots=True)
class LintedLetter:
    """A document with its roles; ``kind`` is the name of its type, None where it cannot be told."""

    document: WordDocument
    known: OfficeFacts
    head: PaperHead
    foot: PaperFoot
    kind: str | None = None
    title: WordParagraph | None = None
    subject: list[WordParagraph] = field(default_factory=list)
    salutation: WordParagraph | None = None
    recipients: list[WordParagraph] = field(default_factory=list)
    body: list[WordParagraph] = field(default_factory=list)
    appendices: list[WordAppendix] = field(default_factory=list)
    divisions: dict[int, Division] = field(default_factory=dict)

    @property
    def main_section(self) -> WordSection | None:
        """The section of the first page."""
        return self.document.sections[0] if self.document.sections else None

    @property
    def is_decree_paper(self) -> bool:
        """Whether it has the head of an official paper at all."""
        return self.head.nation is not None

    @property
    def is_appendix_alone(self) -> bool:
        """Whether the file holds nothing but an appendix, as electronic papers have them."""
        return self.head.nation is None and bool(self.appendices) and not self.body

    @property
    def has_articles(self) -> bool:
        """Whether its text is divided into điều: more than a sentence that begins with the word."""
        marked = [one for one in self.divisions.values() if one.level is Level.ARTICLE]
        return any(one.mark.endswith(".") for one in marked)

    def division(self, paragraph: WordParagraph) -> Division | None:
        """What ``paragraph`` of the text opens."""
        return self.divisions.get(id(paragraph))

    def bases(self) -> list[WordParagraph]:
        """The legal bases (căn cứ): paragraphs at the head of the text, not a sentence that happens to begin so."""
        found: list[WordParagraph] = []
        for paragraph in self.body:
            if bare(paragraph.said).startswith(("can cu", "theo de nghi", "xet de nghi")):
                found.append(paragraph)
            elif found or self.division(paragraph) is not None:
                break
        sure = self.kind in {"QUYẾT ĐỊNH", "NGHỊ QUYẾT"}
        return found if sure or len(found) > 1 or any(par.is_italic or par.text.endswith(";") for par in found) else []

    def is_heading(self, paragraph: WordParagraph) -> bool:
        """Whether ``paragraph`` of the text stands above others rather than says something."""
        opened = self.division(paragraph)
        if paragraph.is_outlined or (opened is not None and opened.level in {Level.PART, Level.HEADING}):
            return True
        if paragraph.is_upper and (paragraph.is_centred or paragraph.is_bold):
            return True
        return paragraph.is_bold and not ends_a_sentence(paragraph.text)

    def texts(self) -> Iterator[WordParagraph]:
        """Paragraphs of running text: long enough to be laid out, and no heading."""
        for paragraph in self.body:
            if len(paragraph.text) >= _TEXT and not self.is_heading(paragraph):
                yield paragraph

    def place(self, paragraph: WordParagraph) -> DocumentPart:
        """Where ``paragraph`` stands, as a reader would say."""
        if paragraph.story is not Story.TEXT:
            return _STORIES[paragraph.story]
        if self.appendices and paragraph.number >= self.appendices[0].heading.number:
            return DocumentPart.APPENDIX
        table = outermost(paragraph.cell)
        if table is None:
            return DocumentPart.BODY
        own = ((self.head.table, DocumentPart.LETTERHEAD), (self.foot.table, DocumentPart.SIGNATURE))
        return next((place for one, place in own if one is table), DocumentPart.TABLE)


def read_letter(document: WordDocument, known: OfficeFacts) -> LintedLetter:
    """``document`` with the roles of its paragraphs."""
    pars = [par for par in document.paragraphs if par.story is Story.TEXT]
    head, start = read_head(document, pars)
    foot, end, after = read_foot(pars, start)
    letter = LintedLetter(document, known, head, foot)
    first = first_appendix(pars, after)
    _open(letter, pars, start, min(end, first))
    letter.appendices = read_appendices(pars, first)
    letter.divisions = {id(par): found for par in letter.body if (found := division(par)) is not None}
    return letter


def _open(letter: LintedLetter, pars: Sequence[WordParagraph], start: int, end: int) -> None:
    at = _title(letter, pars, start, end)
    at = _salutation(letter, pars, at, end)
    marks = {id(par) for par in letter.head.marks}
    letter.body = [par for par in pars[at:end] if par.cell is None and par.text and not is_rule(par) and id(par) not in marks]


def _title(letter: LintedLetter, pars: Sequence[WordParagraph], start: int, end: int) -> int:
    shown = [at for at in range(start, end) if pars[at].text and pars[at].cell is None and not is_mark(pars[at])]
    for at in shown[:_NEAR]:
        if bare(pars[at].text).startswith(("kinh gui", "can cu")):
            break
        kind = kind_of(pars[at].text)
        if kind is not None or _looks_like_a_title(letter, pars[at]):
            letter.title = pars[at]
            letter.kind = kind if kind in CODES else LETTER if kind == LETTER else None
            letter.subject, at_end = _subject(pars, at + 1, end)
            return at_end
    if letter.head.subject:
        letter.kind = LETTER
    return start


def _looks_like_a_title(letter: LintedLetter, par: WordParagraph) -> bool:
    words = len(par.text.split())
    return par.is_upper and par.is_centred and par.is_bold and words <= _WORDS_OF_A_TITLE and not letter.head.subject


def _subject(pars: Sequence[WordParagraph], start: int, end: int) -> tuple[list[WordParagraph], int]:
    """The lines below the title, down to the rule; without one, those that are centred."""
    near = range(start, min(end, start + _NEAR))
    rule = next((at for at in near if is_rule(pars[at])), None)
    opened = next((at for at in near if bare(pars[at].text).startswith(("kinh gui", "can cu"))), None)
    if rule is not None and (opened is None or rule < opened):
        return [par for par in pars[start:rule] if par.text], rule + 1
    found: list[WordParagraph] = []
    at = start
    for at in near:
        par = pars[at]
        if at == opened or (par.text and (not par.is_centred or (par.is_upper and found))):
            return found, at
        found += [par] if par.text else []
    return found, at


def _salutation(letter: LintedLetter, pars: Sequence[WordParagraph], start: int, end: int) -> int:
    shown = [at for at in range(start, end) if pars[at].text]
    at = next((at for at in shown[:_NEAR] if bare(pars[at].text).startswith("kinh gui")), None)
    if at is None:
        return start
    letter.salutation = pars[at]
    below = [later for later in shown if later > at]
    for later in below:
        par = pars[later]
        same = par.cell is not None and outermost(par.cell) is outermost(pars[at].cell)
        if not (DASHES.match(par.said) or same):
            return later
        letter.recipients.append(par)
    return (below[-1] if below else at) + 1
