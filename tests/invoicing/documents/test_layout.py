"""Rows on pages: nothing is cut, nothing overlaps, each page has its head."""

from collections.abc import Iterable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.documents.fonts import REGULAR, SEMIBOLD, face
from invoicing.documents.line_breaks import Wrapper
from invoicing.documents.schedule import schedule_of
from invoicing.documents.schedule_layout import BOLD, FIRST_HEIGHT, HEIGHT, SIZE, WIDTH, Layout, RowKind, laid_out
from invoicing.papers.paper import ScheduleRow
from tests.invoicing.documents.papers import LAKE, MERCY, paper, read

LONG = "CT of the chest, abdomen and pelvis with contrast, with multiplanar and three-dimensional reconstructions " * 3
ENDLESS = "Krankenhausverwaltungsgesellschaft" * 40


def layout_of(rows: Iterable[ScheduleRow]) -> Layout:
    return laid_out(schedule_of(paper(schedule=tuple(rows))))


@pytest.mark.parametrize(
    "rows",
    [
        [read(1)],
        [read(number, (MERCY, LAKE)[number % 2][0]) for number in range(1, 400)],
        [read(number, description=LONG * (number % 3)) for number in range(1, 90)],
        [read(number, radiologist=LONG, accession=f"{number}-{'9' * 90}", rate=LONG) for number in range(1, 30)],
        [read(1, description=ENDLESS), read(2, description=LONG * 20)],
        [
            read(
                number, base=Decimal(10**9), charge=Decimal(10**9), surcharges=Decimal(10**8), work_rvu=Decimal("99.99")
            )
            for number in range(1, 60)
        ],
    ],
    ids=["one", "many", "long descriptions", "long everything", "endless", "large figures"],
)
def test_rows_neither_overlap_nor_leave_the_frame(rows: list[ScheduleRow]):
    layout = layout_of(rows)
    widths = {bold: Wrapper(face(SEMIBOLD if bold else REGULAR), SIZE) for bold in (False, True)}
    for before, after in zip(layout.columns, layout.columns[1:], strict=False):
        assert before.left + before.width < after.left
    assert layout.columns[-1].left + layout.columns[-1].width == WIDTH
    for number, page in enumerate(layout.pages):
        ends = 0
        for row in page:
            assert row.top == ends
            ends = row.top + row.height
            if len(row.cells) == len(layout.columns):
                for column, lines in zip(layout.columns, row.cells, strict=True):
                    wrapper = widths[row.kind in BOLD]
                    assert all(wrapper.width(one.rstrip()) <= column.width or len(one) == 1 for one in lines)
        assert ends <= (HEIGHT if number else FIRST_HEIGHT)


def test_every_text_is_there_in_full():
    rows = [read(number, description=f"{LONG}{number}", radiologist=f"{ENDLESS}{number}") for number in range(1, 40)]
    layout = layout_of(rows)
    exam, radiologist = (
        "".join(
            line
            for page in layout.pages
            for row in page
            if row.kind is RowKind.READ
            for line in row.cells[[column.cell for column in layout.columns].index(cell)]
        )
        for cell in (2, 4)
    )
    assert exam == "".join(f"{row.exam} {row.description}" for row in rows)
    assert radiologist == "".join(row.radiologist for row in rows)


def test_each_page_has_its_head_and_goes_on_with_its_facility():
    layout = layout_of(read(number) for number in range(1, 200))
    kinds = [[row.kind for row in page[:2]] for page in layout.pages]
    assert kinds[0] == [RowKind.HEAD, RowKind.GROUP]
    assert all(two == [RowKind.HEAD_AGAIN, RowKind.GROUP_AGAIN] for two in kinds[1:])
    assert len(kinds) > 3


def test_a_heading_or_a_sum_never_stands_alone():
    """For every length of the first facility, its subtotal is preceded, and the next heading followed, by a read."""
    for count in range(1, 90):
        rows = [read(number) for number in range(count)] + [read(number, LAKE[0]) for number in range(3)]
        for page in layout_of(rows).pages:
            kinds = [row.kind for row in page]
            assert kinds[-1] not in {RowKind.GROUP, RowKind.GROUP_AGAIN, RowKind.HEAD, RowKind.HEAD_AGAIN}
            if RowKind.SUBTOTAL in kinds:
                assert kinds[kinds.index(RowKind.SUBTOTAL) - 1] is RowKind.READ


@given(st.text(alphabet="ab W-/.", max_size=60), st.integers(4_000, 60_000))
def test_lines_fit_and_are_the_text(text: str, room: int):
    """Joined, the lines are the text; none is wider than the room unless it is a single letter."""
    wrapper = Wrapper(face(REGULAR), SIZE)
    text = " ".join(text.split())
    lines = wrapper.lines(text, room)
    assert "".join(lines) == text
    assert all(wrapper.width(line.rstrip(" ")) <= room or len(line.rstrip(" ")) == 1 for line in lines)


def test_a_word_breaks_behind_its_hyphens_where_it_can():
    lines = Wrapper(face(REGULAR), SIZE).lines("MERCY-GENERAL-2026-10-000000025-EMERGENCY", 84_000)
    assert lines == ("MERCY-GENERAL-2026-", "10-000000025-", "EMERGENCY")
