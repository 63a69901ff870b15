"""What people do to a letter, at random: figures, units and occurrences altered, and honest edits of its wording."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

from lxml import etree

from cccc.documents.package import packed
from cccc.documents.verify.statements import TIMES, meaning
from cccc.documents.write.figures import PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
MAIN, NOTES = "word/document.xml", "word/footnotes.xml"
NTH = [word for word in TIMES if word not in {"đầu", "nhất"}]
INVENTED = ("Hà Thanh", "An Bình", "Cẩm Hoàng", "Đông Xuyên")


@dataclass
class Letter:
    """A .docx taken apart; ``notes`` are its footnotes."""

    parts: dict[str, bytes]
    root: etree._Element
    notes: etree._Element | None = None

    @classmethod
    def read(cls, content: bytes) -> Letter:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        return cls(parts, etree.fromstring(parts[MAIN]), etree.fromstring(parts[NOTES]) if NOTES in parts else None)

    def copy(self) -> Letter:
        return Letter(self.parts, deepcopy(self.root), deepcopy(self.notes))

    @property
    def roots(self) -> dict[str, etree._Element]:
        return {MAIN: self.root} if self.notes is None else {MAIN: self.root, NOTES: self.notes}

    def content(self) -> bytes:
        made = {name: etree.tostring(root, xml_declaration=True, encoding="UTF-8") for name, root in self.roots.items()}
        return packed({**self.parts, **made})

    @property
    def controls(self) -> list[etree._Element]:
        found = (one for root in self.roots.values() for one in root.iter(f"{W}sdt"))
        return [one for one in found if one.find(f"{W}sdtPr/{W}tag") is not None]

    @property
    def free(self) -> list[etree._Element]:
        """The texts of the body outside controls that hold a few words."""
        found = self.root.iterfind(f"{W}body/{W}p//{W}t")
        free = [one for one in found if not list(one.iterancestors(f"{W}sdt")) and len((one.text or "").split()) > 2]
        return [
            one for one in free if not unicodedata.normalize("NFC", one.text).endswith("lần thứ ")
        ]  # nobody writes between that and its number


def text_of(element: etree._Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def new_run(text: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    said = etree.SubElement(run, f"{W}t")
    said.text = text
    said.set(XML_SPACE, "preserve")
    return run


def unwrap(control: etree._Element) -> list[etree._Element]:
    parent, inside = control.getparent(), list(control.find(f"{W}sdtContent"))
    at = parent.index(control)
    parent[at : at + 1] = inside
    return inside


# --- where an altered text stands -------------------------------------------------------------------------------------


def write(runs: Sequence[etree._Element], text: str) -> None:
    """Put ``text`` into the first of ``runs``."""
    for run in runs:
        for said in run.iter(f"{W}t"):
            said.text = ""
    said = next(runs[0].iter(f"{W}t"))
    said.text, said.attrib[XML_SPACE] = text, "preserve"


def split(run: etree._Element, random: Random) -> None:
    """Divide a run at random places, as Word does when it looks for mistakes."""
    said = run.find(f"{W}t")
    if said is None or len(said.text or "") < 2:
        return
    at = random.randrange(1, len(said.text))
    rest = deepcopy(run)
    rest.find(f"{W}t").text, said.text = said.text[at:], said.text[:at]
    said.set(XML_SPACE, "preserve")
    rest.find(f"{W}t").set(XML_SPACE, "preserve")
    run.addnext(rest)
    if random.random() < 0.5:
        run.addnext(etree.Element(f"{W}proofErr"))
    if random.random() < 0.5:
        split(rest, random)


def in_place(letter: Letter, control: etree._Element, text: str, random: Random) -> None:
    write(list(control.find(f"{W}sdtContent")), text)


def over_runs(letter: Letter, control: etree._Element, text: str, random: Random) -> None:
    in_place(letter, control, text, random)
    split(control.find(f"{W}sdtContent/{W}r"), random)


def outside(letter: Letter, control: etree._Element, text: str, random: Random) -> None:
    write(unwrap(control), text)


def outside_over_runs(letter: Letter, control: etree._Element, text: str, random: Random) -> None:
    runs = unwrap(control)
    write(runs, text)
    split(runs[0], random)


def typed_on(letter: Letter, control: etree._Element, text: str, random: Random) -> None:
    """The control deleted, the text typed at the end of what stands before it."""
    before = control.getprevious()
    said = None if before is None else before.find(f"{W}t")
    if said is None:
        control.addprevious(new_run(text))
    else:
        said.text = (said.text or "") + text
        said.set(XML_SPACE, "preserve")
    control.getparent().remove(control)


def no_controls(letter: Letter, control: etree._Element, text: str, random: Random) -> None:
    """As in a final copy."""
    runs = unwrap(control)
    write(runs, text)
    for other in letter.controls:
        unwrap(other)
    if random.random() < 0.5:
        split(runs[0], random)


def no_tags(letter: Letter, control: etree._Element, text: str, random: Random) -> None:
    """As LibreOffice saves it."""
    in_place(letter, control, text, random)
    for other in letter.controls:
        other.find(f"{W}sdtPr").remove(other.find(f"{W}sdtPr/{W}tag"))


def tracked(letter: Letter, control: etree._Element, text: str, random: Random) -> None:
    """With tracked changes: the old run deleted, the new one inserted behind the control."""
    run = control.find(f"{W}sdtContent/{W}r")
    deleted, inserted = etree.Element(f"{W}del"), etree.Element(f"{W}ins")
    run.addprevious(deleted)
    deleted.append(run)
    run.find(f"{W}t").tag = f"{W}delText"
    inserted.append(new_run(text))
    (deleted if random.random() < 0.5 else control).addnext(inserted)


WAYS: tuple[Callable[[Letter, etree._Element, str, Random], None], ...] = (
    in_place,
    over_runs,
    outside,
    outside_over_runs,
    typed_on,
    no_controls,
    no_tags,
    tracked,
)


# --- what is altered ---------------------------------------------------------------------------------------------------


def key_of(control: etree._Element) -> str:
    return control.find(f"{W}sdtPr/{W}tag").get(f"{W}val").removeprefix(PREFIX)


def kind_of(control: etree._Element) -> str:
    what = key_of(control).partition(":")[0]
    if what.startswith("#"):  # a key that is too long for Word
        return "figure" if any(map(str.isdigit, text_of(control))) else "time"
    return {"name": "name", "occurrence": "time"}.get(what, "figure")


def other_figure(text: str, random: Random) -> str:
    """Another figure, as a slip of the hand makes it."""
    digits = [at for at, letter in enumerate(text) if letter.isdigit()]
    if not digits:
        return random.choice([rating for rating in ("Đạt", "Chưa đạt", "Thường xuyên", "Không đạt") if rating != text])
    while True:
        letters = list(text)
        slip = random.randrange(4)
        at = random.choice(digits)
        if slip == 0:
            letters[at] = str(random.randrange(10))
        elif slip == 1 and len(digits) > 1:
            one, two = random.sample(digits, 2)
            letters[one], letters[two] = letters[two], letters[one]
        elif slip == 2 and len(digits) > 1:
            del letters[at]
        else:
            letters.insert(at, str(random.randrange(10)))
        made = "".join(letters).strip(",")
        if made[:1].isdigit() and ",%" not in made and meaning("figure", made) != meaning("figure", text):
            return made


def other_name(text: str, names: Sequence[str], random: Random) -> str:
    """Another unit's name, in the same form where it has a kind and a name of its own: of the roster, or of none."""
    proper = max((name for name in names if text.endswith(name)), key=len, default="")
    if not proper or (proper == text and not random.randrange(2)):
        return random.choice([name for name in names if name not in text and text not in name])
    others = [name for name in (*names, *INVENTED) if name not in proper and proper not in name]
    return text.removesuffix(proper) + random.choice(others)


