"""A claim as text and back, exactly: what is sealed when a claim is made, so that its file is the same for ever."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from reads.claims.claim import (
    Accident,
    Address,
    BillingProvider,
    Claim,
    ClaimLine,
    Envelope,
    Frequency,
    Insurer,
    Patient,
    PersonName,
    Physician,
    Rank,
    Receiver,
    Relationship,
    ServiceFacility,
    Submitter,
    Subscriber,
)
from reads.claims.other_payer import OtherDecided, OtherPayer, OutpatientAdjudication, PayerReason
from reads.core.money import Money
from reads.directory.model import PayerKind

Made = dict[str, Any]


def text_of(value: Claim | Envelope) -> str:
    """The JSON of a claim or an envelope."""
    return json.dumps(asdict(value), default=_iso, ensure_ascii=False, separators=(",", ":"))


def claim_of(text: str) -> Claim:
    """The claim of `text_of`; what was written before claims had a part lacks it."""
    made: Made = json.loads(text)
    return Claim(
        **{
            **made,
            "billing": _billing(made["billing"]),
            "insurer": Insurer(**{**made["insurer"], "kind": PayerKind(made["insurer"]["kind"])}),
            "subscriber": _subscriber(made["subscriber"]),
            "diagnoses": tuple(made["diagnoses"]),
            "rendering": _physician(made["rendering"]),
            "lines": tuple(_line(line) for line in made["lines"]),
            "patient": made["patient"] and _patient(made["patient"]),
            "frequency": Frequency(made["frequency"]),
            "admitted_on": _date(made["admitted_on"]),
            "referring": made["referring"] and _physician(made["referring"]),
            "facility": made["facility"]
            and ServiceFacility(**{**made["facility"], "address": _address(made["facility"]["address"])}),
            "accident": _accident(made.get("accident")),
            "supervising": made.get("supervising") and _physician(made["supervising"]),
            "others": tuple(_other(other) for other in made.get("others", ())),
        }
    )


def envelope_of(text: str) -> Envelope:
    """The envelope of `text_of`."""
    made: Made = json.loads(text)
    return Envelope(
        **{
            **made,
            "submitter": Submitter(**made["submitter"]),
            "receiver": Receiver(**made["receiver"]),
            "written_at": datetime.fromisoformat(made["written_at"]),
        }
    )


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a claim holds no {type(value).__name__}")


def _address(made: Made) -> Address:
    return Address(**{**made, "lines": tuple(made["lines"])})


def _billing(made: Made) -> BillingProvider:
    pay_to = made["pay_to"] and _address(made["pay_to"])
    return BillingProvider(**{**made, "address": _address(made["address"]), "pay_to": pay_to})


def _subscriber(made: Made) -> Subscriber:
    address = made["address"] and _address(made["address"])
    rank = Rank(made.get("rank", "P"))
    name = PersonName(**made["name"])
    return Subscriber(**{**made, "name": name, "address": address, "born": _date(made["born"]), "rank": rank})


def _accident(made: Made | None) -> Accident | None:
    if made is None:
        return None
    return Accident(tuple(made["causes"]), date.fromisoformat(made["on"]), made["state"])


def _other(made: Made) -> OtherPayer:
    return OtherPayer(
        **{
            **made,
            "kind": PayerKind(made["kind"]),
            "subscriber": PersonName(**made["subscriber"]),
            "paid": _money(made["paid"]),
            "reasons": _reasons(made["reasons"]),
            "decided_on": _date(made["decided_on"]),
            "remaining": _money(made.get("remaining")),
            "adjudication": _adjudication(made.get("adjudication")),
        }
    )


def _adjudication(made: Made | None) -> OutpatientAdjudication | None:
    return OutpatientAdjudication(**{**made, "remarks": tuple(made["remarks"])}) if made else None


def _money(made: Made | None) -> Money | None:
    return Money(**made) if made else None


def _reasons(made: list[Made]) -> tuple[PayerReason, ...]:
    return tuple(PayerReason(**{**each, "amount": Money(**each["amount"])}) for each in made)


def _decided(made: Made) -> OtherDecided:
    return OtherDecided(
        **{
            **made,
            "paid": Money(**made["paid"]),
            "on": date.fromisoformat(made["on"]),
            "modifiers": tuple(made["modifiers"]),
            "reasons": _reasons(made["reasons"]),
            "remaining": _money(made.get("remaining")),
        }
    )


def _patient(made: Made) -> Patient:
    return Patient(
        **{
            **made,
            "name": PersonName(**made["name"]),
            "relationship": Relationship(made["relationship"]),
            "address": _address(made["address"]),
            "born": _date(made["born"]),
        }
    )


def _physician(made: Made) -> Physician:
    return Physician(**{**made, "name": PersonName(**made["name"])})


def _line(made: Made) -> ClaimLine:
    return ClaimLine(
        **{
            **made,
            "charge": Money(**made["charge"]),
            "service_date": _date(made["service_date"]),
            "modifiers": tuple(made["modifiers"]),
            "pointers": tuple(made["pointers"]),
            "ordering": made["ordering"] and _physician(made["ordering"]),
            "decided": tuple(_decided(each) for each in made.get("decided", ())),
        }
    )


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
