"""Claims from finals that passed the checks: what one payer may get on one claim stands on one (spec 5.3). Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from reads.claims import parties
from reads.claims.checks.problem import Objection
from reads.claims.claim import Claim, ClaimLine, Frequency
from reads.claims.final import Final
from reads.claims.sitting import Sitting
from reads.claims.x12.claim_as_filed import filed
from reads.claims.x12.claim_text import ClaimForFile
from reads.claims.x12.element_kinds import MOST_DIAGNOSES
from reads.claims.x12.validate_837p import MOST_LINES, MOST_POINTERS, findings_of
from reads.core.codes import PatientClass
from reads.core.money import Money, total

_OF_THE_LINE = frozenset(
    (
        "diagnoses",
        "documentation",
        "patient_id",
        "modifiers_by_code",
        "discrepancy",
        "communicated_to",
        "communicated_at",
        "communicated_how",
        "consent",
        "consent_by",
        "consent_at",
        "platform",
    )
)
"""What may differ among the finals of one claim: their lines say it, or no claim does."""


_PERSON = {
    "NM103": "last",
    "NM104": "first",
    "NM105": "middle",
    "NM107": "suffix",
    "N301": "address",
    "N401": "city",
    "N402": "state",
    "N403": "zip",
}
_FIELD_OF = {
    **{f"2010CA {element}": f"patient_{name}" for element, name in _PERSON.items()},
    **{f"2010BA {element}": f"patient_{name}" for element, name in _PERSON.items() if element[:2] != "NM"},
    **{f"2010BA {element}": f"the insured's {name} name" for element, name in _PERSON.items() if element[:2] == "NM"},
    "2010BA NM109": "member_id",
    "2000B SBR03": "group_number",
    "2300 REF*G1": "authorization",
    "2300 HI": "diagnoses",
}
"""What a biller can mend, by the element of the 837P that is filled from it."""

Order = tuple[str, int]
Place = tuple[str, int, int]
"""A claim's place among those of all days: the order of its first final, and which of that final's several claims it is."""

UNNUMBERED = "C000000000"
"""The control number of a claim that has none yet: it gets one when it is kept."""


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """A claim, the finals whose lines stand on it, line by line, and what its file needs of it, where that is known."""

    claim: Claim
    finals: tuple[Final, ...]
    for_file: ClaimForFile | None = None

    def __repr__(self) -> str:
        return f"<Draft {self.claim.control_number}>"

    def numbered(self, number: str) -> Draft:
        """The same under a control number."""
        for_file = self.for_file and self.for_file.numbered(number)
        return Draft(replace(self.claim, control_number=number), self.finals, for_file)


def alone(final: Final, prefix: str = "") -> Draft:
    """The claim of one final, unnumbered; `prefix` begins its lines' references (reference_prefix.py)."""
    return _draft([final], prefix)


def assembled(drafts: Iterable[Draft], prefix: str = "") -> list[Draft]:
    """The claims of finals of which each has one alone, in their order, which is that of each one's first final."""
    return [draft for _, draft in sorted(placed(drafts, prefix), key=itemgetter(0))]


def placed(drafts: Iterable[Draft], prefix: str = "") -> Iterator[tuple[Place, Draft]]:
    """Those of one patient, payer, filing state, reader, place, order and day together, each with its place in the order of claims.

    At most 50 lines and 12 diagnoses a claim; each line's reference is that of its read and stays with it.
    """
    ordered = sorted(drafts, key=lambda draft: order_of(draft.finals[0]))
    alike = Counter(_insured_day(draft.finals[0]) for draft in ordered)
    together: defaultdict[Hashable, list[Draft]] = defaultdict(list)
    for number, draft in enumerate(ordered):
        final = draft.finals[0]
        together[_key(final) if alike[_insured_day(final)] > 1 else number].append(draft)
    for some in together.values():
        order = order_of(some[0].finals[0])
        if len(some) == 1:
            yield (*order, 0), some[0]
        else:
            for number, portion in enumerate(_portions([draft.finals[0] for draft in some])):
                yield (*order, number), _draft(portion, prefix)


def order_of(final: Final) -> Order:
    """What puts finals in the order in which they are claimed: when they were signed, then as they came."""
    return final.read.signed_at.isoformat(), final.route.logged.version_id


