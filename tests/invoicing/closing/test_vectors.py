"""The vectors of spec 3.8 that are about papers: what came late, once the month was issued."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from invoicing.closing.difference import difference
from invoicing.contracts.choices import TierMode
from invoicing.contracts.minimum_and_maximum import Minimum
from invoicing.contracts.model import Contract, Rate, Step, Tier
from invoicing.papers.paper import PaperKind
from reads.core.read import Read
from reads.fees.release import Releases
from tests.properties.histories import Group
from tests.properties.months import EXAMS

CT = EXAMS[0]


def group(per_read: str, **terms: object) -> Group:
    contract = Contract(
        id="mercy-nights",
        client="mercy",
        title="Nights",
        effective=date(2026, 1, 1),
        rates=(Rate(name="CT", per_read=Decimal(per_read)),),
        **terms,  # type: ignore[arg-type]
    )
    return Group(contract, Releases({}), difference)


def read(group: Group, count: int, start: int = 0) -> None:
    for number in range(start, start + count):
        signed = datetime(2026, 7, 2, tzinfo=UTC) + timedelta(minutes=number)
        group.do("read", (Read(facility="north", accession=f"A{number}", exam_code=CT.code, signed_at=signed), CT))


def test_a_true_up_month_issued_at_4000_then_a_late_read_of_38():
    """0.00 more on the next invoice, shown."""
    mercy = group("38.00", minimum=Minimum(monthly=Decimal("4000.00")))
    read(mercy, 10)
    mercy.close()
    assert str(mercy.papers[0].total) == "4000.00"
    read(mercy, 1, start=10)
    assert [(line.name, str(line.amount)) for line in mercy.open().lines] == [
        ("CT, late", "38.00"),
        ("Monthly minimum", "-38.00"),
    ]
    assert str(mercy.open().total) == "0.00"


def test_500_then_501_reads_where_all_units_cost_less_above_500():
    """22,500.00 were billed; the late read brings the month to 20,040.00, so 2,460.00 are given back, read by read."""
    tier = Tier(name="Volume", mode=TierMode.ALL_UNITS, steps=(Step(above=500, per_read=Decimal("40.00")),))
    mercy = group("45.00", tiers=(tier,))
    read(mercy, 500)
    mercy.close()
    assert str(mercy.papers[0].total) == "22500.00"
    read(mercy, 1, start=500)
    mercy.adjust()
    memo = mercy.papers[-1]
    assert (memo.kind, str(memo.total)) == (PaperKind.CREDIT_MEMO, "-2460.00")
    assert [(line.name, str(line.quantity), str(line.amount)) for line in memo.lines] == [
        ("CT, late", "1", "40.00"),
        ("CT, repriced", "500", "-2500.00"),
    ]
    assert str(sum(paper.total.amount for paper in mercy.papers)) == "20040.00"


def test_a_disputed_read_reverses_what_it_was_billed_and_the_tier_is_a_line_of_its_own():
    """501 at 40.00; without the disputed one, 500 at 45.00."""
    tier = Tier(name="Volume", mode=TierMode.ALL_UNITS, steps=(Step(above=500, per_read=Decimal("40.00")),))
    mercy = group("45.00", tiers=(tier,))
    read(mercy, 501)
    mercy.close()
    mercy.do("dispute", 0)
    lines = [(line.name, str(line.amount)) for line in mercy.open().lines]
    assert lines == [("CT, no longer billed", "-40.00"), ("CT, repriced", "2500.00")]
    mercy.adjust()
    mercy.do("restore", 0)
    mercy.adjust()
    assert str(sum(paper.total.amount for paper in mercy.papers)) == "20040.00"
