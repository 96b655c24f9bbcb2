"""Promise: a read is claimed once, ever: processes exporting one month at once make one file of it, on both databases."""

import subprocess
import sys
from pathlib import Path

from reads.claims.x12.read_837p import parse837
from tests.conftest import ROOT
from tests.reads.claims.practice import Practice

EXPORT = "import sys; from invoicing.cli.main import main; main(sys.argv[1:])"
TOGETHER = 4


def test_four_exports_at_once_claim_every_read_once(practice: Practice):
    signed = [{"patient_first": f"Patient{at}", "signed_at": f"2026-10-05T23:{20 + at}:00-05:00"} for at in range(20)]
    practice.bring_in(*signed)
    words = ["--books", str(practice.books), "claims", "export", "--month", "2026-10", "-o"]
    running = [
        subprocess.Popen([sys.executable, "-c", EXPORT, *words, str(practice.books / str(at))], cwd=ROOT,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for at in range(TOGETHER)
    ]  # fmt: skip
    for process in running:
        told = process.communicate()
        assert process.returncode == 0, told
    texts = {path.read_text() for at in range(TOGETHER) for path in Path(practice.books / str(at)).glob("*.837")}
    (text,) = texts
    _, *claims = parse837([text])
    assert len(claims) == len(practice.wetread("claims", "list")) == 20
