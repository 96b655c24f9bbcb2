"""What a source says of a final's patient and report, kept as it was sent and understood when a claim is made (spec 2.1).

Nothing here shows in a `repr`, and no fault quotes a value: it may name a patient.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from reads.claims.claim import Relationship
from reads.core.codes import Discrepancy, ServiceType
from reads.core.times import parse_time
from reads.directory.names import TaughtNames
from reads.directory.united_states import us_code
from reads.intake.status_evidence import plain
from reads.intake.words import LISTS

REPORT_PARTS = ("indication", "findings", "impression", "signature")
"""The parts without which a report is no final interpretation to a payer; technique and comparison are welcome."""

_RELATIONS = {
    **dict.fromkeys(("", "self", "18", "patient"), None),
    **dict.fromkeys(("spouse", "01", "husband", "wife"), Relationship.SPOUSE),
    **dict.fromkeys(("child", "19", "son", "daughter"), Relationship.CHILD),
    **dict.fromkeys(("employee", "20"), Relationship.EMPLOYEE),
    **dict.fromkeys(("unknown", "21"), Relationship.UNKNOWN),
    **dict.fromkeys(("life partner", "life_partner", "partner", "53"), Relationship.LIFE_PARTNER),
    **dict.fromkeys(("other", "g8"), Relationship.OTHER),
}
_SEXES = {"f": "F", "female": "F", "m": "M", "male": "M", "u": "U", "unknown": "U", "o": "U", "x": "U"}
_CAUSES = {
    **dict.fromkeys(("employment", "work", "em"), "EM"),
    **dict.fromkeys(("auto", "car", "aa"), "AA"),
    **dict.fromkeys(("other", "oa"), "OA"),
}
_CONSULTS: dict[str, ServiceType] = {kind.value: kind for kind in ServiceType}
_OF_CODE = re.compile(r"([0-9A-Z]{5})[:=]([0-9A-Z+]+)")
_DIGITS = re.compile(r"[0-9]{8}")
_SEPARATORS = re.compile(r"[+|;,\s]+")


@dataclass(frozen=True, repr=False)
class FinalFields:
    """The finals' fields by their names, texts as sent; absent ones are empty."""

    texts: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return "<FinalFields>"

    def __getitem__(self, name: str) -> str:
        return self.texts.get(name, "")

    def __bool__(self) -> bool:
        return any(self.texts.values())

    @classmethod
    def of(cls, stored: str) -> FinalFields:
        """From the text that is sealed."""
        return cls(json.loads(stored))

    @property
    def stored(self) -> str:
        """One text for equal fields: what is sealed, and marked."""
        return json.dumps({name: text for name, text in sorted(self.texts.items()) if text}, ensure_ascii=False)

    @cached_property
    def born(self) -> date | None:
        """The patient's birth date, None where it is no date."""
        return day_of(self["patient_dob"])

    @property
    def sex(self) -> str:
        """F, M or U; empty where it is none of the words for them."""
        return _SEXES.get(self["patient_sex"].casefold(), "")

    @property
    def relationship_known(self) -> bool:
        """Whether `subscriber_relation` is a word that says what the patient is to the subscriber."""
        return known_relation(self["subscriber_relation"])

    @cached_property
    def relationship(self) -> Relationship | None:
        """What the patient is to the subscriber; None where they are the same person."""
        return relation_of(self["subscriber_relation"])

    @cached_property
    def diagnoses(self) -> tuple[str, ...]:
        """ICD-10-CM codes as sent, without the dot, each once."""
        return _diagnoses_in(self["diagnoses"])

    @property
    def accident_causes(self) -> tuple[str, ...]:
        """What the condition comes from, as CLM11 has it (AA a car's accident, EM work, OA another); empty if not understood."""
        words = [word.casefold() for word in _SEPARATORS.split(self["accident"].strip()) if word]
        known = all(word in _CAUSES for word in words)
        return tuple(dict.fromkeys(_CAUSES[word] for word in words)) if known else ()

    @property
    def admitted_on(self) -> date | None:
        """The day of admission, None where it is no date."""
        return day_of(self["admitted_on"])

    @property
    def is_abroad(self) -> bool:
        """Whether the patient lives outside the United States."""
        country = self["patient_country"].strip()
        return bool(country) and not us_code(country)

    @property
    def home_territory(self) -> str:
        """The territory of the United States in which the patient lives, where the country says one (PR); else empty."""
        code = us_code(self["patient_country"])
        return "" if code == "US" else code

    @property
    def home_state(self) -> str:
        """The state, in capitals; of a territory whose state isn't said, its two letters."""
        return self["patient_state"].strip().upper() or self.home_territory

    @cached_property
    def modifiers_by_code(self) -> dict[str, tuple[str, ...]] | None:
        """Modifiers given for one code, as `73130:LT+59 73110:RT`; None where that isn't understood."""
        parts = [part for part in re.split(r"[;,\s]+", self["modifiers_by_code"].upper()) if part]
        found = [_OF_CODE.fullmatch(part) for part in parts]
        if not all(found):
            return None
        return {each[1]: tuple(filter(None, each[2].split("+"))) for each in found if each}

    @property
    def report_parts(self) -> frozenset[str]:
        """The parts that the report has."""
        return _parts_in(self["documentation"])

    @property
    def is_consult(self) -> bool:
        """Whether this is a consult of some kind, no interpretation of images."""
        return self.consult is not None

    @cached_property
    def consult(self) -> ServiceType | None:
        """The word for a kind of consult; None for an interpretation of images."""
        meant = self._meant("service_type")
        return None if meant == ServiceType.READ else _CONSULTS.get(meant)

    @property
    def discrepancy(self) -> str:
        """agree, minor, major, or empty."""
        return self._meant("discrepancy")

    @property
    def differs_majorly(self) -> bool:
        """Whether the final disagrees with the wet read in a way that changes care."""
        return self.discrepancy == Discrepancy.MAJOR

    @cached_property
    def unknown_words(self) -> tuple[str, ...]:
        """The fields that are words of a list which lacks what this final says."""
        return tuple([name for name in LISTS if self[name] and plain(self[name]) and not self._meant(name)])

    def _meant(self, name: str) -> str:
        return _meant_by(name, self[name])

    def understood(self, names: TaughtNames, facility: str, day: date | None = None) -> FinalFields:
        """The fields with what names.csv says of their words in place of those that no list has."""
        meant = {name: names.meant(name, self[name], facility, day) for name in self.unknown_words} if names else {}
        return FinalFields({**self.texts, **{name: word for name, word in meant.items() if word}}) if meant else self


