"""What WeasyPrint imports for old libraries and variable fonts alone is imported when it is used."""

import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

PRINTS = """
import sys
from pathlib import Path
from invoicing.documents.print_files import render
from tests.invoicing.documents.papers import paper
render(paper(reads=3), Path(sys.argv[1]) / "paper.pdf")
assert "fontTools.subset" not in sys.modules and "fontTools.varLib" not in sys.modules
"""
USES = """
from invoicing.documents.weasyprint_import import import_weasyprint
import_weasyprint()
from weasyprint.pdf import fonts
made = fonts.subset.Options(retain_gids=True)
import fontTools.subset
assert type(made) is fontTools.subset.Options and made.retain_gids
import fontTools.varLib.instancer as real
real.instantiateVariableFont = lambda font, place: (font, place)
assert fonts.instantiateVariableFont("font", {"wght": 400}) == ("font", {"wght": 400})
"""


def run(program: str, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)], check=False, capture_output=True, cwd=ROOT, text=True
    )
    assert done.returncode == 0, done.stderr


def test_a_paper_is_printed_without_it(tmp_path: Path):
    run(PRINTS, tmp_path)


def test_who_calls_it_gets_fonttools_own(tmp_path: Path):
    run(USES, tmp_path)
