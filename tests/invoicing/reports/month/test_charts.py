"""Charts: what is drawn is as large as what it stands for, and stays inside."""

from decimal import Decimal
from fractions import Fraction

import pytest

from invoicing.reports.month.charts import (
    BarPart,
    ChartColumn,
    ChartRow,
    Mark,
    Told,
    columns,
    scale,
    stacked_rows,
    week_map,
)
from invoicing.reports.month.drawing import Drawing

TOLD = Told("chart", "A chart", "What it says.")


def part(size: int, style: str = "c1") -> BarPart:
    return BarPart(style, size, f"{size} of something")


def percent(text: str) -> Decimal:
    assert text.endswith("%")
    return Decimal(text[:-1])


def is_inside(drawing: Drawing) -> bool:
    """Nothing is drawn beyond the edges, but for what rounding to thousandths of a percent adds."""
    return all(
        0 <= percent(bar.x) <= percent(bar.x) + percent(bar.width) <= Decimal("100.002")
        and 0 <= bar.y <= bar.y + bar.height <= drawing.height
        for bar in drawing.bars
    )


def test_pieces_follow_each_other_on_one_scale():
    drawing = stacked_rows(TOLD, [ChartRow("a", "4", (part(3), part(1, "c2"))), ChartRow("b", "2", (part(2),))])
    drawn = [(bar.x, bar.width) for bar in drawing.bars if bar.style != "track"]
    assert drawn == [("0%", "75%"), ("75%", "25%"), ("0%", "50%")]
    assert is_inside(drawing)


def test_what_is_below_zero_stands_left_of_a_line():
    drawing = stacked_rows(TOLD, [ChartRow("a", "6", (part(8), part(-2, "c6")))])
    assert [(bar.style, bar.x, bar.width) for bar in drawing.bars[1:]] == [("c1", "20%", "80%"), ("c6", "0%", "20%")]
    assert [rule.x1 for rule in drawing.rules] == ["20%"]


@pytest.mark.parametrize("rows", [[], [ChartRow("a", "0", (part(0),))], [ChartRow("a", "-3", (part(-3),))]])
def test_nothing_and_less_than_nothing_can_be_drawn(rows: list[ChartRow]):
    assert is_inside(stacked_rows(TOLD, rows))


@pytest.mark.parametrize(
    "highest, ticks", [(0, [0, 1]), (1, [0, 1]), (9, [0, 2, 4, 6, 8, 10]), (265, [0, 100, 200, 300])]
)
def test_a_scale_has_round_numbers_up_to_the_highest(highest: int, ticks: list[int]):
    assert scale(highest) == ticks


@pytest.mark.parametrize("highest", [1, 7, 99, 1_001, 87_654_321])
def test_no_column_is_higher_than_its_scale(highest: int):
    drawing = columns(TOLD, [ChartColumn("00", (part(highest), part(highest, "c2"))), ChartColumn("", ())])
    assert is_inside(drawing)
    assert len(scale(2 * highest)) <= 6


def test_a_mark_stands_where_its_value_lies():
    """30 minutes in bins of 10 is at the end of the third of ten columns, beside a scale of 9 % of the width."""
    drawing = columns(TOLD, [ChartColumn("", (part(1),))] * 10, [Mark(Fraction(3), "30 min")], edges=True)
    (mark,) = (rule for rule in drawing.rules if rule.style == "mark")
    third = drawing.bars[2]
    assert percent(third.x) + percent(third.width) < percent(mark.x1) == Decimal("36.3") < percent(drawing.bars[3].x)


def test_the_busiest_hour_is_the_darkest():
    drawing = week_map(TOLD, ("Mon", "Tue"), {(0, 3): 100, (1, 4): 1}, "{day} {hour:02d}:00: {count}")
    assert {bar.hint: bar.style for bar in drawing.bars if bar.style != "heat-0"} == {
        "Mon 03:00: 100": "heat-5",
        "Tue 04:00: 1": "heat-1",
    }
    assert is_inside(drawing)
