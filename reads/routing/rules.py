"""The one question: where does a read go? Two tables: why a read is held, and the doors in the order they are tried.

A wet read is a service to the hospital; a final by a reader in the United States is paid by the facility where its
contract says so, else by an insurer; nothing goes to both (spec 5.1, 5.5). Pure: what is known comes as `Facts`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from reads.core.read import LoggedRead
from reads.directory.directory import Directory
from reads.directory.model import Facility, PayerKind, Radiologist
from reads.routing.facts import Facts, Lookup, TermsFor
from reads.routing.reasons import RELEASABLE, offshore_restricted, reason
from reads.routing.route import Door, Held, Nowhere, Reason, Route, ToHospital, ToInsurer
from reads.routing.second_interpretations import Studies


class Hold(NamedTuple):
    """A reason to hold wet reads, finals that an insurer pays, finals that the contract pays, or all."""

    code: str
    wet: bool
    final: bool
    paid: bool
    when: Callable[[Facts], bool]


HOLDS = (
    #    code                     wet    final  paid   when
    Hold("unknown_facility",      True,  True,  True,  lambda read: read.facility is None),
    Hold("unknown_radiologist",   True,  True,  True,  lambda read: read.radiologist is None),
    Hold("unknown_exam",          True,  True,  True,  lambda read: read.exam is None),
    Hold("no_billing_time",       True,  False, True,  lambda read: read.missing_moment is not None),
    Hold("no_contract",           True,  False, False, lambda read: not (read.terms or read.missing_moment) and read.facility is not None),
    Hold("unknown_word",          True,  False, True,  lambda read: bool(read.unknown_words)),
    Hold("unknown_location",      False, True,  True,  lambda read: read.location is None and read.radiologist is not None),
    Hold("final_read_abroad",     False, True,  True,  lambda read: read.location is not None and not read.location.in_united_states),
    Hold("no_npi",                False, True,  False, lambda read: read.radiologist is not None and not read.radiologist.npi),
    Hold("unknown_payer",         False, True,  False, lambda read: read.payer is None),
    Hold("second_interpretation", False, True,  True,  lambda read: read.repeats_a_final),
    Hold("unknown_payer",         False, False, True,  lambda read: read.terms is not None and read.terms.pays_final_of(read.payer) is None),
    Hold("on_claim",              False, False, True,  lambda read: read.on_claim),
)  # fmt: skip
WET_HOLDS = tuple(hold for hold in HOLDS if hold.wet)
FINAL_HOLDS = tuple(hold for hold in HOLDS if hold.final)
PAID_HOLDS = tuple(hold for hold in HOLDS if hold.paid)


class Rule(NamedTuple):
    """A door: its name, what `explain` says of it, and which reads go through it; the first that opens is the route."""

    name: str
    says: str
    opens: Callable[[Facts], bool]
    goes: Callable[[Facts, str], Route]


def _nowhere(read: Facts, rule: str) -> Route:
    return Nowhere(read.logged, read.month, rule)


def _held(read: Facts, rule: str) -> Route:
    door = Door.HOSPITAL if read.by_contract or not read.is_final else Door.INSURANCE
    return Held(read.logged, read.month, read.reasons, rule, door)


def _to_hospital(read: Facts, rule: str) -> Route:
    terms, facility, exam, radiologist = read.terms, read.facility, read.exam, read.radiologist
    if terms is None or facility is None or exam is None or radiologist is None:
        return _held(read, "held")
    abroad = not read.is_final and read.location is not None and not read.location.in_united_states
    warnings = (offshore_restricted(read),) if abroad else ()
    return ToHospital(read.logged, terms, facility, exam, radiologist, rule, warnings)


def _to_insurer(read: Facts, rule: str) -> Route:
    facility, exam, radiologist, payer = read.facility, read.exam, read.radiologist, read.payer
    if facility is None or exam is None or radiologist is None or payer is None or read.location is None:
        return _held(read, "held")
    return ToInsurer(read.logged, read.month, facility, exam, radiologist, read.location, payer, rule)


def _not_paid_for(read: Facts) -> bool:
    return not read.is_final and read.terms is not None and not read.terms.pays_for(read.read.read_type)


def _self_pay(read: Facts) -> bool:
    return read.is_final and read.payer is not None and read.payer.kind is PayerKind.SELF_PAY


RULES = (
    Rule("voided", "voided or cancelled: billed to nobody", lambda read: read.logged.void, _nowhere),
    Rule("test_patient", "a test patient: billed to nobody", lambda read: read.read.test_patient, _nowhere),
    Rule("not_in_contract", "the contract's [bill] doesn't pay for such reads", _not_paid_for, _nowhere),
    Rule("held", "something is missing, or forbids to bill it", lambda read: bool(read.reasons), _held),
    Rule(
        "contract_final",
        "a final that the facility's contract pays for: on its invoice, never claimed",
        lambda read: read.by_contract,
        _to_hospital,
    ),
    Rule("self_pay", "a final whose patient pays: listed for the practice", _self_pay, _nowhere),
    Rule("final_in_us", "a final made in the United States: insurance", lambda read: read.is_final, _to_insurer),
    Rule("wet_read", "a service to the hospital: on its invoice", lambda _: True, _to_hospital),
)


class Router:
    """Routes reads one after the other; pure, but remembers what it looked up.

    `studies` are those with several finals; `released` are the reasons from which a person released a read, by its key
    (only those of `RELEASABLE` have an effect: a final read abroad is always held); `claimed` are the keys of the reads
    that stand on a claim.
    """

    def __init__(
        self,
        directory: Directory,
        terms_for: TermsFor,
        studies: Studies | None = None,
        released: Mapping[str, Collection[str]] | None = None,
        claimed: Collection[str] = (),
    ) -> None:
        self._lookup = Lookup(directory, terms_for, studies or Studies(), claimed)
        self._released = released or {}

    def route(self, logged: LoggedRead) -> Route:
        """The read's one route."""
        facts = self._lookup.facts(logged)
        holds = (PAID_HOLDS if facts.by_contract else FINAL_HOLDS) if facts.is_final else WET_HOLDS
        codes = [hold.code for hold in holds if hold.when(facts)]
        if codes:
            facts.reasons = self._reasons(facts, codes)
        for name, _, opens, goes in RULES[:-1]:
            if opens(facts):
                return goes(facts, name)
        return RULES[-1].goes(facts, RULES[-1].name)

    def shared_route(self, logged: LoggedRead) -> ToHospital | None:
        """The route of a wet read where others with the same words share it, whatever their moments and readers.

        They share it as long as their moments put them under the same contract and their reader is known.
        """
        is_alike = not (logged.void or logged.read.test_patient) and logged.read.signed_at.tzinfo is not None
        found = self.route(logged) if is_alike and self._lookup.is_undated(logged.read) else None
        return found if isinstance(found, ToHospital) and found.rule == RULES[-1].name and not found.warnings else None

    def facility(self, word: str) -> Facility | None:
        """The facility of that id where others with the same words as its reads go the same way, if their contracts ask alike."""
        return self._lookup.facility(word)

    def reader(self, word: str) -> Radiologist | None:
        """Whom a word means on every day and everywhere, if anybody."""
        return self._lookup.reader(word)

    def _reasons(self, facts: Facts, codes: Collection[str]) -> tuple[Reason, ...]:
        """The reasons in words, without those from which a person released the read."""
        released = RELEASABLE.intersection(self._released.get(facts.logged.key, ()))
        return tuple(reason(code, facts) for code in codes if code not in released)


def route(logged: LoggedRead, directory: Directory, terms_for: TermsFor) -> Route:
    """One read's route, of which nothing else is known; many are routed by one `Router`."""
    return Router(directory, terms_for).route(logged)


def rule_named(name: str) -> Rule:
    """The rule of that name, for `explain`."""
    return next(rule for rule in RULES if rule.name == name)