def unfit_objections(draft: Draft) -> Iterator[Objection]:
    """Why a draft's claim couldn't be written, where the checks found nothing; names fields, not values."""
    for fault in findings_of(draft.claim.control_number, draft.for_file.text.faults if draft.for_file else ()):
        message = fault.message.partition(": ")[2]
        element = " ".join(message.split()[:2])
        if element in _FIELD_OF:
            message = f"{_FIELD_OF[element]} ({element}){message.removeprefix(element)}"
        rule = "an 837P takes every element of the claim"
        yield Objection(fault.code, message, fault.remedy, rule, "X12 005010X222A1", "verified")


def reference_of(final: Final, at: int) -> str:
    """REF*6R of the read's code at a place, from 0: the number of the version that is claimed, and the code's after it."""
    return f"R{final.route.logged.version_id}" + (f"-{at + 1}" if at else "")


def corrected(claim: Claim, frequency: Frequency, payer_claim_number: str) -> Claim:
    """The same claim as a replacement or void of what the payer has under its number."""
    return replace(claim, frequency=frequency, payer_claim_number=payer_claim_number)


def _insured_day(final: Final) -> Hashable:
    """What finals of one claim have alike in any case: most are alone with it."""
    return final.fields["member_id"], final.service_date


def _key(final: Final) -> Hashable:
    return (
        final.payer.id,
        final.filing_state,
        final.edi_id,
        final.radiologist.id,
        final.place_of_service,
        final.service_date,
        final.sitting.once(parties.service_facility),
        final.route.month,
        final.is_mammogram,
        tuple(sorted((name, text) for name, text in final.fields.texts.items() if text and name not in _OF_THE_LINE)),
    )


def _portions(finals: Sequence[Final]) -> Iterator[list[Final]]:
    """As many finals at a time as one claim takes."""
    portion: list[Final] = []
    for final in finals:
        beside = [*portion, final]
        lines = sum(len(each.codes) for each in beside)
        if portion and (lines > MOST_LINES or len(_diagnoses(beside)) > MOST_DIAGNOSES):
            yield portion
            beside = [final]
        portion = beside
    if portion:
        yield portion


def _diagnoses(finals: Iterable[Final]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([code for final in finals for code in final.fields.diagnoses]))


def _draft(finals: Sequence[Final], prefix: str) -> Draft:
    claim = _claim(finals, prefix)
    return Draft(claim, tuple([final for final in finals for _ in final.codes]), ClaimForFile.of(filed(claim)))


def _claim(finals: Sequence[Final], prefix: str) -> Claim:
    first = finals[0]
    fields, sitting, kind = first.fields, first.sitting, first.kind
    diagnoses = _diagnoses(finals)
    return Claim(
        control_number=UNNUMBERED,
        billing=sitting.once(parties.billing),
        insurer=sitting.once(parties.insurer),
        subscriber=parties.subscriber(first),
        place_of_service=first.place_of_service,
        diagnoses=diagnoses,
        rendering=sitting.once(parties.rendering),
        lines=tuple([line for final in finals for line in _lines(final, diagnoses, prefix)]),
        patient=parties.patient(first),
        prior_authorization=fields["authorization"],
        referring=kind.once(parties.referring),
        facility=sitting.once(parties.service_facility),
        accident=kind.once(parties.accident),
        admitted_on=fields.admitted_on if first.place_of_service == "21" else None,
        mammography=first.facility.mammography if first.is_mammogram else "",
        supervising=kind.once(parties.supervising),
        others=tuple(parties.further_payers(first)),
    )


def _lines(final: Final, diagnoses: Sequence[str], prefix: str) -> Iterator[ClaimLine]:
    own = final.fields.diagnoses[:MOST_POINTERS]
    pointers = tuple([diagnoses.index(diagnosis) + 1 for diagnosis in own])
    for at, (code, units) in enumerate(final.codes.items()):
        yield ClaimLine(
            reference=prefix + reference_of(final, at),
            cpt=code,
            charge=final.sitting.once(_charge, code, units),
            service_date=final.service_date,
            modifiers=final.modifiers(code),
            units=units,
            pointers=pointers,
            emergency=final.read.patient_class == PatientClass.EMERGENCY and not final.fields.is_consult,
        )


def _charge(sitting: Sitting, code: str, units: int) -> Money:
    charge = sitting.charge(code)
    amount = Money.of(charge.amount) if charge else Money(0)
    return total([amount] * units, amount.currency)
