"""The words that a contract file may choose from, and what each means (spec 3.1, 3.9)."""

from __future__ import annotations

from enum import StrEnum


class Unit(StrEnum):
    """What counts as one unit of a read (spec 3.3)."""

    EXAM = "exam"
    CPT = "cpt"
    REGION = "region"
    ACCESSION = "accession"


class Rounding(StrEnum):
    """Whether each read is rounded to cents, or each line (spec 3.4 step 5)."""

    READ = "read"
    LINE = "line"


class MonthBy(StrEnum):
    """Which moment puts a read into a month."""

    SIGNED = "signed_at"
    RECEIVED = "received_at"
    EXAM = "exam_at"


class LateReads(StrEnum):
    """What becomes of a difference to a month already issued (spec 3.6)."""

    NEXT_INVOICE = "next_invoice"
    WAIVE = "waive"


class TierMode(StrEnum):
    """Whether a step changes only the units above it, or all of them once it is reached."""

    GRADUATED = "graduated"
    ALL_UNITS = "all_units"


class Scope(StrEnum):
    """Whether something counts over all of the contract's facilities, or for each on its own."""

    CLIENT = "client"
    FACILITY = "facility"


class MinimumMode(StrEnum):
    """Whether a minimum bills what is missing, or is added whatever the usage."""

    TRUE_UP = "true_up"
    BASE_FEE = "base_fee"


class AddPer(StrEnum):
    """How often the amount of a surcharge is added: for each unit, each read, or once for each accession."""

    UNIT = "unit"
    READ = "read"
    ACCESSION = "accession"


class Within(StrEnum):
    """What several exams must share so that one of them reduces the others."""

    ACCESSION = "accession"
    VISIT = "visit"


class Every(StrEnum):
    """How often a fixed fee is due; yearly and single ones in the month of their `starts`."""

    MONTH = "month"
    YEAR = "year"
    ONCE = "once"


class Period(StrEnum):
    """How long volume is counted, or a minimum collects: whole months, the first that of the contract's effective day."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months it has."""
        return {"month": 1, "quarter": 3, "year": 12}[self.value]


CLAUSE_WORDS = {
    "rates": "rate",
    "surcharges": "surcharge",
    "tiers": "tier",
    "fixed": "fee",
    "coverage": "coverage",
    "turnaround": "turnaround",
    "compliance": "compliance",
    "taxes": "tax",
}
"""The sections of a contract that may be repeated, and what one of each is called."""
