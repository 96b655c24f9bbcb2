"""What is kept of a code file, as frozen values: which set it is, from when to when it holds, and its entries. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reads.core.date_span import DateSpan


class CodeKind(StrEnum):
    """The code sets there are."""

    DIAGNOSES = "icd10cm"
    REPLACED_DIAGNOSES = "icd10cm_conversion"
    PAIRS = "ncci_ptp"
    UNITS = "mue"
    ZIP_CODES = "zip_carrier"
    PLACES = "place_of_service"


NAMES = {
    CodeKind.DIAGNOSES: "ICD-10-CM codes",
    CodeKind.REPLACED_DIAGNOSES: "ICD-10-CM conversion table",
    CodeKind.PAIRS: "NCCI procedure-to-procedure edits, practitioners",
    CodeKind.UNITS: "medically unlikely edits, practitioners",
    CodeKind.ZIP_CODES: "ZIP codes to carriers and localities",
    CodeKind.PLACES: "places of service",
}
"""What a person calls each."""


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """One row of a code set.

    diagnoses   code, value 1 where it may be billed, 0 where it is a heading
    replaced    other: a diagnosis that went; code: what took its place
    pairs       code: column 1, other: column 2, value: 0 no modifier parts them, 1 one does, 9 no longer asked; its own days
    units       code, value: units a day, other: the adjudication indicator (1 a line, 2 and 3 a day)
    ZIP codes   code: ZIP of five or nine digits, value: carrier, other: locality
    places      code: two digits, value: its name
    """

    code: str
    other: str = ""
    value: str = ""
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class CodeFile:
    """A file that was understood: its set, the edition that its name or content says, its days, and its entries.

    `passed_over` are lines without a code's shape that stand before the first entry or behind the last: titles, footnotes.
    """

    kind: CodeKind
    edition: str
    span: DateSpan
    entries: tuple[CodeEntry, ...]
    file: str
    sha256: str
    passed_over: tuple[int, ...] = ()
