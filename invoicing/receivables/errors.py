"""Why money can't be booked: one class a reason, its sentence built inside it; nothing was changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reads.core.errors import WetreadError, WrongUse
from reads.core.money import Money


class BadTarget(WrongUse):
    """`--to` doesn't say which paper and how much."""

    code = "bad_target"

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} doesn't name a paper and an amount", "write --to NUMBER=AMOUNT, once a paper")


class NotYet(WrongUse):
    """Money is booked on the day it came, never on one to come."""

    code = "not_yet"

    def __init__(self, day: date, today: date) -> None:
        super().__init__(f"{day} has not come yet; today is {today}", "book it on the day on which it came")


class LongAgo(WrongUse):
    """A day so far back that it is hardly meant."""

    code = "long_ago"

    def __init__(self, day: date, today: date) -> None:
        super().__init__(
            f"{day} is {(today - day).days} days back",
            "say --yes-dated as well if that day is meant, else mend the date",
        )


class MoreThanUnapplied(WetreadError):
    """More would be given back than the client has."""

    code = "more_than_unapplied"

    def __init__(self, client: str, asked: Money, most: Money) -> None:
        super().__init__(
            f"{client} has {most.printed_with_code()} of unapplied cash, not {asked.printed()}",
            "`wetread statement` shows it; a payment that is set against papers is taken back by --reverse",
        )


class NobodysPayment(WrongUse):
    """Neither a paper's number nor a client's id."""

    code = "unknown_payer"

    def __init__(self, word: str, near: Sequence[str]) -> None:
        super().__init__(
            f"{word!r} is neither a paper's number nor a client",
            f"did you mean {' or '.join(near)}?"
            if near
            else "`wetread invoice list` shows the papers, clients.csv the clients",
        )


class WhichCurrency(WrongUse):
    """The client has accounts in several currencies, or none in the one that is named."""

    code = "which_currency"

    def __init__(self, client: str, currencies: Sequence[str]) -> None:
        super().__init__(
            f"{client} has accounts in {', '.join(currencies)}", f"say --currency {' or '.join(currencies)}"
        )


class NotOnThisAccount(WrongUse):
    """A paper of another client or currency, or none at all."""

    code = "not_on_this_account"

    def __init__(self, number: str, client: str, currency: str) -> None:
        super().__init__(
            f"{number} is no paper of {client} in {currency}",
            f"`wetread invoice list --client {client}` shows them",
        )


class MoreThanOpen(WetreadError):
    """More than the paper's open amount."""

    code = "more_than_open"

    def __init__(self, number: str, amount: Money, room: Money) -> None:
        super().__init__(
            f"{amount.printed()} can't be set against {number}: {room.printed()} {room.currency} of it is open",
            "give each paper at most what is open; what is over stays on the account as unapplied cash",
        )


class MoreThanPaid(WetreadError):
    """The papers named come to more than the payment."""

    code = "more_than_paid"

    def __init__(self, asked: Money, limit: Money) -> None:
        super().__init__(
            f"the papers named come to {asked.printed()}, and there is {limit.printed()} {limit.currency}",
            "name amounts that come to no more than that",
        )


class PaidBefore(WetreadError):
    """The same payment is on the account already."""

    code = "paid_before"

    def __init__(self, client: str, amount: Money, day: date, entry: int) -> None:
        super().__init__(
            f"a payment of {amount.printed()} {amount.currency} by {client} on {day} with this reference is booked "
            f"already, as {entry}",
            "--again books a second one; `wetread invoice payments` shows what there is",
        )


class PaymentMoved(WetreadError):
    """The payment settles other papers than it was read back with: something was booked or issued meanwhile."""

    code = "payment_moved"

    def __init__(self, amount: Money) -> None:
        super().__init__(
            f"the payment of {amount.printed_with_code()} settles otherwise by now than it was read back; it was not booked",
            "look at it again: the papers below show what is open now",
        )


class NothingOpen(WetreadError):
    """There is nothing left to do."""

    code = "nothing_open"

    def __init__(self, what: str) -> None:
        super().__init__(what, "`wetread invoice list` and `wetread invoice payments` show what is open")


class NoSuchEntry(WrongUse):
    """No entry has that id, or it can't be taken back."""

    code = "no_such_entry"

    def __init__(self, entry: int, why: str) -> None:
        super().__init__(f"{entry} {why}", "`wetread invoice payments` shows the entries with their ids")


class ReversedBefore(WetreadError):
    """It was taken back already."""

    code = "reversed_before"

    def __init__(self, entry: int, day: date) -> None:
        super().__init__(f"{entry} was reversed on {day}", "nothing was changed; what should stand is booked anew")


class TooSoon(WetreadError):
    """Taken back before it was done."""

    code = "too_soon"

    def __init__(self, entry: int, first: date) -> None:
        super().__init__(f"{entry} still settled something on {first}", f"reverse it on {first} or later")


class NotACredit(WrongUse):
    """The paper holds no credit."""

    code = "not_a_credit"

    def __init__(self, number: str) -> None:
        super().__init__(
            f"{number} is owed, it is no credit", "name a credit memo, or the client to use its unapplied cash"
        )


class NotOwed(WrongUse):
    """The paper is a credit or comes to nothing."""

    code = "not_owed"

    def __init__(self, number: str) -> None:
        super().__init__(f"{number} is nothing that could be paid", "pay an invoice, or name the client")


class OnePaperOrSeveral(WrongUse):
    """A payment is for one paper, or for several with an amount each, never both."""

    def __init__(self, number: str) -> None:
        remedy = "name the client as the payer, and every paper with its amount"
        super().__init__(f"the payment is for {number}, and for papers with amounts", remedy)


class NoPaper(WrongUse):
    """Not a paper's number."""

    code = "no_paper"

    def __init__(self, word: str) -> None:
        super().__init__(f"{word!r} is no paper's number", "`wetread invoice list` shows the papers")
