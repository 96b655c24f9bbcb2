"""A small month in every format of text, as it was looked at and found right; random months in every format, to the cent."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from invoicing.exports.formats import FORMATS
from invoicing.exports.papers_and_deeds import Written
from invoicing.papers.paper import Paper
from invoicing.pricing.priced_month import LineKind
from reads.core.money import Money
from tests.invoicing.documents.papers import line, paper, read
from tests.invoicing.exports.materials import GROUPINGS, cents, credit, every_kind, october, payment, rows

PAID = payment(7, date(2026, 11, 9), "7000.00", **{"INV-2026-0042": "5983.15"})
TEXTS = [name for name, kind in FORMATS.items() if name not in {"xlsx", "accrual"}]


@pytest.mark.parametrize("name", TEXTS)
def test_a_small_month_is_written_as_it_was_looked_at(name: str, golden: Callable[[str, str], None]):
    made = every_kind(schedule=(read(1), read(5)))
    for part in FORMATS[name].write(october(made, credit(), movements=[PAID])).parts:
        encoding = "cp1252" if name == "quickbooks-iif" else "utf-8"
        golden(part.content.decode(encoding), f"exports/{name}{'/' if part.name else '.txt'}{part.name}")


def totals(name: str, written: Written) -> int:
    """What the papers of an export come to, in cents, as its own reader reckons it."""
    if name == "ubl":
        trees = [etree.fromstring(part.content) for part in written.parts]
        signs = [-1 if etree.QName(tree).localname == "CreditNote" else 1 for tree in trees]
        paid = [next(each for each in tree.iter() if each.tag.endswith("}PayableAmount")).text for tree in trees]
        return sum(sign * cents(text) for sign, text in zip(signs, paid, strict=True))
    (part,) = written.parts
    if name == "quickbooks-iif":
        lines = [text.split("\t") for text in part.content.decode("cp1252").split("\r\n")]
        return sum(cents(cells[7]) for cells in lines if cells[0] == "TRNS")
    found = rows(part.content)
    if name == "journal":
        receivable = [row for row in found if row["account"] == "1200"]
        return sum(cents(row["debit"]) - cents(row["credit"]) for row in receivable)
    if name == "xero":
        return sum(int(Decimal(row["*Quantity"]) * Decimal(row["*UnitAmount"]) * 100) for row in found)
    column = {"csv": "amount", "quickbooks-online": "*ItemAmount", "sage-intacct": "AMOUNT", "netsuite": "Amount"}
    return sum(cents(row[column[name]]) for row in found)


@st.composite
def random_papers(draw: st.DrawFn) -> list[Paper]:
    """Papers of any kinds of lines, with quantities and prices of four decimals, below zero in sum too."""
    made = []
    for number in range(draw(st.integers(1, 4))):
        lines = [line(f"x = {Money(draw(st.integers(-99_999, 99_999)))}", None, draw(st.sampled_from(list(LineKind))))]
        for _ in range(draw(st.integers(0, 4))):
            price = Decimal(draw(st.integers(0, 99_999))) / 100
            lines.append(line(f"r {draw(st.integers(1, 999))} × {price}"))
        lines.append(replace(line("q 200 × 30.4050")))
        made.append(paper(*lines, number=f"W-{number}", schedule=(read(1),)))
    return made


@pytest.mark.parametrize("name", [name for name in TEXTS if name not in {"beancount", "hledger"}])
@given(papers=random_papers(), grouping=st.sampled_from(GROUPINGS))
def test_every_format_is_the_papers_to_the_cent(name: str, papers: list[Paper], grouping):
    kind = FORMATS[name]
    written = (kind.one_file or kind.write)(october(*papers, grouping=grouping))
    left_out = {each.number for each in written.left_out}
    assert totals(name, written) == sum(paper.total.minor for paper in papers if paper.number not in left_out)
    assert left_out <= {paper.number for paper in papers if paper.total.minor < 0}
