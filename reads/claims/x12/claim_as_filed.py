"""A claim as its file will say it: names and addresses in plain capitals (folded.py), codes without the marks people write into them."""

from __future__ import annotations

from dataclasses import replace

from reads.claims.claim import Claim, Envelope
from reads.claims.x12.segments import BILLING, CLAIM, INSURED, PATIENT, SET_HEADING, Insured


def filed(claim: Claim) -> Claim:
    """The claim that a reader of its file will get back; of a claim that is so already, an equal one.

    Where the patient is somebody else, the file doesn't say where the subscriber lives, when born, and of what sex.
    """
    subscriber, patient = claim.subscriber, claim.patient
    if patient:
        subscriber = replace(subscriber, address=None, born=None, sex="")
    insured: Insured = INSURED.filed(Insured(subscriber, claim.insurer, patient is None))
    above = {
        "billing": BILLING.shared_filed(claim.billing),
        "subscriber": insured.subscriber,
        "insurer": insured.insurer,
        "patient": PATIENT.filed(patient) if patient else None,
    }
    return replace(claim, **above, **CLAIM.filed_fields(claim))


def filed_envelope(envelope: Envelope) -> Envelope:
    """The envelope that a reader of the file will get back."""
    at = envelope.written_at.replace(second=0, microsecond=0, tzinfo=None)
    plain: Envelope = SET_HEADING.filed(envelope)
    return replace(plain, written_at=at)
