"""Tables fit the screen: no figure breaks in two, words stay whole, and a file gets its rows as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.cli.columns import aligned
from reads.cli import screen
from reads.cli.screen import wrapped
from tests.conftest import Run
from tests.invoicing.cli.test_pay import issued  # noqa: F401 (a fixture)

TABLE = [
    ["Contract", "Says", "Units", "Total", "", "Then", "Change"],
    [
        "st-brendan-nights",
        "the monthly minimum fills up what reads lack",
        "1,236",
        "1,236.00",
        "USD",
        "874.00",
        "+362.00",
    ],
    ["mercy-overnight", "CT", "3", "114.00", "USD", "", ""],
]
RIGHT = (2, 3, 5, 6)


def terminal(patch: pytest.MonkeyPatch, columns: int) -> None:
    """Somebody looks at a terminal so many columns wide."""
    patch.setattr(screen, "is_terminal", lambda _: True)
    patch.setenv("COLUMNS", str(columns))


def test_a_file_gets_a_row_a_line(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "40")
    assert len(list(aligned(TABLE, right=RIGHT))) == len(TABLE)


def test_texts_are_wrapped_between_words_and_figures_stay_beside(monkeypatch: pytest.MonkeyPatch):
    terminal(monkeypatch, 80)
    lines = list(aligned(TABLE, right=RIGHT))
    assert max(map(len, lines)) <= 80
    assert lines[1].split()[-5:] == ["1,236", "1,236.00", "USD", "874.00", "+362.00"]
    assert "fills" in lines[2] or "fills" in lines[1]


def test_where_that_is_not_enough_the_last_columns_stand_under_the_row(monkeypatch: pytest.MonkeyPatch):
    terminal(monkeypatch, 40)
    lines = list(aligned(TABLE, right=RIGHT, indent=2))
    assert max(map(len, lines)) <= 38
    assert {word for line in lines for word in line.split()} == {
        word for row in TABLE for cell in row for word in cell.split()
    }


TEXT = st.from_regex(r"|([a-z]{1,9} ){0,4}[a-z]{1,9}", fullmatch=True)
FIGURE = st.from_regex(r"|-?[0-9]{1,3}(,[0-9]{3}){0,2}\.[0-9]{2}", fullmatch=True)


@given(st.lists(st.tuples(TEXT, FIGURE, TEXT, FIGURE, TEXT), min_size=1, max_size=6), st.integers(30, 120))
def test_every_word_and_figure_is_whole_and_no_line_is_too_long(rows: list[tuple[str, ...]], width: int):
    with pytest.MonkeyPatch.context() as patch:
        terminal(patch, width)
        lines = list(aligned(rows, right=(1, 3)))
    words = [word for row in rows for cell in row for word in cell.split()]
    assert sorted(word for line in lines for word in line.split()) == sorted(words)
    assert all(len(line) <= width for line in lines)


def test_prose_breaks_between_words_and_goes_on_further_in():
    text = "  1 × no_turnaround\n    → say when it was received, or that nobody knows: `wetread held fix`"
    found = wrapped(text, 40).splitlines()
    assert max(map(len, found)) <= 40
    assert found[0] == "  1 × no_turnaround"
    assert [len(line) - len(line.lstrip()) for line in found[1:]] == [4, 6]
    assert wrapped(text, None) == text


def test_the_month_fits_80_columns(issued: Run, monkeypatch: pytest.MonkeyPatch):  # noqa: F811
    terminal(monkeypatch, 80)
    for words in (
        ["close", "2026-11"],
        ["invoice", "list"],
        ["invoice", "show", "WR-2026-00001", "--schedule"],
        ["aging"],
        ["status"],
    ):
        shown = issued(*words).stdout
        assert max(map(len, shown.splitlines())) <= 80, shown
