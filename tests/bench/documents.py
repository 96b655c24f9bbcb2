"""Invoices to PDF, beside what else makes PDFs of the same rows, and a month of them on all cores beside one alone."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from invoicing.documents import print_files
from invoicing.documents.print_processes import processes
from invoicing.documents.schedule import COLUMNS, Cells, schedule_of
from tests.bench.measure import Row, Stopwatch, Work, measured
from tests.bench.scale import Scale
from tests.invoicing.documents.papers import paper, read

HERE = "tests.bench.documents"
LONG = "CT of the chest, abdomen and pelvis with contrast, with multiplanar and three-dimensional reconstructions"


def rows(scale: Scale, folder: Path) -> Iterable[Row]:
    """The rows of the benchmark table."""
    others = [("ReportLab LongTable", "reportlab"), ("Typst", "typst")]
    chromium = [("headless Chromium", "chromium")] if _chromium() else []
    table = [("WeasyPrint's own table", "table")]
    yield _row(2_000, [*others, *chromium, *table], folder, "ahead of all; ≥ 15 × the table")
    yield _row(20_000, [("Typst", "typst"), *chromium], folder, "ahead of both; < 300 MB")
    count = 60 if scale.name == "small" else 600
    cores = os.cpu_count() or 1
    many, alone = measured(
        [
            Work(
                f"{count} invoices of 250 reads, {cores} processes",
                f"{HERE}:many",
                (str(count), str(folder)),
                by_clock=True,
            ),
            Work(
                f"{count // cores} such invoices, one after the other",
                f"{HERE}:alone",
                (str(count // cores), str(folder)),
                by_clock=True,
            ),
        ]
    )
    yield Row(many, (alone,), "≤ 1.2 ×, memory flat")


def _row(count: int, others: list[tuple[str, str]], folder: Path, goal: str) -> Row:
    arguments = (str(count), str(folder))
    ours = Work(f"invoice with {count:,} reads → PDF/A-3", f"{HERE}:invoice", arguments)
    work, *against = measured([ours, *(Work(name, f"{HERE}:{function}", arguments) for name, function in others)])
    return Row(work, tuple(against), goal)


def invoice(watch: Stopwatch, count: str, folder: str) -> None:
    """Ours, from the paper to the file, with data attached and all rows tagged; imports included, as for the others."""
    made = _paper(int(count))
    watch.start()
    print_files.render(made, Path(folder) / "invoice.pdf")


def many(watch: Stopwatch, count: str, folder: str) -> None:
    """Many invoices in as many warm processes as there are cores."""
    made = _paper(250)
    with processes(os.cpu_count() or 1) as executor:
        watch.start()
        jobs = (print_files.Job(made, Path(folder) / f"{number}.pdf") for number in range(int(count)))
        for done in [executor.submit(print_files.render_job, job) for job in jobs]:
            done.result()


def alone(watch: Stopwatch, count: str, folder: str) -> None:
    """The same invoices one after the other in one warm process."""
    made = _paper(250)
    print_files.render(made, Path(folder) / "warm.pdf")
    watch.start()
    for number in range(int(count)):
        print_files.render(made, Path(folder) / f"{number}.pdf")


def table(watch: Stopwatch, count: str, folder: str) -> None:
    """WeasyPrint's own table."""
    markup = _html(int(count))
    watch.start()
    from weasyprint import HTML

    HTML(string=markup).write_pdf(Path(folder) / "table.pdf", pdf_variant="pdf/a-3a")


def reportlab(watch: Stopwatch, count: str, folder: str) -> None:
    """ReportLab's LongTable, its descriptions as paragraphs, so that they wrap."""
    cells = list(_rows(int(count)))
    watch.start()
    from reportlab.lib.pagesizes import LETTER, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

    style = ParagraphStyle("cell", fontSize=7.5, leading=9)
    shown = [COLUMNS, *((*row[:2], Paragraph(escape(row[2]), style), *row[3:]) for row in cells)]
    grid = LongTable(shown, colWidths=[90, 60, 180, 30, 90, 60, *[35] * 6], repeatRows=1)
    SimpleDocTemplate(str(Path(folder) / "reportlab.pdf"), pagesize=landscape(LETTER)).build([grid])


def typst(watch: Stopwatch, count: str, folder: str) -> None:
    """Typst's table, its head repeated."""
    cells = ",".join(f'"{cell}"' for row in [COLUMNS, *_rows(int(count))] for cell in row)
    source = Path(folder) / "table.typ"
    columns = "90pt, 60pt, 1fr, 30pt, 90pt, 60pt" + ", auto" * 6
    source.write_text(
        f'#set page("us-letter", flipped: true, margin: 36pt, numbering: "1 of 1")\n#set text(size: 7.5pt)\n'
        f"#let cells = ({cells})\n#table(columns: ({columns}), table.header(..cells.slice(0, 12)), ..cells.slice(12))\n"
    )
    watch.start()
    import typst as compiler

    compiler.compile(str(source), output=str(Path(folder) / "typst.pdf"))


def chromium(watch: Stopwatch, count: str, folder: str) -> None:
    """Headless Chromium printing a table."""
    page = Path(folder) / "table.html"
    page.write_text(_html(int(count)))
    program = _chromium() or "chromium"
    watch.start()
    command = [program, "--headless", "--no-sandbox", f"--print-to-pdf={folder}/chromium.pdf", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True)


def _chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("google-chrome")


def _paper(count: int):
    """An invoice whose every tenth read has a description that wraps."""
    made = (read(number, description=LONG) if number % 10 == 0 else read(number) for number in range(1, count + 1))
    return paper(schedule=tuple(made))


def _rows(count: int) -> Iterator[Cells]:
    for group in schedule_of(_paper(count)).groups:
        yield from group.rows


def _html(count: int) -> str:
    head = "".join(f"<th>{cell}</th>" for cell in COLUMNS)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in _rows(count))
    style = "@page { size: letter landscape; margin: 36pt; @bottom-right { content: counter(page) ' of ' counter(pages) } } table { font-size: 7.5pt; width: 100% }"
    return f'<html lang="en"><title>x</title><style>{style}</style><table><thead><tr>{head}</tr></thead>{body}</table></html>'
