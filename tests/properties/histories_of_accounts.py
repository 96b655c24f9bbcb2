"""Random histories of a client's account, booked through the real service, and the same account added up by hand."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from hypothesis import strategies as st
from sqlmodel import Session

from invoicing.papers.heads import heads
from invoicing.papers.issued_paper import IssuedPaper
from invoicing.papers.repository import add_paper
from invoicing.papers.tables import PaperRow
from invoicing.receivables import book_payments
from invoicing.receivables.book_payments import Booked, Payment
from reads.core.actor_and_moment import By
from reads.core.errors import WetreadError
from reads.core.money import Money

FIRST = date(2026, 1, 1)
DAYS = 120
AT = datetime(2026, 6, 1, tzinfo=UTC)
BY = By("tester", AT)

days = st.integers(0, DAYS).map(lambda number: FIRST + timedelta(days=number))
cents = st.integers(1, 400)
picks = st.integers(0, 5)
papers = st.lists(st.tuples(days, st.integers(-300, 600), st.sampled_from([0, 15, 30])), min_size=1, max_size=6)
deeds = st.lists(
    st.one_of(
        st.tuples(st.just("pay"), days, cents),
        st.tuples(st.just("pay one"), days, cents, picks),
        st.tuples(st.just("pay named"), days, cents, picks, cents),
        st.tuples(st.just("apply cash"), days),
        st.tuples(st.just("apply credit"), days, picks),
        st.tuples(st.just("write off"), days, picks, cents),
        st.tuples(st.just("reverse"), days, picks),
    ),
    max_size=14,
)


def usd(minor: int) -> Money:
    return Money(minor, "USD")


@dataclass
class Told:
    """One client's history as it is booked; a deed that is refused leaves nothing behind."""

    session: Session
    client: str = field(default_factory=lambda: f"client-{uuid4().hex[:12]}")
    papers: list[IssuedPaper] = field(default_factory=list)
    booked: list[Booked] = field(default_factory=list)

    def issue(self, on: date, minor: int, terms: int) -> None:
        number = f"{self.client}/{len(self.papers)}"
        row = PaperRow(
            kind="invoice" if minor >= 0 else "credit_memo",
            number=number,
            client=self.client,
            contract="nights",
            month=f"{on:%Y-%m}",
            currency="USD",
            total=minor,
            issued_on=on,
            due_on=on + timedelta(days=terms),
            snapshot="{}",
            schedule="{}",
            previous=number,
            sha256=number,
            at=AT,
            actor="tester",
        )
        add_paper(self.session, row)
        self.papers = heads(self.session, client=self.client)

    def do(self, deed: tuple) -> None:
        """Books the deed, or finds it refused."""
        try:
            self.booked.append(self._done(*deed))
        except WetreadError:
            return

    def _done(self, what: str, day: date, *more: int) -> Booked:
        session, client = self.session, self.client
        number = {place: paper.number or "" for place, paper in enumerate(self.papers)}
        match what:
            case "pay":
                return book_payments.pay(session, Payment(client, usd(more[0]), day, again=True), BY)
            case "pay one":
                one = number.get(more[1], "")
                return book_payments.pay(session, Payment(client, usd(more[0]), day, paper=one, again=True), BY)
            case "pay named":
                to = {number.get(more[1], ""): usd(more[2])}
                return book_payments.pay(session, Payment(client, usd(more[0]), day, to=to, again=True), BY)
            case "apply cash":
                return book_payments.apply_cash(session, client, "USD", day, {}, BY)
            case "apply credit":
                return book_payments.apply_credit(session, self.papers[more[0] % len(self.papers)], day, {}, BY)
            case "write off":
                paper = self.papers[more[0] % len(self.papers)]
                asked = book_payments.WriteOff(paper, day, "small", usd(more[1]), again=True)
                return book_payments.write_off(session, asked, BY)
            case _:
                entry = self.booked[more[0] % len(self.booked)].entry.id if self.booked else 0
                return book_payments.reverse(session, book_payments.Reversal(entry, day, "mistake", day), BY)

    def ledger(self, day: date) -> int:
        """What the client owes at the end of the day: papers less money that came and what was given up."""
        entries = [booked.entry for booked in self.booked]
        gone = {entry.reverses: entry.day for entry in entries if entry.reverses}
        less = sum(
            entry.amount.minor
            for entry, booked in zip(entries, self.booked, strict=True)
            if entry.kind in {"payment", "write_off"}
            and max([entry.day, *(each.day for each in booked.settled if entry.kind == "write_off")]) <= day
            and not (entry.id in gone and gone[entry.id] <= day)
        )
        return sum(paper.total.minor for paper in self.papers if paper.issued_on <= day) - less
