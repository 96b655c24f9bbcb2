"""What a cell or a setting may say: each form turns a text into its value, or raises Wrong with the remedy (spec 1)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from reads.core.codes import is_cpt, is_npi, split_codes
from reads.core.findings import Wrong
from reads.core.ids import is_id
from reads.core.money import parse_decimal
from reads.core.postal_line import ZIP
from reads.core.time_zones import zone_named
from reads.directory.united_states import US_STATES

Form = Callable[[str], object]
E = TypeVar("E", bound=StrEnum)

NOT_FOR_IMAGES = frozenset({"02", "10", "12"})
"""Places of service that no image read has: telehealth, and the patient's home (spec 5.2, `pos_code`)."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")
_TAX_ID = re.compile(r"[0-9]{2}-?[0-9]{7}|[0-9]{3}-[0-9]{2}-[0-9]{4}")
_TAXONOMY = re.compile(r"[0-9A-Z]{9}X")


def plain(text: str) -> str:
    """Any text."""
    return text


@cache
def identifier(text: str) -> str:
    """An id: lower-case words joined by hyphens."""
    if not is_id(text):
        raise Wrong(f"{text!r} is not an id", "lower-case letters and digits, words joined by hyphens: mercy-general")
    return text


def facility_or_all(text: str) -> str:
    """A facility's id, or `*` for everywhere."""
    return text if text == "*" else identifier(text)


def lines(text: str) -> tuple[str, ...]:
    """Lines separated by ` | `, empty ones left out."""
    return tuple(part.strip() for part in text.split("|") if part.strip())


def pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Lines "ours = theirs", as left and right."""
    found = [tuple(side.strip() for side in line.rpartition(" = ")[::2]) for line in lines(text)]
    if not all(left and right for left, right in found):
        raise Wrong("each line says what something of ours is called there", 'like ["CT head = 4010 CT income"]')
    return tuple((left, right) for left, right in found)


@cache
def day(text: str) -> date:
    """A date, YYYY-MM-DD."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Wrong(f"{text!r} is not a date", "write it as YYYY-MM-DD, like 2026-10-31")


def npi(text: str) -> str:
    """A National Provider Identifier whose check digit is right (45 CFR 162.406)."""
    if not re.fullmatch(r"[0-9]{10}", text):
        raise Wrong(f"{text!r} is not an NPI: it has 10 digits", "copy the number from the NPPES registry")
    if not is_npi(text):
        raise Wrong(
            f"the check digit of NPI {text} is wrong", "compare it with the NPPES registry; a digit is mistyped"
        )
    return text


def zone(text: str) -> ZoneInfo:
    """An IANA time zone."""
    found = zone_named(text)
    if found is None:
        raise Wrong(f"{text!r} is not a time zone", "write its IANA name, like America/Chicago")
    return found


def zone_name(text: str) -> str:
    """The name of an IANA time zone."""
    return zone(text).key


def state(text: str) -> str:
    """The two letters of a US state or territory."""
    if text.upper() not in US_STATES:
        raise Wrong(f"{text!r} is not a US state", "write its two letters, like IL")
    return text.upper()


def zip_code(text: str) -> str:
    """A ZIP code of five digits, or ZIP+4."""
    if not ZIP.fullmatch(text):
        raise Wrong(f"{text!r} is not a ZIP code", "five digits or ZIP+4, leading zeros kept: 60611 or 60611-2210")
    return text


def country(text: str) -> str:
    """An ISO 3166-1 alpha-2 code."""
    if text.upper() not in _countries():
        raise Wrong(f"{text!r} is not a country code", "two letters of ISO 3166: US, IN, GB (not UK)")
    return text.upper()


@cache
def _countries() -> frozenset[str]:
    """The codes of ISO 3166-1, as the time zone database lists them."""
    table = (files("tzdata.zoneinfo") / "iso3166.tab").read_text(encoding="utf-8")
    return frozenset(line.split("\t")[0] for line in table.splitlines() if line and not line.startswith("#"))


def email(text: str) -> str:
    """One e-mail address."""
    if not _EMAIL.fullmatch(text):
        raise Wrong(f"{text!r} is not an e-mail address", "one address, like billing@lakeshore.example")
    return text


def tax_id(text: str) -> str:
    """An EIN or a social security number, as the IRS writes it."""
    if not _TAX_ID.fullmatch(text):
        raise Wrong(f"{text!r} is not a tax id", "an EIN like 36-1234567")
    return text


