"""A client's account as a test needs it: papers of several ages, payments, a credit, late interest."""

from datetime import date, timedelta

from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.paper import PaperKind
from invoicing.receivables.account import Entry, EntryKind
from invoicing.receivables.aging import Aging, OpenPaper, bucket_of
from invoicing.receivables.statement import Activity, Statement, Unused
from reads.core.money import Money
from reads.core.month import Month
from tests.invoicing.documents.papers import BILL_TO, ISSUER

DAY = date(2026, 11, 30)


def usd(amount: str) -> Money:
    return Money.of(amount, "USD")


def opened(number: int, issued_on: date, total: str, open_: str, *, terms: int = 30) -> OpenPaper:
    due = issued_on + timedelta(days=terms)
    paper = IssuedPaper(
        id=number,
        kind=PaperKind.INVOICE,
        number=f"WR-2026-{number:05}",
        client=BILL_TO.id,
        contract="mercy-nights",
        month=Month.of(issued_on).previous(),
        total=usd(total),
        issued_on=issued_on,
        due_on=due,
        sha256="0" * 64,
    )
    return OpenPaper(paper, usd(open_), max(0, (DAY - due).days))


def entry(number: int, kind: EntryKind, amount: str, day: date, reference: str = "", because: str = "") -> Entry:
    return Entry(number, kind, BILL_TO.id, usd(amount), day, reference, because)


OPEN = (
    opened(9, date(2026, 8, 3), "18204.50", "2204.50"),
    opened(14, date(2026, 9, 2), "21377.00", "21377.00"),
    opened(21, date(2026, 10, 2), "19950.25", "19950.25"),
    opened(27, date(2026, 11, 2), "23418.75", "23418.75"),
)
UNUSED = (
    Unused(date(2026, 11, 12), "CM-WR-2026-00002", "", usd("312.00"), usd("112.00")),
    Unused(date(2026, 11, 20), "", "ACH 40911", usd("5000.00"), usd("1250.00")),
)
ACTIVITY = (
    Activity(
        entry(3, EntryKind.PAYMENT, "16000.00", date(2026, 9, 21), "check 20117"),
        None,
        (("WR-2026-00009", usd("16000.00")),),
    ),
    Activity(
        entry(4, EntryKind.APPLICATION, "200.00", date(2026, 11, 13), "CM-WR-2026-00002"),
        None,
        (("WR-2026-00014", usd("200.00")),),
    ),
    Activity(
        entry(5, EntryKind.PAYMENT, "5000.00", date(2026, 11, 20), "ACH 40911"),
        None,
        (("WR-2026-00009", usd("3750.00")),),
    ),
    Activity(entry(6, EntryKind.REVERSAL, "900.00", date(2026, 11, 24), "", "check returned"), EntryKind.PAYMENT, ()),
)


def statement(open_: tuple[OpenPaper, ...] = OPEN, unused: tuple[Unused, ...] = UNUSED, **changes: object) -> Statement:
    """Mercy's account on 30 November 2026."""
    buckets = [usd("0.00")] * 5
    for each in open_:
        buckets[bucket_of(each.late)] += each.open
    zero = usd("0.00")
    aging = Aging(
        BILL_TO.id,
        "USD",
        tuple(buckets),
        sum((each.left for each in unused if not each.number), zero),
        sum((each.left for each in unused if each.number), zero),
    )
    values: dict[str, object] = {
        "client": BILL_TO.id,
        "currency": "USD",
        "day": DAY,
        "since": date(2026, 9, 1),
        "issuer": ISSUER,
        "bill_to": BILL_TO,
        "aging": aging,
        "open": open_,
        "interest": {9: usd("96.43"), 14: usd("622.83"), 21: usd("285.59")},
        "unused": unused,
        "activity": ACTIVITY,
    }
    return Statement(**{**values, **changes})