def other_time(text: str, random: Random) -> str:
    return random.choice([word for word in NTH if word != text])


def altered(letter: Letter, names: Sequence[str], random: Random) -> tuple[bytes, str]:
    """The letter with one text altered, and what was done."""
    edited = letter.copy()
    if not random.randrange(8) and (done := swapped(edited, random)):
        return edited.content(), done
    by_kind: dict[str, list[etree._Element]] = {}
    for one in edited.controls:
        by_kind.setdefault(kind_of(one), []).append(one)
    kind = random.choice([kind for kind in ("figure", "figure", "name", "time") if kind in by_kind])
    control = random.choice(by_kind[kind])
    text = text_of(control)
    made = {
        "figure": lambda: other_figure(text, random),
        "name": lambda: other_name(text, names, random),
        "time": lambda: other_time(text, random),
    }[kind]()
    way = random.choice(WAYS)
    told = f"{way.__name__}: {key_of(control)}: {text} -> {made}"
    way(edited, control, made, random)
    return edited.content(), told


def swapped(letter: Letter, random: Random) -> str | None:
    """Two units with figures of their own change places, by their texts or with their controls; None where there are none."""
    controls = letter.controls
    pairs = [pair for pair in pairwise(controls) if _of_one(*pair)]
    if len({key_of(name) for name, _ in pairs}) < 2:
        return None
    one, figure = random.choice(pairs)
    other = random.choice([name for name, _ in pairs if key_of(name) != key_of(one)])
    told = f"swapped: {text_of(one)} ({text_of(figure)}) <-> {text_of(other)}"
    if random.random() < 0.5:
        was, now = text_of(one), text_of(other)
        write(list(one.find(f"{W}sdtContent")), now)
        write(list(other.find(f"{W}sdtContent")), was)
    else:
        here, there = deepcopy(one), deepcopy(other)
        one.getparent().replace(one, there)
        other.getparent().replace(other, here)
    return told


