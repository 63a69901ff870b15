"""How long a batch of letters takes, as a ratio to docxtpl rendering an equivalent letter, and to zipping the same bytes.

Run with the project's own Python, with the extra ``bench``: ``.venv/bin/python benchmarks/letters.py``.  A letter has the table
of the letterhead, 12 paragraphs on its unit, a signature table and an appendix of 60 × 8 cells: once the same in all letters,
once of the unit's own figures.  `cccc letter --each` is timed as a whole process, from the start to the last file on the disk;
the peers without their start, and docxtpl without what tells where a figure comes from.  Aims: 20 × docxtpl, memory flat.
"""

import argparse
import subprocess
import sys
import tempfile
import time
import zipfile
from io import BytesIO
from pathlib import Path

from evaluate import measured, workspace

PARAGRAPHS, ROWS = 12, 60
SAID = (
    "UBND {unit} có tỷ lệ hồ sơ thanh toán trực tuyến trong tháng 8/2026 đạt {figure}, chưa đảm bảo chỉ tiêu được giao; yêu "
    "cầu Chủ tịch UBND {unit} làm rõ nguyên nhân, phân công người theo dõi từng ngày và báo cáo kết quả khắc phục."
)
HEADINGS = ("TT", "Nội dung", "Tháng 3", "Tháng 4", "Tháng 5", "Tháng 6", "Tháng 7", "Tháng 8")
OWN = "{{ criticisms[0].items[0].tellings[0].period.figure }}"
SHARED = "{{ totals[loop.index % 6].figure }}"


def template(cell: str) -> str:
    """The letter as a template of cccc."""
    said = SAID.format(unit="{{ criticisms[0].items[0].unit }}", figure=OWN).replace("UBND {{", "{{")
    row = "| {{ loop.index }} | Nội dung theo dõi thứ {{ loop.index }} |" + f" {cell} |" * 6
    return "\n".join(
        (
            "subject: phê bình trong thực hiện thanh toán trực tuyến tháng 8/2026\n",
            *(f"{said}\n" for _ in range(PARAGRAPHS)),
            "--- appendix: Kết quả theo dõi\n",
            "| " + " | ".join(HEADINGS) + " |",
            "|---" * len(HEADINGS) + "|",
            f"{{% for row in range({ROWS}) %}}\n{row}\n{{% endfor %}}\n",
        )
    )


def peer(letters: int, path: Path, out: Path) -> None:
    """The same letters by docxtpl; prints the seconds."""
    from docxtpl import DocxTemplate

    _peers_template(path)
    start = time.perf_counter()
    for number in range(letters):
        figure = f"{number % 100},{number % 7}%"
        rows = [[str(row + 1), f"Nội dung theo dõi thứ {row + 1}", *[figure] * 6] for row in range(ROWS)]
        document = DocxTemplate(path)
        document.render({"unit": f"xã Số {number}", "figure": figure, "rows": rows})
        document.save(out / f"{number}.docx")
    print(time.perf_counter() - start)


def _peers_template(path: Path) -> None:
    from docx import Document

    document = Document()
    head = document.add_table(2, 2)
    for row, texts in zip(head.rows, (("ỦY BAN NHÂN DÂN", "CỘNG HÒA"), ("Số: 1/UBND", "ngày 15 tháng 9")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for _ in range(PARAGRAPHS):
        document.add_paragraph(SAID.format(unit="{{ unit }}", figure="{{ figure }}"))
    document.add_table(1, 2).rows[0].cells[1].text = "CHỦ TỊCH"
    document.add_page_break()
    table = document.add_table(4, len(HEADINGS))
    texts = (HEADINGS, ["{%tr for row in rows %}"], [f"{{{{ row[{at}] }}}}" for at in range(8)], ["{%tr endfor %}"])
    for row, line in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, line, strict=False):
            cell.text = text
    document.save(path)


def zipping(letters: Path, out: Path) -> None:
    """The bytes of ``letters`` zipped once more; prints the seconds of zipping and writing alone."""
    spent = 0.0
    for file in sorted(letters.glob("*.docx")):
        with zipfile.ZipFile(file) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        start = time.perf_counter()
        made = BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        (out / file.name).write_bytes(made.getvalue())
        spent += time.perf_counter() - start
    print(spent)


def office(root: Path, letters: int) -> None:
    """A workspace in which each of ``letters`` units is criticised."""
    file = workspace(root, letters)
    plan = root / "plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("60%", "100%"), encoding="utf-8")
    (root / "templates").mkdir()
    subprocess.run([sys.executable, "-m", "cccc", "evaluate", file.name], cwd=root, check=True, stdout=subprocess.DEVNULL)


def seconds_of(what: str, *arguments: object) -> float:
    """What a part of this script prints, run as a process of its own."""
    command = [sys.executable, __file__, what, *map(str, arguments)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def compare(letters: int, peers: int) -> None:
    """Print the ratios for a batch of ``letters``; docxtpl renders ``peers`` of them, and is counted up."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "office").mkdir()
        office(root / "office", letters)
        (root / "peer").mkdir()
        docxtpl = seconds_of("peer", peers, root / "template.docx", root / "peer") / peers
        for name, cell in (("one appendix for all", SHARED), ("an appendix each", OWN)):
            (root / "office" / "templates" / "criticism.md").write_text(template(cell), encoding="utf-8")
            for final in ([], ["--final"]):
                out = root / f"out{len(final)}{len(cell)}"
                batch = ["letter", "criticism", "--each", *final, "--output", f"{out}/{{unit}}.docx"]
                seconds, memory = measured([sys.executable, "-m", "cccc", *batch], root / "office")
                made = len(list(out.glob("*.docx")))
                (root / "zipped").mkdir(exist_ok=True)
                zips = seconds_of("zip", out, root / "zipped") / made
                each = seconds / made
                print(
                    f"{made} letters, {name}, {'final' if final else 'drafts'}: {1000 * each:.2f} ms each, "
                    f"{docxtpl / each:.1f} × as fast as docxtpl ({1000 * docxtpl:.1f} ms), "
                    f"{each / zips:.2f} × zipping ({1000 * zips:.2f} ms), {memory:.0f} MB",
                    flush=True,
                )


def main() -> None:
    """Compare a batch of 1,000, and memory at a tenth of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=1000)
    parser.add_argument("--peers", type=int, default=200, help="how many letters docxtpl renders")
    given = parser.parse_args()
    compare(given.letters // 10, given.peers // 10)
    compare(given.letters, given.peers)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["peer", letters, path, out]:
            peer(int(letters), Path(path), Path(out))
        case ["zip", letters, out]:
            zipping(Path(letters), Path(out))
        case _:
            main()
