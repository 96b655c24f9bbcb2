"""What is laid out once and stands for many pages, or is read once and serves many papers, changes no byte of any."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from invoicing.documents.filled_template import project_templates
from invoicing.documents.print_files import render
from invoicing.papers.paper import Paper
from tests.conftest import ROOT
from tests.invoicing.documents.papers import LAKE, MERCY, paper, read
from tests.invoicing.documents.pdfs import pages

LONG = paper(schedule=tuple(read(number) for number in range(1, 161)))
FACILITIES = paper(schedule=tuple(read(number, (MERCY, LAKE)[number > 90][0]) for number in range(1, 161)))
SHORT = paper(schedule=(read(1),))

RENDERS = """
import sys
from pathlib import Path
from invoicing.documents.print_files import render
from tests.invoicing.documents.papers import paper, read
for number in (1, 2):
    render(paper(schedule=(read(number),)), Path(sys.argv[1]) / f"{number}.pdf")
"""


@pytest.mark.parametrize("printed", [LONG, FACILITIES, replace(LONG, number=None)], ids=["one", "two", "draft"])
def test_a_paper_has_the_bytes_of_one_whose_every_page_was_laid_out(printed: Paper, tmp_path: Path):
    own = tmp_path / "books" / "templates"
    own.mkdir(parents=True)
    shutil.copy(project_templates() / "paper.css", own)
    every = render(printed, tmp_path / "every.pdf", books=own.parent)
    once = render(printed, tmp_path / "once.pdf")
    assert len(pages(once.path)) > 5
    assert once.sha256 == every.sha256


def test_a_paper_has_the_same_bytes_whatever_was_printed_before_it(tmp_path: Path):
    first = render(SHORT, tmp_path / "first.pdf")
    render(LONG, tmp_path / "long.pdf")
    render(replace(SHORT, number=None), tmp_path / "draft.pdf")
    assert render(SHORT, tmp_path / "again.pdf").sha256 == first.sha256
    shown = pages(tmp_path / "long.pdf")
    assert [f"Page {number} of {len(shown)}" in text for number, text in enumerate(shown, 1)] == [True] * len(shown)


def test_a_process_that_printed_leaves_no_folder_of_fonts(tmp_path: Path):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)}
    done = subprocess.run(
        [sys.executable, "-c", RENDERS, str(tmp_path)], check=True, env=environment, stderr=subprocess.PIPE
    )
    assert (tmp_path / "2.pdf").exists()
    assert done.stderr == b""
    assert list(temporary.iterdir()) == []
