"""Tells what a month, quarter or year costs as a whole: minimum and maximum, coverage, discount, early payment, caps (spec 3.9)."""

from __future__ import annotations

from datetime import time

from invoicing.contracts.choices import MinimumMode, Period, Scope
from invoicing.contracts.minimum_and_maximum import Minimum
from invoicing.contracts.model import CoverageFee
from invoicing.contracts.plain_english.amounts_in_words import SentenceWriter
from invoicing.contracts.plain_english.phrases import percent, sum_of_money, weekdays
from reads.core.english import counted, listed, spelled_day
from reads.core.month import Month

PERIODS = {Period.MONTH: "month", Period.QUARTER: "quarter", Period.YEAR: "year"}


def bounds(pen: SentenceWriter) -> list[str]:
    """Minimum and maximum; what the contract covers in part has them by days."""
    low, high = pen.contract.minimum, pen.contract.maximum
    month = Month.of(pen.day).first
    said = [] if low is None else _minimum(pen, low)
    if high is not None:
        said.append(f"A month's reads cost at most {pen.money(high.monthly, month)}: what is above is taken off.")
    if said:
        longer = low is not None and low.span is not Period.MONTH
        said.append(
            f"For a {'period' if longer else 'month'} that the contract covers in part, this is reduced to its days."
        )
    return said


def _minimum(pen: SentenceWriter, low: Minimum) -> list[str]:
    at = " at each facility" if low.scope is Scope.FACILITY else ""
    word, month = PERIODS[low.span], Month.of(pen.day).first
    if low.reads is not None and low.price is not None:
        price = pen.money(low.price, month)
        said = [
            (
                f"At least {counted(low.reads, 'unit')} of reads are paid a {word}{at}: those that are missing are billed at "
                f"{price} each. Reads without charge do not count towards it."
            )
        ]
    elif low.mode is MinimumMode.BASE_FEE:
        return [f"A base fee of {pen.money(low.amount, month)} a month is added{at}, whatever the usage."]
    else:
        said = [f"A {word}'s reads cost at least {pen.money(low.amount, month)}{at}: what is missing is billed."]
    if low.span is not Period.MONTH:
        first = Month.of(pen.contract.effective)
        said.append(
            f"A {word} is {low.span.months} whole months, the first beginning with {first.spelled()}; what is missing is "
            f"billed with its last month that the contract covers."
        )
        if low.reads is None:
            part = {Period.QUARTER: "a third", Period.YEAR: "a twelfth"}[low.span]
            said.append(f"Each month brings {part} of the amount as it stands on that month's first day.")
    return said


def coverage(pen: SentenceWriter) -> list[str]:
    """Each coverage fee that is not over, and what stands beside them."""
    said = [f"{fee.name}: {_coverage(pen, fee)}{days}." for fee, _, days in pen.told(pen.contract.coverage)]
    if said:
        said.append(
            "Fees for coverage come beside the reads: they fill no minimum and no maximum, bear no discount, and are taxed."
        )
    return said


def _coverage(pen: SentenceWriter, fee: CoverageFee) -> str:
    month = Month.of(pen.day).first
    unit = "hour" if fee.per_hour is not None else "night"
    price = fee.per_hour if fee.per_hour is not None else fee.per_night
    amount = f"{pen.money(price, month)} {'an hour' if unit == 'hour' else 'a night'}" if price is not None else ""
    if fee.hours is None:
        return f"{amount} for the {unit}s that were worked, as the group records them day by day"
    window = f"from {_clock(fee.hours.starts)} to {_clock(fee.hours.ends)}"
    days = f"each window that begins on {weekdays(fee.weekdays)}" if fee.weekdays else "every day"
    clock = f", by the clock of {fee.timezone}" if fee.timezone else ""
    said = (
        f"{amount} {window}, {days}{clock}; a night that runs into the next month belongs to the day on which it began"
    )
    if unit == "hour":
        said += ", and where clocks change the hours that really pass are billed"
    return said


def _clock(at: time) -> str:
    return f"{at:%H:%M}"


def discount(pen: SentenceWriter) -> list[str]:
    """The discount on the whole."""
    share = pen.contract.discount
    if share is None:
        return []
    parts = [
        "the reads and what is added to them",
        *(
            ["what volume changes for earlier months"]
            if any(t.period is not Period.MONTH for t in pen.contract.tiers)
            else []
        ),
        *(["credits for slow reads"] if pen.contract.turnaround or pen.contract.compliance else []),
        *(["the maximum"] if pen.contract.maximum else []),
        *(["the minimum"] if pen.contract.minimum else []),
    ]
    said = f"{percent(share)} is taken off the sum of {listed(parts, 'and')}; fees, coverage and taxes are outside it."
    if pen.contract.minimum:
        said += " It comes off the minimum too, so that an invoice may be lower than that."
    return [said]


def prompt_payment(pen: SentenceWriter) -> list[str]:
    """What paying early is worth."""
    offer = pen.contract.prompt_payment
    if offer is None:
        return []
    return [
        (
            f"Whoever pays an invoice within {counted(offer.days, 'day')} of its date may take {percent(offer.percent)} off its "
            "total, taxes included and less what was credited or disputed. Several payments count together, each by the payer's "
            "own day; if they fall short of that, nothing may be taken off."
        )
    ]


def caps(pen: SentenceWriter) -> list[str]:
    """The caps on all invoices, and on those of a contract year."""
    contract, said = pen.contract, []
    if contract.not_to_exceed is not None:
        cap = sum_of_money(contract.not_to_exceed, contract.currency)
        said.append(f"All invoices together may not exceed {cap}; at 80 and 90 % of it there is a warning.")
    if contract.not_to_exceed_per_year is not None:
        cap = sum_of_money(contract.not_to_exceed_per_year, contract.currency)
        said.append(
            f"The invoices of a contract year, taxes included, may not exceed {cap}; at 80 and 90 % of it there is a warning. "
            f"Such a year begins with {spelled_day(contract.effective)} and each anniversary, and an invoice belongs to the year "
            "of the first day that it covers."
        )
    return said
