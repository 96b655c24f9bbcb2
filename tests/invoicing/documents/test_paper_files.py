"""The files of papers: a month's papers are never in memory at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from invoicing.documents import paper_files
from invoicing.documents.paper_files import PDF, Printing, Shelf, WantedFile
from invoicing.documents.print_files import Job
from invoicing.documents.print_place import Workers
from invoicing.pricing.priced_month import LineKind
from tests.invoicing.documents.papers import line, paper


def test_papers_are_read_as_their_turn_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """One is read and handed on for each that is done; so many ahead as the press asks for."""
    read: list[Path] = []

    def job_of(_: Shelf, file: WantedFile, __: str) -> Job:
        read.append(file.path)
        return Job(paper(line("HL7 = 1.00", None, LineKind.FIXED), number=file.path.stem), file.path)

    @contextmanager
    def press_of(_: str, __: int) -> Iterator[Workers]:
        with ThreadPoolExecutor(1) as executor:
            yield Workers(executor, 2)

    monkeypatch.setattr(Shelf, "job_of", job_of)
    monkeypatch.setattr(paper_files, "press_of", press_of)
    wanted = [WantedFile(None, PDF, tmp_path / f"INV-{number}.pdf") for number in range(1, 9)]  # type: ignore[arg-type]
    rendered = Shelf(None, tmp_path)._rendered(wanted, Printing(jobs=2))  # type: ignore[arg-type]
    next(rendered)
    assert len(read) <= 3
    assert len([*rendered]) == 7
    assert sorted(each.name for each in tmp_path.iterdir()) == [each.path.name for each in wanted]
