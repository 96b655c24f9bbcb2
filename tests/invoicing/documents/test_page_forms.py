"""A paper that is filled into the form of one like it has the bytes of one that was laid out whole."""

import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from invoicing.documents.errors import FaultyTemplate
from invoicing.documents.filled_template import project_templates
from invoicing.documents.loaded_styles import LoadedStyles
from invoicing.documents.print_files import Job, content_of
from invoicing.documents.repeated_papers import forget_forms
from invoicing.papers.paper import Paper, PaperKind
from invoicing.pricing.priced_month import LineKind
from tests.invoicing.documents.papers import BILL_TO, ISSUER, LAKE, MERCY, line, paper, read

WORDS = (
    "St.",
    "Åsa's",
    "Regional",
    "Hospital & Clinics",
    "of",
    "Northern",
    "Zürich",
    "<Main>",
    "fi",
    "VA",
    "Ωμέγα",
    "III",
)
PNG = (1, 200, 90)


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """Books with a style sheet of their own, the project's word for word: what they print is laid out whole."""
    templates = tmp_path / "whole" / "templates"
    templates.mkdir(parents=True)
    shutil.copy(project_templates() / "paper.css", templates)
    return templates.parent


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """Each document that WeasyPrint lays out from here on."""
    forget_forms()
    seen: list[Any] = []
    lay_out = LoadedStyles.laid_out

    def laid_out(styles: LoadedStyles, html: Any) -> Any:
        seen.append(html)
        return lay_out(styles, html)

    monkeypatch.setattr(LoadedStyles, "laid_out", laid_out)
    yield seen
    forget_forms()


def words(chance: random.Random, most: int) -> str:
    """So many words at most; one text in ten is several times as long."""
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, most) * (4 if chance.random() < 0.1 else 1)))


def any_paper(shape: random.Random, chance: random.Random) -> Paper:
    """A paper with what its shape has, the texts and figures left to chance."""
    count = shape.choice((0, 1, 30, 130))
    count += chance.randint(0, count)
    lines = [line(f"CT {words(chance, 3)} {chance.randint(1, 2_000)} × {chance.randint(1, 99)}.50")]
    lines += [line(f"X {chance.randint(1, 9)} × 12.00", LAKE[0]), line("Minimum = 880.00", None, LineKind.MINIMUM)]
    lines = lines[: shape.randint(1, 3)]
    if shape.random() < 0.3:
        lines.append(line(f"{words(chance, 2)} tax = {chance.randint(1, 99)}.10", None, LineKind.TAX))
    kind = shape.choice((PaperKind.INVOICE, PaperKind.INVOICE, PaperKind.DEBIT_MEMO, PaperKind.CREDIT_MEMO))
    number = chance.choice((f"WR-2026-{chance.randint(1, 99_999):05}", f"{words(chance, 2)}-7"))
    made = paper(
        *lines,
        schedule=tuple(
            read(chance.randrange(100_000), (MERCY, LAKE)[each * 3 > 2 * count][0]) for each in range(count)
        ),
        kind=kind,
        number=number if shape.random() < 0.8 else None,
        contract_title=words(chance, 4),
        po_number=shape.choice(("", f"PO-{chance.randint(1, 9_999)}")),
        bill_to=replace(BILL_TO, name=words(chance, 3), address=(words(chance, 3), words(chance, 3))),
        facilities=((MERCY[0], words(chance, 4)), LAKE),
        notes=(words(chance, 12),) * shape.randint(0, 1),
        separate_schedule=shape.random() < 0.2,
    )
    if kind is PaperKind.CREDIT_MEMO:
        return replace(made, total=-made.total, lines=tuple(map(_credited, made.lines)))
    return made


def _credited(each: Any) -> Any:
    return replace(each, amount=-each.amount, quantity=-each.quantity)


def prints(made: Paper, books: Path | None = None) -> bytes:
    return content_of(Job(made, Path("unwritten.pdf"), books))


@pytest.mark.parametrize("seed", range(3))
def test_any_paper_has_the_bytes_of_a_layout_of_the_whole(seed: int, whole: Path, layouts: list[Any]):
    chance = random.Random(seed)
    papers = [any_paper(random.Random(shape), chance) for shape in range(5 * seed, 5 * seed + 5) for _ in range(5)]
    filled = [prints(each) for each in papers]
    assert len(layouts) < len(papers)
    assert [content == prints(each, whole) for content, each in zip(filled, papers, strict=True)] == [True] * len(
        papers
    )


