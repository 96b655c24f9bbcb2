"""Many papers at once, in worker processes: the same bytes everywhere."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from invoicing.documents.errors import UnprintableText
from invoicing.documents.print_files import Job, render, render_job
from invoicing.documents.print_processes import processes
from tests.conftest import ROOT
from tests.invoicing.documents.papers import line, paper


def test_the_bytes_are_the_same_in_any_zone_language_and_process(tmp_path: Path):
    made = paper(reads=45)
    here = render(made, tmp_path / "here.pdf")
    script = (
        "import sys; from pathlib import Path; from invoicing.documents.print_files import render;"
        "from tests.invoicing.documents.papers import paper; print(render(paper(reads=45), Path(sys.argv[1])).sha256)"
    )
    for zone, language, seed in [("Pacific/Kiritimati", "de_DE.UTF-8", "1"), ("America/Adak", "C", "2")]:
        there = tmp_path / f"there{seed}.pdf"
        environment = {**os.environ, "TZ": zone, "LANG": language, "LC_ALL": language, "PYTHONHASHSEED": seed}
        run = subprocess.run(
            [sys.executable, "-c", script, str(there)],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout.strip() == here.sha256
        assert there.read_bytes() == here.path.read_bytes()


def test_workers_write_the_same_bytes(tmp_path: Path):
    jobs = [Job(paper(reads=count), tmp_path / f"{count}.pdf") for count in (1, 30, 60)]
    with processes(2) as executor:
        found = [done.result() for done in [executor.submit(render_job, job) for job in jobs]]
    assert [one.path for one in found] == [job.out for job in jobs]
    assert found == [render(job.paper, job.out) for job in jobs]


def test_what_a_worker_could_not_do_comes_back_whole(tmp_path: Path):
    """With its sentence, remedy and findings: an error that can't be unpickled would break the whole pool."""
    bad = Job(paper(line("☃ 1 × 38.00")), tmp_path / "bad.pdf")
    good = Job(paper(reads=1), tmp_path / "good.pdf")
    with processes(1) as executor:
        with pytest.raises(UnprintableText) as caught:
            executor.submit(render_job, bad).result()
        assert executor.submit(render_job, good).result().path == good.out
    assert caught.value.message.startswith("INV-2026-0042 has characters")
    assert caught.value.remedy
    assert [one.where.field for one in caught.value.problems] == ["paper.sections.lines.name"]
