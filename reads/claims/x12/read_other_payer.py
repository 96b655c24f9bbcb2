"""2320, 2330 and 2430 of an 837P of our own, read back into the values they were written from."""

from __future__ import annotations

from collections.abc import Iterator

from reads.claims.claim import FILING_INDICATORS
from reads.claims.other_payer import OtherDecided, OtherPayer, PayerReason
from reads.claims.x12.cursor import Cursor, NotOurs
from reads.claims.x12.read_elements import amount_in, day_in, number_in, optional, optional_day, person_in, whole

KINDS = {indicator: kind for kind, indicator in FILING_INDICATORS.items()}
"""SBR09 back into the kind of payer."""


def other_payers(cursor: Cursor) -> Iterator[OtherPayer]:
    """The other payers of the claim that comes next."""
    while cursor.at("SBR"):
        sbr = cursor.take("SBR", {6: "", 7: "", 8: ""}, longest=9)
        if sbr[9] not in KINDS:
            raise NotOurs("a filing indicator", sbr)
        reasons = tuple(_reasons(cursor))
        paid = amount_in(cursor.take("AMT", {1: "D"}, longest=2), 2) if cursor.at("AMT", "D") else None
        cursor.take("OI", {3: "Y", 6: "Y"}, longest=6)
        subscriber = cursor.take("NM1", {1: "IL", 2: "1", 8: "MI"}, longest=9)
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
        )


def _reasons(cursor: Cursor) -> Iterator[PayerReason]:
    while cursor.at("CAS"):
        cas = cursor.take("CAS", longest=19)
        for at in range(2, len(cas.parts), 3):
            yield PayerReason(cas[1], cas[at], amount_in(cas, at + 1), whole(cas, cas[at + 2]) if cas[at + 2] else 0)
