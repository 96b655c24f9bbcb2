"""Which column of an unknown table holds which field: by the names that systems give them, and by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from reads.core.codes import MODALITIES, is_cpt, modality
from reads.intake.guess.times import Shape, holds_a_time, is_hours_and_minutes, shape_of, shape_of_numbers
from reads.intake.words import PATIENT_CLASSES, PRIORITIES, read_type_of

_NAMES = {
    "facility": "facility|hospital|site|client|institution|facility name|hospital name|site name|client name|location|"
    "ordering facility|sending facility|performing facility|imaging center|practice|campus|facility id|facility code|"
    "site code|hosp|institution name|exam location|customer",
    "accession": "accession|accession number|acc|acc number|acc no|accession no|accession nbr|acc nbr|accno|acsn|"
    "order number|order no|order id|exam number|exam no|exam id|study number|study id|filler order number|case number|"
    "case id|workflow id|requisition|requisition number|accession id|request number|examination number|visit exam id",
    "exam_code": "exam code|procedure code|proc code|study code|order code|service code|charge code|cdm|cdm code|"
    "exam mnemonic|procedure id|billing code|exam|procedure|study|examination|exam name|procedure name|exam type|"
    "exam performed|proc|test code|procedure description|exam description|study description",
    "cpt": "cpt|cpt code|cpt codes|cpt4|hcpcs|hcpcs code|cpt hcpcs",
    "modifiers": "modifier|modifiers|cpt modifier|modifier 1",
    "description": "description|exam description|procedure description|study description|exam name|procedure name|"
    "proc desc|exam desc|study name|study desc|protocol",
    "modality": "modality|modality code|modality type|mod",
    "read_type": "read type|report type|report status|result status|status|interpretation type|read status|type|"
    "exam status|final prelim|prelim final|study status|interpretation|type of read",
    "priority": "priority|urgency|stat|stat routine|exam priority|order priority|study priority|priority code",
    "radiologist": "radiologist|reading radiologist|reader|read by|signed by|interpreting physician|final rad|rad|"
    "interpreting radiologist|signing radiologist|dictated by|interpreted by|reported by|reading physician|"
    "finalizing physician|reading doctor|radiologist name|reading provider|attending radiologist|rad name|"
    "signing physician|approved by|verified by|doctor|reporting radiologist",
    "exam_at": "exam date|study date|exam date time|exam time|study time|study date time|performed|performed at|dos|"
    "date of service|service date|exam completed|exam end|scan time|scan date|exam complete time|images acquired|"
    "acquisition time|study completed|exam started|completed date|exam dt|exam dttm|study dttm",
    "received_at": "received|received at|received time|received date|order time|order date|ordered|ordered at|arrived|"
    "images received|submitted|request time|date received|order date time|order placed|study received|receive time|"
    "requested|uploaded|time in|received dttm|order dttm|study arrival",
    "signed_at": "signed|signed at|sign time|signed time|signed date|sign date|report time|report date|finalized|"
    "final time|final date|report comp time|report complete time|report completed|finalised|sign off|sign off time|"
    "prelim time|read time|read date|result time|verified|verified date|report sent|report dttm|signed dttm|"
    "signed date time|report date time|finalized date|date signed|date read|time signed|date finalized|approved|"
    "interpretation date|date of read|reading time|interpretation time|result date|report finalized|transmitted|time out|approval time|prelim dttm|reported",
    "patient_class": "patient class|pt class|patient type|pt type|encounter type|visit type|class|ip op|service class",
    "payer": "payer|payor|primary payer|payer id|insurance|insurance name|financial class|fin class|primary insurance",
}
SYNONYMS: Mapping[str, tuple[str, ...]] = {name: tuple(names.split("|")) for name, names in _NAMES.items()}
"""What each field is called elsewhere, the surest names first."""

_PATIENT = re.compile(
    r"\b(patient|pt|mrn|medical record|dob|birth|ssn|sex|gender|age|member id|subscriber|address|phone|zip|last name|first name|"
    r"guarantor|policy)\b"
)
_NOT_PATIENT = re.compile(r"\b(class|type|location|status)\b")
_OTHERS_THAN_READERS = re.compile(
    r"\b(ordering|ordered|referring|referred|requesting|requested|admitting|primary|consulting|pcp|tech|technologist|"
    r"technician|performing|performed|transcribed|transcriptionist|entered|communicated|called)\b"
)
_TIME_OF_DAY = re.compile(r"\b(time|tm|hour|hhmm)\b")
_WORDS = re.compile(r"[^0-9a-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ENOUGH = 4
_HALF = Fraction(1, 2)
_A_THIRD = Fraction(3, 10)
_MORE_THAN_HALF = Fraction(6, 10)
_MOST = Fraction(9, 10)
_IMPOSSIBLE = Fraction(-20)
_CODE = re.compile(r"[A-Z0-9][A-Z0-9._/-]{1,15}", re.IGNORECASE)
_TIMES = ("exam_at", "received_at", "signed_at")
_BY_WORDS = ("cpt", "facility", "modality", "radiologist")
_STAMPS = re.compile(r"\b(dt|dttm|dtm|datetime|date time|ts|timestamp|date)\b")


@dataclass(frozen=True, slots=True)
class ColumnMet:
    """A column as it was met: its name, and the texts in it (of so many rows), without empty ones."""

    at: int
    name: str
    texts: Sequence[str]
    rows: int = 0
    shape: Shape = field(default=Shape.NONE)

    @classmethod
    def of(cls, at: int, name: str, cells: Sequence[str], *, spreadsheet: bool = False) -> ColumnMet:
        """The column of these cells, in a spreadsheet perhaps, which has its times as numbers of days where nobody gave them a format."""
        texts = [cell.strip() for cell in cells if cell.strip()]
        shape = shape_of(texts) or (shape_of_numbers(texts) if spreadsheet else Shape.NONE)
        if not shape and _TIME_OF_DAY.search(plain(name)) and is_hours_and_minutes(texts):
            shape = Shape.CLOCK
        return cls(at, name.strip(), texts, len(cells), shape)

    def share(self, holds: Callable[[str], object]) -> Fraction:
        """How many of its texts are such, from 0 to 1."""
        some = self.texts[:2_000]
        return Fraction(sum(1 for text in some if holds(text)), len(some) or 1)

    @property
    def distinct(self) -> Fraction:
        """How many of its texts differ, from 0 to 1."""
        return Fraction(len(set(self.texts)), len(self.texts) or 1)

    @property
    def names_patients(self) -> bool:
        """Whether its name says that a patient stands in it."""
        name = plain(self.name)
        return bool(_PATIENT.search(name)) and not _NOT_PATIENT.search(name)


def plain(name: str) -> str:
    """A column's name as it is looked up: `ReportCompTime`, `Report_Comp_Time` and `REPORT COMP TIME` are one."""
    text = _WORDS.sub(" ", _CAMEL.sub(" ", name).replace("#", " number ").casefold()).strip()
    return text.removesuffix(" number number").strip()


