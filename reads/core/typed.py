"""Amounts, days and months as people type them, on the command line and in forms: one grammar (spec 9.3).

What has two readings is refused; what is taken can be read back in words before anything is booked.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from reads.core.currency import SIGNS, is_currency, places_of
from reads.core.english import noun_for, spelled_day
from reads.core.errors import WrongUse
from reads.core.money import Money
from reads.core.month import MONTHS, Month

_NAMES = {name.casefold()[:length]: at for at, name in enumerate(MONTHS, 1) for length in (3, len(name))} | {"sept": 9}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_SIGNS = {**SIGNS, "INR": "₹", "ILS": "₪"}

_NUMBER = re.compile(r"(?P<whole>[0-9]{1,15}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4})(?:\.(?P<part>[0-9]+))?")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_US_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}|[0-9]{2})")
_NAMED_DAY = re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?(?:,? ([0-9]{4}))?")
_ISO_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})")
_US_MONTH = re.compile(r"([0-9]{1,2})/([0-9]{4})")
_NAMED_MONTH = re.compile(r"([A-Za-z]{3,9})\.?,? ([0-9]{4})")


FIRST_YEAR, LAST_YEAR = 1900, 2999
"""Nobody means another; at the calendar's ends there is no day before or after."""


class BadAmount(WrongUse):
    """Not an amount, or none that can be meant here."""

    code = "bad_amount"

    def __init__(self, text: str, fault: str, remedy: str) -> None:
        super().__init__(f"{text!r} {fault}", remedy)


class BadDate(WrongUse):
    """Not a day, or one with two readings."""

    code = "bad_date"

    def __init__(self, text: str, remedy: str = "write it as 2026-11-20, 11/20/2026 or Nov 20") -> None:
        super().__init__(f"{text!r} is not a date", remedy)


class BadMonth(WrongUse):
    """Not a month."""

    code = "bad_month"

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is not a month", "write year and month, such as 2026-10, 10/2026 or Oct 2026")


def amount(text: str, currency: str, *, negative: bool = False) -> Money:
    """The amount of a currency, never zero: 4120, 4,120.00, $4,120.00, 4,120.00 USD; BadAmount for anything else.

    A comma stands before three digits only. With `negative`, -120.00 and (120.00) are amounts below zero.
    """
    plain, below = _without_sign(" ".join(text.split()))
    plain = _without_currency(text, plain, currency)
    if not below:
        plain, below = _without_sign(plain)
    found = _NUMBER.fullmatch(plain)
    if not found:
        raise BadAmount(text, f"is not an amount of {currency}", _amount_remedy(plain, currency))
    places = places_of(currency)
    part = found["part"] or ""
    if len(part) > places:
        fault = (
            f"has more than the {places} {noun_for(places, 'decimal')} of {currency}" if places else "has a fraction"
        )
        raise BadAmount(text, fault, f"{currency} has {places or 'no'} {noun_for(places, 'decimal')}")
    minor = int(found["whole"].replace(",", "") + part.ljust(places, "0"))
    if not minor:
        raise BadAmount(text, "is an amount of nothing", "write how much it is, such as 1234.50")
    if below and not negative:
        raise BadAmount(text, "is below zero, which nothing here can be", "write it without the minus sign")
    return Money(-minor if below else minor, currency)


def _without_sign(text: str) -> tuple[str, bool]:
    """The text without a minus sign or the bookkeeper's parentheses, and whether there were any."""
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1].strip(), True
    if text[:1] in {"-", "\N{MINUS SIGN}"}:
        return text[1:].lstrip(), True
    return text, False


def _without_currency(text: str, plain: str, currency: str) -> str:
    """Without the currency's sign or code; BadAmount where it is another's."""
    for said, rest in ((plain[:3], plain[3:]), (plain[-3:], plain[:-3])):
        code = said.upper()
        if code.isalpha() and is_currency(code):
            if code != currency:
                raise BadAmount(
                    text, f"is in {code}, and this is booked in {currency}", f"write the amount of {currency}"
                )
            return rest.strip()
    own = _SIGNS.get(currency, "")
    for sign in filter(None, (own, own[-1:], "US$" if currency == "USD" else "")):
        if plain.startswith(sign):
            return plain[len(sign) :].lstrip()
    foreign = next((code for code, sign in _SIGNS.items() if plain.startswith(sign)), "")
    if foreign:
        raise BadAmount(text, f"is in {foreign}, and this is booked in {currency}", f"write the amount of {currency}")
    return plain


def _amount_remedy(plain: str, currency: str) -> str:
    example = "1234" if places_of(currency) == 0 else "1234.50"
    if "," in plain:
        return (
            f"a comma stands before three digits only, a point before the fraction: write it plainly, such as {example}"
        )
    return f"write it plainly, such as {example}"


def day(text: str, today: date | None = None) -> date:
    """The day: 2026-11-20, 11/20/2026, 11/20/26, Nov 20, 2026, and with `today` also Nov 20; BadDate for anything else.

    A day without a year is the one nearest to `today`. Numbers with slashes are month, day, year: 20/11/2026 is refused.
    """
    plain = " ".join(text.split())
    if found := _ISO_DAY.fullmatch(plain):
        return _real_day(text, int(found[1]), int(found[2]), int(found[3]))
    if found := _US_DAY.fullmatch(plain):
        return _us_day(text, int(found[1]), int(found[2]), int(found[3]))
    found = _NAMED_DAY.fullmatch(plain)
    month = _NAMES.get(found[1].casefold()) if found else None
    if found is None or month is None:
        raise BadDate(text)
    if found[3]:
        return _real_day(text, int(found[3]), month, int(found[2]))
    if today is None:
        raise BadDate(text, f"write the year too: {found[1]} {found[2]}, 2026")
    return _nearest(text, month, int(found[2]), today)


def _us_day(text: str, month: int, number: int, year: int) -> date:
    if month > 12 >= number:
        raise BadDate(text, f"the month stands first: {number}/{month}/{year}, or write it as 2026-11-20")
    return _real_day(text, year + 2000 if year < 100 else year, month, number)


def _real_day(text: str, year: int, month: int, number: int) -> date:
    try:
        found = date(year, month, number)
    except ValueError:
        raise BadDate(text) from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadDate(text, f"write a year from {FIRST_YEAR} to {LAST_YEAR}")
    return found


def _nearest(text: str, month: int, number: int, today: date) -> date:
    """The day of this name that is fewest days from today, of the years around it."""
    found: list[date] = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            found.append(date(year, month, number))
        except ValueError:
            continue
    if not found:
        raise BadDate(text)
    return min(found, key=lambda each: abs(each - today) if each <= today else each - today + timedelta(hours=1))


def month(text: str) -> Month:
    """The month: 2026-10, 10/2026, Oct 2026; BadMonth for anything else."""
    plain = " ".join(text.split())
    if found := _ISO_MONTH.fullmatch(plain):
        year, number = int(found[1]), int(found[2])
    elif found := _US_MONTH.fullmatch(plain):
        year, number = int(found[2]), int(found[1])
    elif (found := _NAMED_MONTH.fullmatch(plain)) and found[1].casefold() in _NAMES:
        year, number = int(found[2]), _NAMES[found[1].casefold()]
    else:
        raise BadMonth(text)
    if not (1 <= number <= 12 and FIRST_YEAR <= year <= LAST_YEAR):
        raise BadMonth(text)
    return Month(year, number)


def in_words(day: date) -> str:
    """A day as it is read back before anything is booked: "Friday, November 20, 2026"."""
    return f"{DAYS[day.weekday()]}, {spelled_day(day)}"