def _of_one(name: etree._Element, figure: etree._Element) -> bool:
    """Whether a unit is named and told a figure of its own right behind, in one paragraph."""
    if "#" in key_of(name) + key_of(figure):
        return False
    what, unit, *_ = key_of(name).split(":")
    told, units, *_ = key_of(figure).split(":")
    together = next(name.iterancestors(f"{W}p")) is next(figure.iterancestors(f"{W}p"))
    return what == "name" and told in ("value", "numerator") and unit == units != "" and "+" not in unit and together


TYPED = (
    "Tỷ lệ này của toàn đợt là 43,21%.",
    "So với cùng kỳ tăng 17,93 điểm phần trăm.",
    "Trong đó có 98.765 hồ sơ quá hạn.",
    "Có 12.391/13.497 chỉ tiêu hoàn thành.",
    "Kết quả chung đạt 43,21 phần trăm.",
)


def typed(letter: Letter, random: Random) -> tuple[bytes, str]:
    """The letter with a figure in a sentence of its own that matches nothing."""
    edited, sentence = letter.copy(), random.choice(TYPED)
    random.choice(_paragraphs(edited)).append(new_run(f" {sentence}"))
    return edited.content(), f"typed: {sentence}"


def _paragraphs(letter: Letter) -> list[etree._Element]:
    return [one for one in letter.root.iterfind(f"{W}body/{W}p") if len(text_of(one)) > 40]


# --- honest edits ------------------------------------------------------------------------------------------------------