def looks_like_header(cells: Sequence[str]) -> bool:
    """Whether three or more of these cells are names that systems give to fields of a read."""
    return sum(1 for cell in cells if _by_name(plain(cell))) >= 3


def called(column: ColumnMet) -> str:
    """The field that a column is called as, by one of the usual names; empty where it is called otherwise."""
    name = plain(column.name)
    return next((known for known in SYNONYMS if _named(known, name) >= 9), "")


def _by_name(name: str) -> bool:
    return bool(_PATIENT.search(name)) or any(_named(known, name) >= 9 for known in SYNONYMS)


def assigned(
    columns: Sequence[ColumnMet], known: Mapping[str, Callable[[str], object]], *, signed: bool = True
) -> dict[str, ColumnMet]:
    """The column for each field that has one, no column for two; `known` tells words that the books have.

    Without `signed` no column is looked for that nothing but its being a time speaks for as that of signing.

    The surest pair first. What stands in a column counts as much as its name: a column of dates is no accession.
    """
    pairs = sorted(
        (
            (score, -column.at, name, column)
            for column in columns
            if not column.names_patients
            for name in SYNONYMS
            if (score := _score(name, column, known)) >= _ENOUGH
        ),
        key=lambda pair: pair[:2],
        reverse=True,
    )
    found: dict[str, ColumnMet] = {}
    for _, _, name, column in pairs:
        if name not in found and column not in found.values():
            found[name] = column
    if "signed_at" not in found and signed:
        found |= _last_resort(columns, found)
    return _codes_and_texts(found)


def _last_resort(columns: Sequence[ColumnMet], found: dict[str, ColumnMet]) -> dict[str, ColumnMet]:
    """A column of times for the signing, which no read can do without.

    One that is called so, of whose texts only some are times; else one that nothing else is in, else the last.
    """
    named = [column for column in columns if called(column) == "signed_at" and holds_a_time(column.texts)]
    if named:
        return {"signed_at": named[0]}
    times = [column for column in columns if column.shape is Shape.TIME and not column.names_patients]
    free = [column for column in times if column not in found.values()]
    if not times:
        return {}
    chosen = (free or times)[-1]
    for name in [name for name, column in found.items() if column is chosen]:
        del found[name]
    return {"signed_at": chosen}


