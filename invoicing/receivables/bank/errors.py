"""Why a bank's file or one of its lines can't be used: one class a reason, its sentence built inside it; nothing was changed."""

from __future__ import annotations

from collections.abc import Sequence

from invoicing.receivables.bank.bank_line import LineNature
from invoicing.receivables.bank.match_values import UntiedPayment
from reads.core.errors import WetreadError, WrongUse
from reads.core.money import Money


class BankFileUnread(WetreadError):
    """The file is of no form that is known here, or has a fault that leaves its lines in doubt; none of it was taken."""

    code = "bank_file_unread"

    def __init__(self, name: str, why: str, remedy: str = "ask the bank for the file again, whole") -> None:
        super().__init__(f"{name}: {why}", remedy)


class NoSuchBankLine(WrongUse):
    """No line of that number was imported."""

    code = "unknown_bank_line"

    def __init__(self, number: int) -> None:
        super().__init__(f"there is no bank line {number}", "`wetread bank list` shows them")


class LineIsDecided(WetreadError):
    """The line is posted already; what was posted is taken back first."""

    code = "bank_line_decided"

    def __init__(self, number: int, how: str, entries: Sequence[int]) -> None:
        remedy = (
            " and ".join([f"take it back first: wetread invoice pay --reverse {entries[0]}", *map(str, entries[1:])])
            if entries
            else "nothing is left to do"
        )
        super().__init__(f"bank line {number} is {how} already", remedy)


class MatchMoved(WetreadError):
    """The line is proposed otherwise than it was seen: something was booked or issued meanwhile."""

    code = "match_moved"

    def __init__(self, number: int) -> None:
        super().__init__(f"bank line {number} is matched otherwise by now; none was posted", "look at the lines again")


class NotMoneyThatCame(WetreadError):
    """Money that left, that hasn't come yet, or words alone: nothing to post to a client."""

    code = "not_money_that_came"

    def __init__(self, number: int, what: str) -> None:
        super().__init__(f"bank line {number} is {what}", f"wetread bank leave {number} --because TEXT")


class NoMatch(WetreadError):
    """Nothing says what the line pays."""

    code = "no_match"

    def __init__(self, number: int, why: str) -> None:
        super().__init__(
            f"bank line {number}: {why}",
            f"wetread bank post {number} --to NUMBER=AMOUNT, or --to CLIENT=AMOUNT for unapplied cash",
        )


class NotTheWholeLine(WetreadError):
    """What is named with --to doesn't add up to the line."""

    code = "not_the_whole_line"

    def __init__(self, number: int, named: Money, amount: Money) -> None:
        super().__init__(
            f"bank line {number} is {amount.printed_with_code()}, --to names {named.printed()}",
            "what pays no paper is named as --to CLIENT=AMOUNT and stays unapplied cash; each amount is above zero",
        )


class BookedByHand(WetreadError):
    """The same amount of the same client is booked already, and no bank line, or no advice of the payer, has it yet."""

    code = "booked_by_hand"

    def __init__(self, number: int, nature: LineNature, same: UntiedPayment) -> None:
        line = "payer's advice" if nature is LineNature.ADVICE else "bank line"
        super().__init__(
            f"{same.amount.printed_with_code()} was booked as payment {same.entry} on {same.day}, and no {line} has it yet",
            f"wetread bank post {number} --entry {same.entry} ties them; --again books it beside that one",
        )


class NotThisPayment(WetreadError):
    """The payment named is another amount, is taken back, or has its line already."""

    code = "not_this_payment"

    def __init__(self, number: int, entry: int, why: str) -> None:
        super().__init__(f"payment {entry} is not bank line {number}: {why}", "`wetread invoice payments` lists them")
