"""The paper proves what it claims before it is written: PDF/A-3a and PDF/UA-1 (spec 4.11)."""

import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from lxml import etree
from PIL import Image

from invoicing.documents.errors import NotArchivable, UnprintableText
from invoicing.documents.print_files import render
from tests.conftest import ROOT
from tests.invoicing.documents.papers import ISSUER, paper

UA = "{http://www.aiim.org/pdfua/ns/id/}"
A = "{http://www.aiim.org/pdfa/ns/id/}"


def printed(tmp_path: Path, books: Path, logo: str = "", name: str = "paper.pdf") -> Path:
    return render(paper(reads=3, issuer=replace(ISSUER, logo=logo)), tmp_path / name, books=books).path


def own_template(books: Path, markup: str) -> None:
    (books / "templates").mkdir(exist_ok=True)
    text = (ROOT / "templates" / "paper.html").read_text()
    (books / "templates" / "paper.html").write_text(text.replace("{% block content %}", "{% block content %}" + markup))


def test_it_says_that_it_is_pdf_a_3a_and_pdf_ua_1_and_describes_the_latter(tmp_path: Path, books: Path):
    with pikepdf.open(printed(tmp_path, books)) as pdf:
        xmp = etree.fromstring(pdf.Root.Metadata.read_bytes())
    assert xmp.findtext(f".//{UA}part") == "1"
    (archival,) = (each for each in xmp.iter() if each.get(f"{A}part"))
    assert (archival.get(f"{A}part"), archival.get(f"{A}conformance")) == ("3", "A")
    assert [each.text for each in xmp.iter("{http://www.aiim.org/pdfa/ns/schema#}prefix")] == ["pdfuaid"]


def test_header_cells_that_a_cell_names_are_in_the_index(tmp_path: Path, books: Path):
    with pikepdf.open(printed(tmp_path, books)) as pdf:
        names = pdf.Root.StructTreeRoot.IDTree.Names
        listed = [str(each) for each in list(names)[::2]]
        ids = [
            str(each.ID)
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and "/ID" in each and "/S" in each
        ]
    assert listed == sorted(listed)
    assert sorted(ids) == listed
    assert listed


def test_each_facility_has_its_bookmark_under_the_schedule(tmp_path: Path, books: Path):
    path = render(paper(reads=40), tmp_path / "two.pdf", books=books).path
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        schedule = outline.root[0].children[-1]
        found = (schedule.title, [each.title for each in schedule.children])
    assert found == ("Schedule of reads", ["Mercy General Hospital", "Lakeside Community Hospital"])


@pytest.mark.parametrize("name", ["logo.png", "logo.jpg", "alpha.png"])
def test_a_raster_logo_asks_for_no_smoothing(tmp_path: Path, books: Path, name: str):
    """ISO 19005-3, 6.2.8: Interpolate may not be true."""
    Image.new("RGBA" if name == "alpha.png" else "RGB", (60, 20), (11, 92, 120)).save(books / name)
    with pikepdf.open(printed(tmp_path, books, name)) as pdf:
        pictures = [
            each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        ]
        assert pictures
        assert [each for each in pictures if each.get("/Interpolate", False)] == []


def test_a_logo_in_cmyk_is_refused_by_what_is_wrong(tmp_path: Path, books: Path):
    Image.new("CMYK", (60, 20), (90, 40, 0, 20)).save(books / "logo.jpg")
    with pytest.raises(NotArchivable, match="CMYK"):
        printed(tmp_path, books, "logo.jpg")
    assert not (tmp_path / "paper.pdf").exists()


def test_a_colour_in_cmyk_is_refused(tmp_path: Path, books: Path):
    own_template(books, '<p style="color: device-cmyk(0 81% 81% 30%)">Thank you</p>')
    with pytest.raises(NotArchivable, match="CMYK"):
        printed(tmp_path, books)


@pytest.mark.parametrize(
    "markup", ['<p style="font-family: monospace">Thank you</p>', '<p style="font-family: serif">1</p>']
)
def test_a_font_of_the_machine_is_refused(tmp_path: Path, books: Path, markup: str):
    own_template(books, markup)
    with pytest.raises(NotArchivable, match="font of this machine"):
        printed(tmp_path, books)


def test_an_svg_logo_with_text_needs_a_font_of_the_books(tmp_path: Path, books: Path):
    (books / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20">'
        '<text x="0" y="15" font-size="14" font-family="serif">Lakeshore</text></svg>'
    )
    with pytest.raises(NotArchivable, match="font of this machine"):
        printed(tmp_path, books, "logo.svg")


def test_a_form_field_is_refused(tmp_path: Path, books: Path):
    own_template(books, '<form style="appearance: auto"><input style="appearance: auto" name="paid" value="no"></form>')
    (books / "templates" / "paper.css").write_text((ROOT / "templates" / "paper.css").read_text())
    with pytest.raises(NotArchivable, match="form field"):
        printed(tmp_path, books)


def test_a_letter_that_no_font_has_is_named(tmp_path: Path, books: Path):
    own_template(books, "<p>תודה</p>")
    with pytest.raises((NotArchivable, UnprintableText)):
        printed(tmp_path, books)


def test_books_that_were_moved_print_the_same_bytes(tmp_path: Path, books: Path):
    Image.new("RGB", (60, 20), (11, 92, 120)).save(books / "logo.png")
    own_template(books, "<p>Thank you</p>")
    first = printed(tmp_path, books, "logo.png", "first.pdf").read_bytes()
    moved = books.rename(tmp_path / "elsewhere and deeper")
    assert printed(tmp_path, moved, "logo.png", "second.pdf").read_bytes() == first


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", ["paper.css", "statement.css"])
def test_nothing_is_smaller_than_7_points_or_paler_than_4_5_to_1(name: str):
    css = (ROOT / "templates" / name).read_text()
    sizes = [float(size) for size in re.findall(r"font(?:-size)?: (?:\d+ )?([\d.]+)pt", css)]
    assert min(sizes) >= 7
    pale = {
        colour
        for colour in re.findall(r"(?<![-\w])color: (#[0-9a-f]{6})", css)
        if 1.05 / (luminance(colour) + 0.05) < 4.5
    }
    assert pale == set()
