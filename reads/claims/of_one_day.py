"""Finals beside those of the same patient, payer and day, and with what the imported code sets say of all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session

from reads.claims.final import Final
from reads.fees.codes.repository import load_code_sets


def beside_each_other(finals: Sequence[Final]) -> list[Final]:
    """The finals, each with the codes of the patient's others of that day and payer."""
    by_service: defaultdict[str, list[Final]] = defaultdict(list)
    for each in finals:
        if each.fields["member_id"]:
            by_service[each.service].append(each)
    return [
        replace(
            each,
            same_day=tuple(
                code for other in by_service[each.service] if other is not each for code in other.codes.elements()
            ),
        )
        if len(by_service.get(each.service, ())) > 1
        else each
        for each in finals
    ]


def with_code_sets(session: Session, finals: Sequence[Final]) -> list[Final]:
    """The finals with what the imported code sets say of their codes, diagnoses and places."""
    codes = {code for each in finals for code in (*each.codes, *each.same_day)}
    codes |= {code.replace(".", "").upper() for each in finals for code in each.fields.diagnoses}
    sets = load_code_sets(session, codes, {each.location.zip for each in finals})
    return [replace(each, ground=replace(each.ground, codes=sets)) for each in finals]