SENTENCES = (
    "Đề nghị các cơ quan, đơn vị báo cáo kết quả trước ngày 30/9/2023.",
    "Thực hiện Kế hoạch số 45/KH-UBND ngày 10 tháng 01 năm 2023 của UBND huyện.",
    "Giao Phòng Nội vụ huyện theo dõi, đôn đốc, tổng hợp kết quả hằng tuần.",
    "Các đơn vị họp rút kinh nghiệm 2 lần trong quý IV năm 2023.",
    "Theo kết luận hội nghị lần thứ hai, công việc này hoàn thành trong 15 ngày.",
    "Căn cứ Nghị định số 61/2018/NĐ-CP, khoản 2 Điều 14.",
    "Thời gian: 08 giờ 30, tại phòng họp số 2.",
    "Căn cứ Nghị định số 30/2020/NĐ-CP, Điều 5 và khoản 3 Điều 12 Luật số 63/2020/QH14.",
    "Thời hạn trả lời: 02 ngày làm việc, chậm nhất 16 giờ 30 ngày 25 hằng tháng.",
    "Mỗi cơ quan cử 01 công chức đầu mối, số điện thoại 0220.3747.123 hoặc 0912 345 678.",
    "Gửi 02 bản giấy kèm 03 phụ lục, theo Mẫu số 07 và Quyết định 1150/QĐ-UBND.",
    "Giai đoạn 2021 - 2025 và năm 2026, từ tháng 9 đến tháng 12.",
    "Trân trọng cảm ơn sự phối hợp của các cơ quan, đơn vị.",
)
REWORDED = (
    ("thực hiện", "triển khai thực hiện"),
    ("Yêu cầu", "Đề nghị"),
    ("cụ thể như sau", "như sau"),
    ("kết quả", "kết quả đạt được"),
    ("trong thực hiện", "trong công tác"),
    ("đơn vị", "đơn vị, địa phương"),
    ("tuy nhiên, kết quả này", "song kết quả này"),
    ("chưa đảm bảo", "chưa bảo đảm"),
    ("mặc dù có", "tuy có"),
    ("có", "đã có"),
)


def reword(letter: Letter, random: Random) -> None:
    for said in letter.free:
        was, now = random.choice(REWORDED)
        said.text = (said.text or "").replace(f" {was} ", f" {now} ")


def add_sentence(letter: Letter, random: Random) -> None:
    paragraph = random.choice(_paragraphs(letter))
    paragraph.append(new_run(" " + random.choice(SENTENCES)))


def add_paragraph(letter: Letter, random: Random) -> None:
    made = etree.Element(f"{W}p")
    made.append(new_run(random.choice(SENTENCES)))
    random.choice(_paragraphs(letter)).addprevious(made)


def drop_words(letter: Letter, random: Random) -> None:
    found = [one for one in letter.free if not re.search(r"\d|tăng|giảm|UBND|lần", one.text)]
    if not found:
        return
    said = random.choice(found)
    words = said.text.split(" ")
    del words[random.randrange(1, len(words) - 1)]
    said.text = " ".join(words)


def embolden(letter: Letter, random: Random) -> None:
    for said in random.sample(letter.free, min(3, len(letter.free))):
        properties = etree.Element(f"{W}rPr")
        etree.SubElement(properties, f"{W}b")
        said.getparent().insert(0, properties)


def split_runs(letter: Letter, random: Random) -> None:
    runs = list(letter.root.iterfind(f"{W}body//{W}r"))
    for run in random.sample(runs, min(12, len(runs))):
        split(run, random)


def free_controls(letter: Letter, random: Random) -> None:
    controls = letter.controls
    for control in random.sample(controls, random.randrange(1, len(controls))):
        unwrap(control)


def free_all(letter: Letter, random: Random) -> None:
    for control in letter.controls:
        unwrap(control)


def lose_tags(letter: Letter, random: Random) -> None:
    for control in letter.controls:
        control.find(f"{W}sdtPr").remove(control.find(f"{W}sdtPr/{W}tag"))


def decompose(letter: Letter, random: Random) -> None:
    for said in letter.root.iter(f"{W}t"):
        said.text = unicodedata.normalize("NFD", said.text or "")


def space_out(letter: Letter, random: Random) -> None:
    for control in letter.controls:
        said = next(control.iter(f"{W}t"))
        said.text = (said.text or "").replace("%", "\u00a0%")


def spell_out(letter: Letter, random: Random) -> None:
    for control in letter.controls:
        said = next(control.iter(f"{W}t"))
        said.text = (said.text or "").replace("UBND", "Ủy ban nhân dân")


