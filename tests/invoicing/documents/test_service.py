"""The PDF of a paper: all of it, once, right on every page, tagged, and the same bytes everywhere."""

import hashlib
import stat
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest

from invoicing.documents.errors import MissingLogo, UnprintableText
from invoicing.documents.print_files import render, render_schedule
from invoicing.documents.printed_file import Rendered
from invoicing.documents.schedule_password import NoSchedulePassword
from invoicing.papers.paper import Paper, PaperKind
from tests.invoicing.documents import pdfs
from tests.invoicing.documents.papers import BILL_TO, ISSUER, LAKE, MERCY, line, paper, read

LONG = (
    "The Regional Consortium of Community and Critical Access Hospitals of the Upper Mississippi Valley, Incorporated"
)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Paper, Path]:
    """An invoice of two facilities with 150 reads, and its PDF."""
    made = paper(reads=150)
    return made, render(made, tmp_path_factory.mktemp("many") / "invoice.pdf").path


def test_every_read_and_the_total_are_there_once(many: tuple[Paper, Path]):
    made, path = many
    words = pdfs.text(path).split()
    for row in made.schedule:
        assert words.count(row.accession) == 1
    assert pdfs.pages(path)[0].count(f"${made.total.printed()}") == 2
    assert words.count("38.00") == 2 + sum(1 for row in made.schedule) + sum(
        1 for row in made.schedule if not row.surcharges
    )


def test_the_schedule_s_sum_is_the_total(many: tuple[Paper, Path]):
    made, path = many
    assert f"All reads, 150 reads 150 5,700.00 285.00 {made.total.printed()}" in pdfs.text(path)


def test_every_page_says_which_it_is(many: tuple[Paper, Path]):
    pages = pdfs.pages(many[1])
    assert len(pages) > 4
    for number, page in enumerate(pages, 1):
        assert page.count(f"Page {number} of {len(pages)}") == 1
        assert "Invoice INV-2026-0042" in page


def test_every_page_of_the_schedule_has_its_head(many: tuple[Paper, Path]):
    heads = [
        "Signed",
        "Accession",
        "Exam",
        "Mod.",
        "Radiologist",
        "Rate",
        "TAT min",
        "Units",
        "Base",
        "Extras",
        "Amount",
    ]
    for page in pdfs.pages(many[1])[1:]:
        assert " ".join(heads) in " ".join(page.split())


def test_page_one_names_no_study(many: tuple[Paper, Path]):
    made, path = many
    first = pdfs.pages(path)[0]
    assert not [row.accession for row in made.schedule if row.accession in first]


def test_all_content_is_tagged_or_decoration(many: tuple[Paper, Path]):
    """PDF/A-3a: nothing is drawn outside marked content, and each numbered content has its structure element."""
    with pikepdf.open(many[1]) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdfs.unmarked(pdf) == []
        parents = pdfs.parents(pdf)
        for number, page in enumerate(pdf.pages):
            found = pdfs.contents(page)
            assert found == list(range(len(found)))
            assert len(parents[number]) == len(found)
            assert [int(one.K if isinstance(one.K, int) else one.K[0]) for one in parents[number]] == found


def test_the_schedule_is_a_table_for_a_screen_reader(many: tuple[Paper, Path]):
    """A row a read with a cell a column, under heads that say so; repeated heads are left out."""
    made, path = many
    with pikepdf.open(path) as pdf:
        rows = list(pdfs.tables(pdf.Root.StructTreeRoot.K[0]))[-1].K
        kinds = [[str(cell.S) for cell in row.K] for row in rows]
        assert kinds[0] == ["/TH"] * 11
        assert kinds.count(["/TD"] * 11) == len(made.schedule)
        spans = [int(row.K[0].A.get("/ColSpan", 1)) + len(row.K) - 1 for row in rows if row.K[0].S == "/TH"]
        assert set(spans) == {11}