def _score(name: str, column: ColumnMet, known: Mapping[str, Callable[[str], object]]) -> Fraction:
    """How likely a column holds a field; without a name that says so only where its words are those of the field."""
    named, content = _named(name, column.name), _content(name, column, known)
    return named + content if named or (content >= 5 and name in _BY_WORDS) else Fraction(0)


def _codes_and_texts(found: dict[str, ColumnMet]) -> dict[str, ColumnMet]:
    """Of two columns that name the exam, the shorter codes tell it; a sole description does so too."""
    if "description" in found and not {"exam_code", "cpt"} & found.keys():
        found["exam_code"] = found.pop("description")
    elif {"description", "exam_code"} <= found.keys():
        code, text = found["exam_code"], found["description"]
        if text.share(_CODE.fullmatch) > code.share(_CODE.fullmatch):
            found["exam_code"], found["description"] = text, code
    return found


def _named(field_name: str, name: str) -> Fraction:
    """How well a name fits: 10 and a little less for one of the usual names, 4 where it holds one."""
    said = plain(name)
    if field_name in _TIMES:
        return max(_fit(field_name, each) for each in (said, _STAMPS.sub("date", said), _STAMPS.sub("time", said)))
    return _fit(field_name, said)


def _fit(field_name: str, said: str) -> Fraction:
    if said == field_name.replace("_", " "):
        return Fraction(11)
    names = SYNONYMS[field_name]
    if said in names:
        return 10 - Fraction(names.index(said), len(names))
    words = f" {said} "
    inside = [each for each in names if f" {each} " in words]
    return Fraction(4 if inside else 0)


def _content(name: str, column: ColumnMet, known: Mapping[str, Callable[[str], object]]) -> Fraction:
    """What the texts say for or against: from -20, impossible, to 6."""
    if not column.texts:
        return Fraction(-2)
    if name in _TIMES:
        return {Shape.TIME: Fraction(4), Shape.DAY: Fraction(2)}.get(column.shape, _IMPOSSIBLE)
    if name == "radiologist" and _OTHERS_THAN_READERS.search(plain(column.name)):
        return _IMPOSSIBLE
    if column.shape is not Shape.NONE and name != "accession":
        return _IMPOSSIBLE
    return _SIGNS[name](column, known.get(name, lambda _: False))


def _accession(column: ColumnMet, _known: Callable[[str], object]) -> Fraction:
    full = Fraction(len(column.texts), max(1, column.rows))
    single = column.share(lambda text: len(text.split()) == 1 and any(sign.isdigit() for sign in text))
    return (
        _IMPOSSIBLE if single < _HALF else 4 * single * full * column.distinct - (2 if column.distinct < _HALF else 0)
    )


def _words(
    holds: Callable[[str], object], least: Fraction, most: int
) -> Callable[[ColumnMet, Callable[[str], object]], Fraction]:
    """A column of few words: how many of them are understood."""

    def sign(column: ColumnMet, _known: Callable[[str], object]) -> Fraction:
        share = column.share(holds)
        return most * share if share >= least else _IMPOSSIBLE

    return sign


def _books(column: ColumnMet, known: Callable[[str], object]) -> Fraction:
    """Words that the books may have; never numbers alone, never all different in a longer file."""
    alone = column.share(lambda text: text.replace(".", "").isdigit() and not known(text))
    if alone > _HALF or (column.distinct > _MOST and len(column.texts) > 20):
        return _IMPOSSIBLE
    return 6 * column.share(known)


_SIGNS: Mapping[str, Callable[[ColumnMet, Callable[[str], object]], Fraction]] = {
    "facility": _books,
    "accession": _accession,
    "exam_code": lambda column, known: 3 * column.share(known) + (1 if column.distinct < _MOST else 0),
    "cpt": _words(
        lambda text: all(is_cpt(part.strip().upper()) for part in re.split("[+,; ]+", text)), _MORE_THAN_HALF, 6
    ),
    "modifiers": _words(lambda text: re.fullmatch(r"[A-Za-z0-9]{2}([+, ]+[A-Za-z0-9]{2})*", text), _MOST, 2),
    "description": lambda column, _known: Fraction(1 if column.share(lambda text: " " in text) > _A_THIRD else 0),
    "modality": _words(lambda text: modality(text) in MODALITIES, _MORE_THAN_HALF, 6),
    "read_type": _words(read_type_of, _HALF, 4),
    "priority": _words(lambda text: text.casefold() in PRIORITIES, _HALF, 4),
    "radiologist": _books,
    "patient_class": _words(lambda text: text.casefold() in PATIENT_CLASSES, _HALF, 4),
    "payer": lambda column, known: 2 * column.share(known),
}
