"""A claim as its file will say it: names and addresses in plain capitals, codes without the marks people write into them.

Clearinghouses match names by letters A to Z. So accents are folded (NFKD, and the letters that it leaves, as Ø and ß), and a
delimiter or control character inside a name or address becomes a space: it is a slip of typing, and refusing the claim for
it helps nobody. Ids, control numbers and notes are never altered; what they hold and a file can't carry is refused (limits.py),
and so is a name that doesn't fold, as one in another script.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache

from reads.claims.claim import (
    Address,
    BillingProvider,
    Claim,
    ClaimLine,
    Envelope,
    Insurer,
    Patient,
    PersonName,
    Physician,
    ServiceFacility,
    Subscriber,
)
from reads.claims.other_payer import OtherPayer

_PLAIN = re.compile(r"[A-Z0-9!\"&'()+,\-./;?=#]+(?: [A-Z0-9!\"&'()+,\-./;?=#]+)*")
_LETTERS = {
    "Æ": "AE",
    "Œ": "OE",
    "Ø": "O",
    "Ł": "L",
    "Đ": "D",
    "Ð": "D",
    "Þ": "TH",
    "Ħ": "H",
    "Ŋ": "N",
    "Ŧ": "T",
    "ẞ": "SS",
}
_MARKS = {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-"}
_DELIMITERS = dict.fromkeys("*~:^", " ")
_SPACED = str.maketrans(_DELIMITERS)
_FOLDS = str.maketrans({**_LETTERS, **_MARKS, **_DELIMITERS})
_DROPPED = {"Mn", "Cf"}
_BLANK = {"Cc", "Zl", "Zp"}


def folded(text: str) -> str:
    """The text in capitals without accents, delimiters and control characters; what has no plain letter stays as it is."""
    if not text or _PLAIN.fullmatch(text):
        return text
    if text.isascii() and text.isprintable():
        return " ".join(text.translate(_SPACED).upper().split())
    # Marks first: NFKD would tear the acute accent that people type for an apostrophe into a space and an accent.
    decomposed = unicodedata.normalize("NFKD", text.translate(_FOLDS).upper()).translate(_FOLDS).upper()
    categories = [(character, unicodedata.category(character)) for character in decomposed]
    kept = [" " if category in _BLANK else character for character, category in categories if category not in _DROPPED]
    return " ".join("".join(kept).split())


def filed(claim: Claim) -> Claim:
    """The claim that a reader of its file will get back; of a claim that is so already, an equal one.

    Where the patient is somebody else, the file doesn't say where the subscriber lives, when born, and of what sex.
    """
    return replace(
        claim,
        billing=_billing(claim.billing),
        insurer=_insurer(claim.insurer),
        subscriber=_subscriber(claim.subscriber, itself=claim.patient is None),
        patient=_patient(claim.patient) if claim.patient else None,
        rendering=_physician(claim.rendering),
        referring=_physician(claim.referring) if claim.referring else None,
        facility=_facility(claim.facility) if claim.facility else None,
        supervising=_physician(claim.supervising) if claim.supervising else None,
        others=tuple([_other(other) for other in claim.others]),
        diagnoses=tuple([code.replace(".", "") for code in claim.diagnoses]),
        lines=tuple([_line(line) for line in claim.lines]),
    )


def filed_envelope(envelope: Envelope) -> Envelope:
    """The envelope that a reader of the file will get back."""
    submitter, receiver = envelope.submitter, envelope.receiver
    phone = "".join(character for character in submitter.phone if character.isdigit())
    return replace(
        envelope,
        submitter=replace(
            submitter,
            name=folded(submitter.name),
            contact=folded(submitter.contact),
            phone=phone[1:] if len(phone) == 11 and phone[0] == "1" else phone,
        ),
        receiver=replace(receiver, name=folded(receiver.name)),
        written_at=envelope.written_at.replace(second=0, microsecond=0, tzinfo=None),
    )


def _line(line: ClaimLine) -> ClaimLine:
    return replace(line, ordering=_physician(line.ordering)) if line.ordering else line


def _address(address: Address) -> Address:
    lines = tuple([folded(line) for line in address.lines])
    if address.country in {"", "US"}:
        return Address(lines, folded(address.city), address.state, address.zip.replace("-", ""))
    return Address(lines, folded(address.city), address.state, address.zip, address.country)


def _other(other: OtherPayer) -> OtherPayer:
    subscriber = _name(other.subscriber)
    return replace(other, name=folded(other.name), plan_name=folded(other.plan_name), subscriber=subscriber)


def _name(name: PersonName) -> PersonName:
    return PersonName(folded(name.last), folded(name.first), folded(name.middle), folded(name.suffix))


@lru_cache(maxsize=4_096)
def _billing(billing: BillingProvider) -> BillingProvider:
    return replace(
        billing,
        name=folded(billing.name),
        tax_id=billing.tax_id.replace("-", ""),
        address=_address(billing.address),
        pay_to=_address(billing.pay_to) if billing.pay_to else None,
    )


@lru_cache(maxsize=4_096)
def _insurer(insurer: Insurer) -> Insurer:
    return Insurer(folded(insurer.name), insurer.id, insurer.kind)


def _subscriber(subscriber: Subscriber, *, itself: bool) -> Subscriber:
    name = _name(subscriber.name)
    subscriber = replace(subscriber, plan_name=folded(subscriber.plan_name))
    if not itself:
        return replace(subscriber, name=name, address=None, born=None, sex="")
    address = _address(subscriber.address) if subscriber.address else None
    return replace(subscriber, name=name, address=address)


def _patient(patient: Patient) -> Patient:
    return replace(patient, name=_name(patient.name), address=_address(patient.address))


@lru_cache(maxsize=4_096)
def _physician(physician: Physician) -> Physician:
    return Physician(_name(physician.name), physician.npi, physician.taxonomy)


@lru_cache(maxsize=4_096)
def _facility(facility: ServiceFacility) -> ServiceFacility:
    return ServiceFacility(folded(facility.name), _address(facility.address), facility.npi)