def test_it_is_pdf_a_with_title_language_and_embedded_fonts(many: tuple[Paper, Path]):
    with pikepdf.open(many[1]) as pdf:
        metadata = pdf.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["dc:title"] == "Invoice INV-2026-0042, Mercy Health System, October 2026"
        assert str(pdf.Root.Lang) == "en-US"
        fonts = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
        ]
        assert len(fonts) == 2
        assert all("/FontFile2" in font and "Wetread" in str(font.FontName) for font in fonts)
        assert {str(one.AFRelationship) for one in pdf.Root.AF} == {"/Source", "/Data"}


def test_its_data_is_attached(many: tuple[Paper, Path]):
    made, path = many
    data = pdfs.data(path)
    assert data["total"] == str(made.total)
    assert sum(Decimal(row["charge"]) for row in data["schedule"]) == made.total.amount
    reads = pdfs.attached(path)["INV-2026-0042-reads.csv"].splitlines()
    assert len(reads) == 1 + len(made.schedule)
    assert reads[0].startswith("accession,exam,")


def test_with_a_separate_schedule_the_invoice_names_no_study(tmp_path: Path):
    made = paper(reads=40, separate_schedule=True)
    path = render(made, tmp_path / "invoice.pdf").path
    raw = pdfs.text(path) + "".join(pdfs.attached(path).values())
    assert not [row.accession for row in made.schedule if row.accession in raw]
    assert len(pdfs.pages(path)) == 1
    assert "schedule" not in pdfs.data(path)


def test_a_separate_schedule_opens_only_with_its_password(tmp_path: Path):
    made = paper(reads=40, separate_schedule=True)
    path = render_schedule(made, tmp_path / "schedule.pdf", "correct horse").path
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(path)
    with pikepdf.open(path, password="correct horse") as pdf:
        assert pdf.encryption.bits == 256
        assert pdf.encryption.stream_method.name == "aesv3"
        pdf.save(tmp_path / "open.pdf")
    words = pdfs.text(tmp_path / "open.pdf").split()
    assert all(words.count(row.accession) == 1 for row in made.schedule)
    with pytest.raises(NoSchedulePassword):
        render_schedule(made, path, "")


def test_the_file_is_for_its_owner_only_and_its_hash_is_told(tmp_path: Path):
    out = tmp_path / "invoices" / "2026-10" / "INV.pdf"
    found = render(paper(reads=1), out)
    assert found == Rendered(out, hashlib.sha256(out.read_bytes()).hexdigest())
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert stat.S_IMODE(out.parent.stat().st_mode) == 0o700
    assert [path.name for path in out.parent.iterdir()] == ["INV.pdf"]


def test_long_names_are_printed_in_full(tmp_path: Path):
    names = ((MERCY[0], f"{LONG} of Mercy"), (LAKE[0], "Donaudampfschifffahrtsgesellschaftskrankenhaus" * 3))
    rows = tuple(read(number, (MERCY, LAKE)[number % 2][0], description=LONG, radiologist=LONG) for number in range(6))
    made = paper(
        line(f"{LONG} by rate 6 × 38.00", basis=LONG),
        schedule=rows,
        facilities=names,
        bill_to=replace(BILL_TO, name=f"{LONG} to bill", address=(LONG,)),
        issuer=replace(ISSUER, name=f"{LONG} who issued"),
        po_number="8812" * 30,
    )
    path = render(made, tmp_path / "long.pdf").path
    first = pdfs.pages(path)[0]
    squeezed = "".join(pdfs.text(path).split())
    for phrase in (
        f"{LONG} of Mercy",
        f"{LONG} to bill",
        f"{LONG} who issued",
        f"{LONG} by rate",
        "8812" * 30,
        names[1][1],
    ):
        assert "".join(phrase.split()) in squeezed
    assert "$228.00" in first
    with pikepdf.open(path) as pdf:
        assert pdfs.outside(pdf) == []


def test_page_one_says_what_to_pay_and_where_however_many_lines_follow(tmp_path: Path):
    made = paper(*(line(f"Rate {number} 10 × 38.00") for number in range(90)))
    pages = pdfs.pages(render(made, tmp_path / "paper.pdf").path)
    assert len(pages) > 2
    for words in ("$34,200.00", "REMIT TO", "PO Box 9120", "Net 30 days", "PO-88121", "(218) 555-0134"):
        assert words in pages[0]
    assert all("Mercy General Hospital" in page and "Amount (USD)" in page for page in pages)


