"""What people do to a letter, at random: figures, units and occurrences altered, and honest edits of its wording."""

from __future__ import annotations

import unicodedata
import zipfile
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from cccc.documents.figures import PREFIX
from cccc.documents.package import packed
from cccc.documents.verify.telling import TIMES, meaning

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
MAIN = "word/document.xml"
NTH = [word for word in TIMES if word not in {"đầu", "nhất"}]
INVENTED = ("Hà Thanh", "An Bình", "Cẩm Hoàng", "Đông Xuyên")


@dataclass
class Letter:
    """A .docx taken apart."""

    parts: dict[str, bytes]
    root: etree._Element

    @classmethod
    def read(cls, content: bytes) -> Letter:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        return cls(parts, etree.fromstring(parts[MAIN]))

    def copy(self) -> Letter:
        return Letter(self.parts, deepcopy(self.root))

    def content(self) -> bytes:
        return packed({**self.parts, MAIN: etree.tostring(self.root, xml_declaration=True, encoding="UTF-8")})

    @property
    def controls(self) -> list[etree._Element]:
        return [one for one in self.root.iter(f"{W}sdt") if one.find(f"{W}sdtPr/{W}tag") is not None]

    @property
    def free(self) -> list[etree._Element]:
        """The texts of the body outside controls that hold a few words."""
        found = self.root.iterfind(f"{W}body/{W}p//{W}t")
        return [one for one in found if not list(one.iterancestors(f"{W}sdt")) and len((one.text or "").split()) > 2]


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
    return {"name": "name", "occurrence": "time"}.get(what, "figure")


def other_figure(text: str, random: Random) -> str:
    """Another figure, as a slip of the hand makes it."""
    digits = [at for at, letter in enumerate(text) if letter.isdigit()]
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
    """Another unit's name in the same form: of the roster, or of none."""
    proper = max((name for name in names if text.endswith(name)), key=len, default="")
    if not proper:
        return random.choice([name for name in names if name != text])
    others = [name for name in (*names, *INVENTED) if name != proper]
    return text.removesuffix(proper) + random.choice(others)


def other_time(text: str, random: Random) -> str:
    return random.choice([word for word in NTH if word != text])


def altered(letter: Letter, names: Sequence[str], random: Random) -> tuple[bytes, str]:
    """The letter with one text altered, and what was done."""
    edited = letter.copy()
    kind = random.choice(("figure", "figure", "name", "time"))
    control = random.choice([one for one in edited.controls if kind_of(one) == kind])
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


# --- honest edits ------------------------------------------------------------------------------------------------------

SENTENCES = (
    "Đề nghị các cơ quan, đơn vị báo cáo kết quả trước ngày 30/9/2023.",
    "Thực hiện Kế hoạch số 45/KH-UBND ngày 10 tháng 01 năm 2023 của UBND huyện.",
    "Giao Phòng Nội vụ huyện theo dõi, đôn đốc, tổng hợp kết quả hằng tuần.",
    "Các đơn vị họp rút kinh nghiệm 2 lần trong quý IV năm 2023.",
    "Theo kết luận hội nghị lần thứ hai, công việc này hoàn thành trong 15 ngày.",
    "Căn cứ Nghị định số 61/2018/NĐ-CP, khoản 2 Điều 14.",
    "Thời gian: 08 giờ 30, tại phòng họp số 2.",
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
    body = [one for one in letter.root.iterfind(f"{W}body/{W}p") if len(text_of(one)) > 40]
    paragraph = random.choice(body)
    paragraph.append(new_run(" " + random.choice(SENTENCES)))


def add_paragraph(letter: Letter, random: Random) -> None:
    body = [one for one in letter.root.iterfind(f"{W}body/{W}p") if len(text_of(one)) > 40]
    made = etree.Element(f"{W}p")
    made.append(new_run(random.choice(SENTENCES)))
    random.choice(body).addprevious(made)


def drop_words(letter: Letter, random: Random) -> None:
    said = random.choice([one for one in letter.free if not any(letter.isdigit() for letter in one.text)])
    words = said.text.split(" ")
    del words[random.randrange(1, len(words) - 1)]
    said.text = " ".join(words)


def embolden(letter: Letter, random: Random) -> None:
    for said in random.sample(letter.free, 3):
        properties = etree.Element(f"{W}rPr")
        etree.SubElement(properties, f"{W}b")
        said.getparent().insert(0, properties)


def split_runs(letter: Letter, random: Random) -> None:
    runs = list(letter.root.iterfind(f"{W}body//{W}r"))
    for run in random.sample(runs, 12):
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
    run = random.choice([said.getparent() for said in letter.free if not any(one.isdigit() for one in said.text)])
    deleted, inserted = etree.Element(f"{W}del"), etree.Element(f"{W}ins")
    inserted.append(new_run(" (theo chỉ đạo của UBND tỉnh) "))
    run.addprevious(deleted)
    deleted.append(deepcopy(run))
    for said in deleted.iter(f"{W}t"):
        said.tag = f"{W}delText"
    run.addnext(inserted)


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
)


def reworded(letter: Letter, random: Random) -> tuple[bytes, str]:
    """The letter after one to four honest edits, and what they were."""
    edited = letter.copy()
    chosen = sorted(random.sample(range(len(HONEST)), random.randrange(1, 5)))
    for at in chosen:
        HONEST[at](edited, random)
    return edited.content(), ", ".join(HONEST[at].__name__ for at in chosen)