def taxonomy(text: str) -> str:
    """A provider taxonomy code of ten characters (NUCC)."""
    if not _TAXONOMY.fullmatch(text):
        raise Wrong(f"{text!r} is not a taxonomy code", "ten characters of the NUCC list: 2085R0202X is radiology")
    return text


@cache
def codes(text: str) -> tuple[str, ...]:
    """CPT or HCPCS codes joined by `+`, at least one."""
    found = split_codes(text)
    wrong = [code for code in found if not is_cpt(code)]
    if wrong or not found:
        raise Wrong(f"{(wrong or [text])[0]!r} is not a CPT code", "five characters each, joined by +: 71260+74177")
    return found


def code(text: str) -> str:
    """One CPT or HCPCS code."""
    found = codes(text)
    if len(found) > 1:
        raise Wrong(f"{text!r} names {len(found)} codes", "one line for each code")
    return found[0]


def amount(text: str) -> Decimal:
    """Money in major units, two decimals at most, never negative."""
    try:
        value = parse_decimal(text)
    except ValueError:
        raise Wrong(f"{text!r} is not an amount", "digits and a point, no sign, no separators: 1234.50") from None
    if value < 0 or value != value.quantize(Decimal("0.01")):
        raise Wrong(f"{text} is not an amount of dollars and cents", "write it like 1234.50")
    return value


def percent(text: str) -> Decimal:
    """A percent from 0 to 100, without its sign."""
    return _decimal(text.removesuffix("%").rstrip(), 6, Decimal(100), "a percent from 0 to 100", "like 62 or 62.5")


def quantity(text: str) -> Decimal:
    """A number of hours or nights, four decimals at most."""
    return _decimal(text, 4, Decimal(100_000), "a quantity", "write it like 8 or 7.5")


def _decimal(text: str, places: int, most: Decimal, what: str, remedy: str) -> Decimal:
    try:
        value = parse_decimal(text)
    except ValueError:
        raise Wrong(f"{text!r} is not {what}", remedy) from None
    if not 0 <= value <= most or -int(value.normalize().as_tuple().exponent) > places:
        raise Wrong(f"{text} is not {what}", remedy)
    return value


def member_of(kind: type[E]) -> MemberOf[E]:
    """A member of an enumeration, by its word."""
    return MemberOf(kind)


def reference_prefix(text: str) -> str:
    """What claims' references begin with: two to six capital letters and digits, or `none`."""
    if text != "none" and not re.fullmatch(r"[A-Z][A-Z0-9]{1,5}", text):
        raise Wrong(
            f"{text!r} is no prefix of references",
            "write two to six capital letters and digits, a letter first, or leave the key out: one is drawn",
        )
    return text


def whole(least: int, most: int) -> Form:
    """A whole number from `least` to `most`."""

    @cache
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise Wrong(f"{text!r} is not a whole number from {least} to {most}", f"write one, like {least or 30}")
        return int(text)

    return read


@dataclass(frozen=True)
class OneOf:
    """One of these words."""

    words: tuple[str, ...]

    def __call__(self, text: str) -> str:
        """The word; Wrong for another."""
        if text not in self.words:
            raise Wrong(f"{text!r} is none of {', '.join(self.words)}", "write one of these words, in lower case")
        return text


def one_of(*words: str) -> OneOf:
    """One of these words."""
    return OneOf(words)


@dataclass(frozen=True)
class MemberOf(Generic[E]):
    """A member of an enumeration, by its word."""

    kind: type[E]

    @property
    def words(self) -> tuple[str, ...]:
        """The words of its members."""
        return tuple(self.kind)

    def __call__(self, text: str) -> E:
        """The member; Wrong for another word."""
        return self.kind(OneOf(self.words)(text))


def place_of_service(text: str) -> str:
    """A CMS place of service code that an image read may have."""
    if not re.fullmatch(r"[0-9]{2}", text):
        raise Wrong(f"{text!r} is not a place of service", "two digits: 22 on campus, 19 off campus")
    if text in NOT_FOR_IMAGES:
        raise Wrong(f"place of service {text} is refused on image reads", "where the patient is scanned: 22 or 19")
    return text


def database(text: str) -> str:
    """The SQLAlchemy URL of a SQLite file or of a PostgreSQL database."""
    if not re.fullmatch(r"sqlite(\+\w+)?:///.+|postgresql(\+\w+)?://.+", text):
        raise Wrong("this is not the URL of a database", "sqlite:///wetread.db or postgresql+psycopg://user@host/name")
    return text