def test_large_figures_stay_on_the_page(tmp_path: Path):
    made = paper(
        line("CT = 9876543210.00", basis="by agreement"),
        line("MR 123456789 × 9.50"),
        schedule=(read(1, base=Decimal(9876543210), charge=Decimal(9876543210), units=123_456_789),),
    )
    with pikepdf.open(render(made, tmp_path / "large.pdf").path) as pdf:
        assert pdfs.outside(pdf) == []


@pytest.mark.parametrize(
    "kind, number, words",
    [
        (PaperKind.INVOICE, None, "Preview, not an invoice"),
        (PaperKind.CREDIT_MEMO, "CM-1", "Credit memo"),
        (PaperKind.DEBIT_MEMO, "DM-1", "Debit memo"),
    ],
)
def test_a_paper_says_on_its_face_what_it_is(tmp_path: Path, kind: PaperKind, number: str | None, words: str):
    made = paper(line("CT 2 × 38.00"), kind=kind, number=number)
    assert words in pdfs.pages(render(made, tmp_path / "paper.pdf").path)[0]


def test_letters_that_the_font_lacks_are_named_and_nothing_is_written(tmp_path: Path):
    """Else another font of the machine would be used, or an empty box printed."""
    made = paper(schedule=(read(1, radiologist="山田"),), bill_to=replace(BILL_TO, name="Mercy ☃"))
    with pytest.raises(UnprintableText) as caught:
        render(made, tmp_path / "paper.pdf")
    assert [(one.where.field, one.message.split(": ")[1]) for one in caught.value.problems] == [
        ("paper.document_title", "the font has no U+2603"),
        ("paper.bill_to.name", "the font has no U+2603"),
        ("schedule.Radiologist", "the font has no U+5C71, U+7530"),
    ]
    assert list(tmp_path.iterdir()) == []


def test_letters_of_europe_are_printed(tmp_path: Path):
    made = paper(schedule=(read(1, radiologist="Łukasz Żółć, Ωmega Жук"),))
    assert "Łukasz Żółć, Ωmega Жук" in pdfs.text(render(made, tmp_path / "paper.pdf").path)


def test_a_logo_of_the_books_is_printed(tmp_path: Path, books: Path):
    (books / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    )
    made = paper(reads=1, issuer=replace(ISSUER, logo="logo.svg"))
    with_logo = render(made, tmp_path / "with.pdf", books=books)
    with pikepdf.open(with_logo.path) as pdf:
        assert pdfs.unmarked(pdf) == []
    assert with_logo.sha256 != render(paper(reads=1), tmp_path / "without.pdf", books=books).sha256


@pytest.mark.parametrize("name", ["missing.svg", "../outside.svg", "/etc/passwd", "logo.txt"])
def test_a_logo_from_elsewhere_is_refused(tmp_path: Path, books: Path, name: str):
    (tmp_path / "outside.svg").write_text("<svg/>")
    (books / "logo.txt").write_text("no picture")
    with pytest.raises(MissingLogo):
        render(paper(reads=1, issuer=replace(ISSUER, logo=name)), tmp_path / "paper.pdf", books=books)


def test_it_passes_a_pdf_a_checker(many: tuple[Paper, Path]):
    """Judged by pikepdf's checker of level B, which knows no level A, no empty lists of patterns, no extension schemas."""
    from pikepdf import pdfa

    findings = {one.message for one in pdfa.validate_written(many[1], "3b").findings}
    assert findings == {
        "patterns are not supported",
        "shadings are not supported",
        "pdfaid:conformance is 'A', expected 'B'",
        "XMP property pdfuaid:part is not permitted",
        "XMP property pdfaExtension:schemas is not permitted",
        *(
            f"XMP namespace {name}=http://www.aiim.org/pdfa/ns/{uri} is not permitted"
            for name, uri in [("pdfaExtension", "extension/"), ("pdfaSchema", "schema#"), ("pdfaProperty", "property#")]
        ),
    }
