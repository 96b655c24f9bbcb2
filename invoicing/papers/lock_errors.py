"""Why something can't be dated so, or a month not locked or opened: one class a reason, its sentence built inside it."""

from __future__ import annotations

from datetime import date

from reads.core.errors import WetreadError, WrongUse
from reads.core.month import Month


class InLockedPeriod(WetreadError):
    """Something that the journal books would be dated in a locked period."""

    code = "locked_period"

    def __init__(self, day: date, opened: date) -> None:
        super().__init__(
            f"{day} lies in a locked period",
            f"date it {opened}, the next open day; or `wetread lock {day:%Y-%m} --reopen --because TEXT`",
        )


class MonthNotOver(WrongUse):
    """A month that still goes on is not locked."""

    code = "month_not_over"

    def __init__(self, month: Month) -> None:
        super().__init__(f"{month} is not over yet", "lock it once it is")


class LockedAlready(WetreadError):
    """The month is locked, itself or with a later one."""

    code = "locked_already"

    def __init__(self, month: Month, through: date) -> None:
        super().__init__(f"{month} is locked: everything up to {through} is", "nothing is left to do")


class NotLocked(WetreadError):
    """Only what is locked is opened again."""

    code = "not_locked"

    def __init__(self, month: Month) -> None:
        super().__init__(f"{month} is not locked", "`wetread lock` says what is")
