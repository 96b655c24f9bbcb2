"""Claims from a few words, files from claims, and what pyx12 says of a file: `claim("74177-26 210.00")`."""

from __future__ import annotations

import io
import logging
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from unittest import mock

import pyx12.map_if
import pyx12.params
import pyx12.x12n_document

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
    Receiver,
    Relationship,
    ServiceFacility,
    Submitter,
    Subscriber,
)
from reads.claims.x12.claim_as_filed import filed, filed_envelope
from reads.claims.x12.write_837p import write
from reads.core.money import Money
from reads.directory.model import PayerKind

GROUP = BillingProvider(
    name="Prairie Radiology Group",
    npi="1245319599",
    tax_id="31-1234567",
    address=Address(("100 Group St", "Suite 200"), "Columbus", "OH", "43215-0001"),
    taxonomy="2085R0202X",
    pay_to=Address(("PO Box 4400",), "Columbus", "OH", "43216"),
)
MEDICARE = Insurer("Sunshine Medicare Part B", "09102", PayerKind.MEDICARE)
BLUE = Insurer("Prairie Blue", "00621", PayerKind.BCBS)
JANE = Subscriber(
    PersonName("Doe", "Jané", "Q"),
    "1EG4TE5MK73",
    Address(("1 Elm St",), "Springfield", "IL", "62701"),
    date(1950, 1, 1),
    "F",
)
TED = Patient(PersonName("Doe", "Ted"), Relationship.CHILD, JANE.address, date(2015, 5, 1), "M")  # type: ignore[arg-type]
DR_LEE = Physician(PersonName("Lee", "Sam"), "1234567893", "2085R0202X")
DR_SMITH = Physician(PersonName("Smith", "Pat"), "1679576722")
TAMPA = ServiceFacility("Prairie Radiology Reading Site", Address(("200 Palm Ave",), "Tampa", "FL", "33602-0002"))
ENVELOPE = Envelope(
    Submitter("Prairie Radiology Group", "SUBMIT01", "Billing Office", "(555) 555-0100"),
    Receiver("Example Clearinghouse", "RECEIVE01"),
    usage="T",
    written_at=datetime(2026, 11, 2, 9, 0, tzinfo=UTC),
    interchange=42,
    group=17,
)


def lines(text: str, prefix: str = "READ") -> tuple[ClaimLine, ...]:
    """Lines from "74177-26 210.00, 71260-26-59 95 x2": code, modifiers, charge, units."""
    made = []
    for number, words in enumerate(text.split(","), 1):
        code, amount, *units = words.split()
        cpt, *modifiers = code.split("-")
        made.append(
            ClaimLine(
                reference=f"{prefix}-{number}",
                cpt=cpt,
                modifiers=tuple(modifiers),
                charge=Money.of(amount),
                units=int(units[0].removeprefix("x")) if units else 1,
                service_date=date(2026, 10, 14),
            )
        )
    return tuple(made)


def claim(text: str = "74177-26 210.00", control_number: str = "ACC0001-1", **changes: Any) -> Claim:
    """A Medicare claim for these lines, read in Florida, with whatever is said otherwise."""
    plain = Claim(
        control_number=control_number,
        billing=GROUP,
        insurer=MEDICARE,
        subscriber=JANE,
        place_of_service="23",
        diagnoses=("R10.9",),
        rendering=DR_LEE,
        referring=DR_SMITH,
        facility=TAMPA,
        lines=lines(text, control_number),
    )
    return replace(plain, **changes)


def written(*claims: Claim, envelope: Envelope = ENVELOPE) -> str:
    """The file of these claims."""
    out = io.StringIO()
    write(filed_envelope(envelope), map(filed, claims), out)
    return out.getvalue()


def judged_by_pyx12(text: str) -> tuple[bool, str]:
    """Whether pyx12 finds no fault in a file, and the 999 that it answers with.

    Its command's exit status says nothing, and its logger would fill the output; each map is read once.
    """
    answer = io.StringIO()
    logging.getLogger("pyx12").setLevel(logging.CRITICAL)
    with mock.patch.object(pyx12.map_if, "load_map_file", lambda name, *_: _map(name)):
        valid = pyx12.x12n_document.x12n_document(pyx12.params.ParamsBase(), io.StringIO(text), answer, None)
    return valid, answer.getvalue()


def accepted_by_pyx12(text: str) -> bool:
    """Whether pyx12 finds no fault in an 837P, and its 999 accepts every transaction set."""
    valid, answer = judged_by_pyx12(text)
    verdicts = re.findall(r"^IK5\*(\w)", answer, re.MULTILINE)
    return valid and verdicts == ["A"] * text.count("\nST*")


_load_map_file = pyx12.map_if.load_map_file


@cache
def _map(name: str) -> Any:
    return _load_map_file(name, pyx12.params.ParamsBase())