def track_words(letter: Letter, random: Random) -> None:
    runs = [said.getparent() for said in letter.free if not re.search(r"\d|UBND", said.text)]
    if not runs:
        return
    run = random.choice(runs)
    deleted, inserted = etree.Element(f"{W}del"), etree.Element(f"{W}ins")
    inserted.append(new_run(" (theo chỉ đạo của UBND tỉnh) "))
    run.addprevious(deleted)
    deleted.append(deepcopy(run))
    for said in deleted.iter(f"{W}t"):
        said.tag = f"{W}delText"
    run.addnext(inserted)


def respell(letter: Letter, random: Random) -> None:
    """Figures as other people write them: 80.2%, 80,20 %."""
    for control in letter.controls:
        if kind_of(control) == "figure" and re.fullmatch(r"\d+,\d%?", text_of(control)):
            said = next(control.iter(f"{W}t"))
            said.text = random.choice(
                (said.text.replace(",", "."), said.text.replace("%", "") + "0" + " %" * ("%" in said.text))
            )


def reorder_sentences(letter: Letter, random: Random) -> None:
    """The first sentence of a paragraph goes to its end."""
    cuts = [said for said in letter.free if ". " in said.text.strip() and said.getparent().getparent().tag == f"{W}p"]
    if not cuts:
        return
    said = random.choice(cuts)
    run = said.getparent()
    paragraph = run.getparent()
    first = [one for one in paragraph if one.tag != f"{W}pPr"]
    first = first[: first.index(run)]
    before, _, after = said.text.partition(". ")
    said.text = after
    paragraph.extend([new_run(" "), *first, new_run(f"{before}.")])


def reorder_paragraphs(letter: Letter, random: Random) -> None:
    """An item of a list changes places with the one behind it."""
    items = [one for one in _paragraphs(letter) if text_of(one).startswith("- ")]
    pairs = [(one, one.getnext()) for one in items if one.getnext() is not None and one.getnext() in items]
    if pairs:
        one, other = random.choice(pairs)
        other.addnext(one)


def change_deadlines(letter: Letter, random: Random) -> None:
    for said in letter.free:
        said.text = re.sub(r"\b\d\d ngày làm việc", f"{random.randrange(1, 30):02} ngày làm việc", said.text)
        said.text = re.sub(r"(trước ngày )\d+/\d+", rf"\g<1>{random.randrange(1, 28)}/{random.randrange(1, 12)}", said.text)


def number_it(letter: Letter, random: Random) -> None:
    """The paper gets its number and its day."""
    number, day = random.randrange(1, 2000), random.randrange(1, 28)
    for said in letter.root.iter(f"{W}t"):
        said.text = re.sub(r"^Số: +/", f"Số: {number}/", said.text or "")
        said.text = re.sub(r"ngày {2,}tháng", f"ngày {day:02} tháng", said.text)


def open_politely(letter: Letter, random: Random) -> None:
    said = random.choice(letter.free)
    said.text = f"{said.text.rstrip()} (xin trân trọng thông báo) " if said.text.endswith(" ") else said.text


HONEST: tuple[Callable[[Letter, Random], None], ...] = (
    reword,
    add_sentence,
    add_paragraph,
    drop_words,
    embolden,
    split_runs,
    free_controls,
    free_all,
    lose_tags,
    decompose,
    space_out,
    spell_out,
    track_words,
    respell,
    reorder_sentences,
    reorder_paragraphs,
    change_deadlines,
    number_it,
    open_politely,
)


def reworded(letter: Letter, random: Random) -> tuple[bytes, str]:
    """The letter after one to four honest edits, and what they were."""
    edited = letter.copy()
    chosen = sorted(random.sample(range(len(HONEST)), random.randrange(1, 5)))
    for at in chosen:
        HONEST[at](edited, random)
    return edited.content(), ", ".join(HONEST[at].__name__ for at in chosen)
