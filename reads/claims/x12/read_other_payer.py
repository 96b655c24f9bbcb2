"""2320, 2330 and 2430 of an 837P of our own, read back into the values they were written from."""

from __future__ import annotations

from collections.abc import Iterator

from reads.claims.claim import FILING_INDICATORS
from reads.claims.other_payer import OtherDecided, OtherPayer, OutpatientAdjudication, PayerReason
from reads.claims.x12.cursor import Cursor, NotOurs
from reads.claims.x12.read_elements import amount_in, day_in, number_in, optional, optional_day, person_in, whole
from reads.claims.x12.segment_reader import Segment
from reads.core.money import Money

KINDS = {indicator: kind for kind, indicator in FILING_INDICATORS.items()}
"""SBR09 back into the kind of payer."""


def other_payers(cursor: Cursor) -> Iterator[OtherPayer]:
    """The other payers of the claim that comes next."""
    while cursor.at("SBR"):
        sbr = cursor.take("SBR", {6: "", 7: "", 8: ""}, longest=9)
        if sbr[9] not in KINDS:
            raise NotOurs("a filing indicator", sbr)
        reasons = tuple(_reasons(cursor))
        paid, remaining = _optional_amount(cursor, "D"), _optional_amount(cursor, "EAF")
        cursor.take("OI", {3: "Y", 6: "Y"}, longest=6)
        adjudication = _adjudication(cursor.take("MOA", longest=9)) if cursor.at("MOA") else None
        subscriber = cursor.take("NM1", {1: "IL", 8: "MI"}, longest=9)
        payer = cursor.take("NM1", {1: "PR", 2: "2", 8: "PI"}, longest=9)
        yield OtherPayer(
            rank=sbr[1],
            relationship=sbr[2],
            kind=KINDS[sbr[9]],
            name=payer[3],
            id=payer[9],
            subscriber=person_in(subscriber),
            member_id=subscriber[9],
            group_number=sbr[3],
            plan_name=sbr[4],
            msp_type=sbr[5],
            paid=paid,
            reasons=reasons,
            decided_on=optional_day(cursor, "573"),
            claim_number=optional(cursor, "REF", "F8"),
            is_employer=subscriber[2] == "2",
            remaining=remaining,
            adjudication=adjudication,
        )


def decisions(cursor: Cursor) -> Iterator[OtherDecided]:
    """What earlier payers decided on the line that was read."""
    while cursor.at("SVD"):
        svd = cursor.take("SVD", {4: ""}, longest=5)
        qualifier, cpt, *modifiers = (*svd.components(3), "")
        if qualifier != "HC":
            raise NotOurs("an SVD with an HCPCS code", svd)
        yield OtherDecided(
            payer_id=svd[1],
            paid=amount_in(svd, 2),
            cpt=cpt,
            modifiers=tuple(modifiers[:-1]),
            units=number_in(svd, 5),
            reasons=tuple(_reasons(cursor)),
            on=day_in(cursor.take("DTP", {1: "573", 2: "D8"}, longest=3), 3),
            remaining=_optional_amount(cursor, "EAF"),
        )


def _optional_amount(cursor: Cursor, qualifier: str) -> Money | None:
    """The amount of an AMT that may stand next."""
    return amount_in(cursor.take("AMT", {1: qualifier}, longest=2), 2) if cursor.at("AMT", qualifier) else None


def _adjudication(moa: Segment) -> OutpatientAdjudication:
    remarks = tuple([moa[at] for at in range(3, 8) if moa[at]])
    return OutpatientAdjudication(moa[1], moa[2], remarks, moa[8], moa[9])


def _reasons(cursor: Cursor) -> Iterator[PayerReason]:
    while cursor.at("CAS"):
        cas = cursor.take("CAS", longest=19)
        for at in range(2, len(cas.parts), 3):
            yield PayerReason(cas[1], cas[at], amount_in(cas, at + 1), whole(cas, cas[at + 2]) if cas[at + 2] else 0)