def test_invoices_of_one_shape_are_laid_out_once_whatever_they_say(whole: Path, layouts: list[Any]):
    invoices = [
        paper(
            line(f"CT head {number * 7} × {30 + number}.25"),
            schedule=tuple(read(number * 1_000 + each) for each in range(40 * number)),
            number=f"WR-2026-{number:05}",
            bill_to=replace(BILL_TO, name=f"Hospital {number}"),
            facilities=((MERCY[0], f"Hospital {number * 11}"), LAKE),
            audit_head=f"{number:064}",
        )
        for number in range(1, 8)
    ]
    filled = [prints(each) for each in invoices]
    assert len(layouts) == 1
    assert filled == [prints(each, whole) for each in invoices]


def test_each_page_of_a_shape_is_painted_once(monkeypatch: pytest.MonkeyPatch, layouts: list[Any]):
    from weasyprint import document

    painted: list[Any] = []
    paint = document.draw_page

    def draw_page(page: Any, stream: Any) -> None:
        painted.append(page)
        paint(page, stream)

    monkeypatch.setattr(document, "draw_page", draw_page)
    for count in (1, 2, 3):
        prints(paper(line(f"CT head {count} × 38.00"), schedule=tuple(map(read, range(count, 160)))))
    assert len(layouts) == 1
    assert len(painted) == 3  # the paper's own page, the first of its schedule, the next that stands for all others


def test_a_draft_whose_mark_is_no_part_of_the_page_is_painted_whole(whole: Path, layouts: list[Any]):
    drafts = [paper(line(f"CT head {count} × 38.00"), number=None) for count in (1, 2, 3)]
    filled = [prints(each) for each in drafts]
    assert len(layouts) == 1
    assert filled == [prints(each, whole) for each in drafts]


def test_a_name_that_takes_another_line_is_laid_out_anew_and_the_form_still_fits_the_others(
    whole: Path, layouts: list[Any]
):
    named = [
        paper(line("CT head 1 × 38.00"), bill_to=replace(BILL_TO, name=name))
        for name in ("Mercy", "Mercy " * 12, "Lake")
    ]
    filled = [prints(each) for each in named]
    assert len(layouts) == 2
    assert filled == [prints(each, whole) for each in named]


def test_two_names_that_break_alike_are_set_in_as_many_lines(whole: Path, layouts: list[Any]):
    named = [paper(line("CT head 1 × 38.00"), bill_to=replace(BILL_TO, name=name * 9)) for name in ("Mercy ", "Grace ")]
    filled = [prints(each) for each in named]
    assert len(layouts) == 1
    assert filled == [prints(each, whole) for each in named]


@pytest.mark.parametrize("name", ["logo.png", "logo.jpg", "logo.svg"])
def test_a_logo_is_the_same_on_each(name: str, tmp_path: Path, whole: Path, layouts: list[Any]):
    for books in (tmp_path, whole):
        if name.endswith(".svg"):
            (books / name).write_text(
                '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><path d="M0 0h9v9z"/></svg>'
            )
        else:
            Image.new("RGB", (60, 20), PNG).save(books / name)
    shown = [paper(line(f"CT head {count} × 38.00"), issuer=replace(ISSUER, logo=name)) for count in (1, 2, 3)]
    filled = [prints(each, tmp_path) for each in shown]
    assert len(layouts) == 1
    assert filled == [prints(each, whole) for each in shown]


def test_a_logo_that_cannot_be_read_is_told_of_each_paper(tmp_path: Path, layouts: list[Any]):
    (tmp_path / "logo.png").write_bytes(b"no picture")
    for count in (1, 2):
        with pytest.raises(FaultyTemplate):
            prints(paper(line(f"CT head {count} × 38.00"), issuer=replace(ISSUER, logo="logo.png")), tmp_path)
    assert len(layouts) == 2


def test_a_work_rvu_and_a_quantity_in_another_width_stay_at_the_right_edge(whole: Path, layouts: list[Any]):
    lines = [line(f"CT {count} × 1.00", wrvus=((Decimal(count), Decimal("31.50")),)) for count in (1, 11, 111)]
    filled = [prints(paper(each)) for each in lines]
    assert len(layouts) == 1
    assert filled == [prints(paper(each), whole) for each in lines]
