"""How long a batch of letters takes, as a ratio to docxtpl rendering an equivalent letter, and to zipping the same bytes.

Run with the project's own Python, with the extra ``bench``: ``.venv/bin/python benchmarks/letters.py``.  A letter has the table
of the letterhead, 12 paragraphs on its unit, a signature table and an appendix of 60 × 8 cells: once the same in all letters,
once of the unit's own figures.  Aims: 20 × docxtpl, memory flat in the number of letters.

docxtpl's template is a final letter of ours with its tags in place of what differs: the same styles, paragraphs and cells, the
appendix a loop over rows, and nothing that tells where a figure comes from.  It is loaded anew for each letter, as docxtpl's
manual does it; one kept for all letters is no faster, and one with the common appendix written out takes twice as long, for it
is parsed each time.  What docxtpl renders is compared with our letter, word by word.

Both are timed as whole processes, from the start to the last file on the disk, by their CPU time: other work on the machine
does not count.  Ours reads the ledger, judges anew what it holds and hashes the exports, as it does for any letter.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from io import BytesIO
from pathlib import Path

from evaluate import workspace

ROWS, UNITS = 60, 1000
PARAGRAPHS = (
    "làm rõ nguyên nhân và báo cáo kết quả khắc phục",
    "phân công người theo dõi từng ngày",
    "rà soát các hồ sơ đã tiếp nhận trong tháng",
    "hướng dẫn người dân thanh toán trên Cổng Dịch vụ công",
    "niêm yết công khai các mức phí, lệ phí",
    "bố trí thiết bị và đường truyền tại bộ phận một cửa",
    "tập huấn cho công chức trực tiếp tiếp nhận hồ sơ",
    "phối hợp với ngân hàng trên địa bàn",
    "tuyên truyền đến từng thôn, khu dân cư",
    "kiểm tra việc luân chuyển hồ sơ giữa các bộ phận",
    "gắn kết quả với đánh giá, xếp loại hằng tháng",
    "chịu trách nhiệm nếu tỷ lệ tháng sau không tăng",
)
SAID = (
    "{unit} có tỷ lệ hồ sơ thanh toán trực tuyến trong tháng 8/2026 đạt {figure}, chưa đảm bảo chỉ tiêu được giao; yêu cầu "
    "Chủ tịch {unit} {asked}."
)
NAMED = "Nội dung theo dõi thứ"
HEADINGS = ("TT", "Nội dung", "Tháng 3", "Tháng 4", "Tháng 5", "Tháng 6", "Tháng 7", "Tháng 8")
OWN = "{{ figure }}"
SHARED = "{{ totals[loop.index % 6].figure }}"
APPENDICES = {"the same appendix": SHARED, "an appendix each": OWN}


def template(cell: str) -> str:
    """The letter as a template of cccc."""
    row = f"| {{{{ loop.index }}}} | {NAMED} {{{{ loop.index }}}} |" + f" {cell} |" * 6
    return "\n".join(
        (
            "{% set figure = criticisms[0].items[0].tellings[0].period.figure %}",
            "subject: phê bình trong thực hiện thanh toán trực tuyến tháng 8/2026\n",
            *(SAID.format(unit="{{ criticisms[0].items[0].unit }}", figure=OWN, asked=asked) + "\n" for asked in PARAGRAPHS),
            "--- appendix: Kết quả theo dõi\n",
            "| " + " | ".join(HEADINGS) + " |",
            "|---" * len(HEADINGS) + "|",
            f"{{% for row in range({ROWS}) %}}\n{row}\n{{% endfor %}}\n",
        )
    )


# --- docxtpl ---------------------------------------------------------------------------------------------------------


def peer(letters: int, model: Path, out: Path) -> None:
    """The letters of as many units by docxtpl, the first as the letter ``model``."""
    from docxtpl import DocxTemplate

    unit, figure, rows = _said(model)
    _peers_template(model, out / "template.docx", unit, figure)
    for number in range(letters):
        document = DocxTemplate(out / "template.docx")
        document.render({"unit": unit if number == 0 else f"Xã Số {number}", "figure": figure, "rows": rows})
        document.save(out / f"{number}.docx")
    if _words(out / "0.docx") != _words(model):
        sys.exit("docxtpl says something else")


def _document(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml").decode()


def _texts(markup: str) -> list[str]:
    return re.findall(r"<w:t[ >][^<]*?>?([^<>]*)</w:t>", markup)


def _words(path: Path) -> str:
    return "".join(_texts(_document(path)))


def _rows(markup: str) -> list[str]:
    return [row for row in re.findall(r"<w:tr>.*?</w:tr>", markup) if NAMED in row]


def _said(model: Path) -> tuple[str, str, list[list[str]]]:
    markup = _document(model)
    unit, figure = re.findall("(Xã Số [0-9]+) có .*? đạt ([0-9,]+%)", re.sub("<[^>]*>", "", markup))[0]
    return unit, figure, [_texts(row) for row in _rows(markup)]


def _peers_template(model: Path, path: Path, unit: str, figure: str) -> None:
    """``model`` with tags for what differs, and one row for all rows of the appendix."""
    markup = re.sub("<w:bookmark(Start|End) [^>]*/>", "", _document(model))
    first, *others = _rows(markup)
    for row in others:
        markup = markup.replace(row, "", 1)
    loop = (["{%tr for row in rows %}"], [f"{{{{ row[{at}] }}}}" for at in range(len(HEADINGS))], ["{%tr endfor %}"])
    markup = markup.replace(first, "".join(_row(first, words) for words in loop))
    markup = markup.replace(unit, "{{ unit }}").replace(figure, "{{ figure }}")
    with zipfile.ZipFile(model) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, markup if name == "word/document.xml" else old.read(name))


def _row(markup: str, words: list[str]) -> str:
    left = iter(words)
    return re.sub("(<w:t [^>]*>)[^<]*(</w:t>)", lambda text: text[1] + next(left, "") + text[2], markup)


# --- zipping ---------------------------------------------------------------------------------------------------------


def zipping(letters: Path, out: Path) -> None:
    """The bytes of ``letters`` zipped once more; prints the CPU seconds of zipping and writing alone."""
    spent = 0.0
    for file in sorted(letters.glob("*.docx")):
        with zipfile.ZipFile(file) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        start = time.process_time()
        made = BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        (out / file.name).write_bytes(made.getvalue())
        spent += time.process_time() - start
    print(spent)


# --- comparing -------------------------------------------------------------------------------------------------------


def office(root: Path, units: int) -> None:
    """A workspace in which each of ``units`` is criticised."""
    file = workspace(root, units)
    plan = root / "plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("60%", "100%"), encoding="utf-8")
    (root / "templates").mkdir()
    subprocess.run([sys.executable, "-m", "cccc", "evaluate", file.name], cwd=root, check=True, stdout=subprocess.DEVNULL)


def spent(command: list[str], folder: Path) -> tuple[float, float]:
    """CPU seconds and peak MB of ``command`` as a whole process."""
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command} ended with {status}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def compare(root: Path, letters: int | None) -> None:
    """Print the ratios for a batch of so many letters of the office in ``root``; None is a letter to each unit."""
    for name, cell in APPENDICES.items():
        (root / "office" / "templates" / "criticism.md").write_text(template(cell), encoding="utf-8")
        for final in (["--final"], []):
            out, again, theirs = (Path(tempfile.mkdtemp(dir=root)) for _ in range(3))
            batch = [sys.executable, "-m", "cccc", "letter", "criticism", "--each", *final, "--output", f"{out}/{{unit}}.docx"]
            # some units are criticised by no figure below 100 %
            asked = [option for unit in range(1, (letters or 0) + 1) for option in ("--unit", f"xa-so-{unit}")]
            seconds, memory = spent([*batch, *asked], root / "office")
            made = sorted(out.glob("*.docx"))
            zips = _part("zip", out, again) / len(made)
            each = seconds / len(made)
            if final:
                shown, _ = spent([sys.executable, __file__, "peer", str(len(made)), str(made[0]), str(theirs)], root)
                docxtpl = shown / len(made)
            print(
                f"{len(made)} letters, {name}, {'final' if final else 'drafts'}: {1000 * each:.2f} ms each, "
                f"{docxtpl / each:.1f} × as fast as docxtpl ({1000 * docxtpl:.1f} ms), "
                f"{each / zips:.2f} × zipping ({1000 * zips:.2f} ms), {memory:.0f} MB",
                flush=True,
            )


def _part(what: str, *arguments: object) -> float:
    """What a part of this script prints, run as a process of its own."""
    command = [sys.executable, __file__, what, *map(str, arguments)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    """Compare a letter to each of the units, and memory at a tenth of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=UNITS)
    units = parser.parse_args().units
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "office").mkdir()
        office(Path(folder) / "office", units)
        compare(Path(folder), units // 10)
        compare(Path(folder), None)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["peer", letters, model, out]:
            peer(int(letters), Path(model), Path(out))
        case ["zip", letters, out]:
            zipping(Path(letters), Path(out))
        case _:
            main()