@lru_cache(5_000)
def _diagnoses_in(text: str) -> tuple[str, ...]:
    codes = [code.replace(".", "").upper() for code in _SEPARATORS.split(text) if code]
    return tuple(dict.fromkeys(codes))


@lru_cache(1_000)
def _parts_in(documentation: str) -> frozenset[str]:
    return frozenset(part.casefold() for part in _SEPARATORS.split(documentation) if part)


@lru_cache(1_000)
def _meant_by(name: str, word: str) -> str:
    """What a word of a list means; empty where the list lacks it."""
    return LISTS[name].get(plain(word), "")


def known_relation(word: str) -> bool:
    """Whether it is a word that says what the patient is to a subscriber."""
    return word.strip().casefold() in _RELATIONS


def relation_of(word: str) -> Relationship | None:
    """What the patient is to a subscriber; None where they are the same person."""
    return _RELATIONS.get(word.strip().casefold())


def day_of(text: str) -> date | None:
    """A date as 1950-01-31, 19500131, 01/31/1950, or a time of that day."""
    text = text.strip()
    try:
        if _DIGITS.fullmatch(text) or re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
        if found := re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", text):
            return date(int(found[3]), int(found[1]), int(found[2]))
        return parse_time(text, None).at.date()
    except ValueError:
        return None


def differing(one: FinalFields, other: FinalFields) -> tuple[str, ...]:
    """The names of the fields in which two differ; never their values."""
    return tuple(sorted(name for name in {*one.texts, *other.texts} if one[name] != other[name]))
