"""A service that is claimed twice: the same code for the same patient, payer and day, on a claim already or on the same list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlmodel import Session

from reads.claims.claimed_reads import standing_claims
from reads.claims.final import Final
from reads.claims.repository import lines_like


def service_mark(mark: Callable[[str], str], final: Final, code: str) -> str:
    """What two claims of the same service have in common, telling nothing of the patient; empty without a member id.

    `mark` is the keyed hash of a text.
    """
    if not final.fields["member_id"]:
        return ""
    given = "+".join(sorted(final.read.telling_modifiers))
    return mark(f"{final.service}\x1f{code}\x1f{given}")


def with_doubles(session: Session, mark: Callable[[Final, str], str], finals: Sequence[Final]) -> list[Final]:
    """The finals, each with the claims that stand and the earlier finals which say the same service; `mark` is its mark."""
    marks = {final.route.logged.key: [said for code in final.codes if (said := mark(final, code))] for final in finals}
    claimed = lines_like(session, {said for some in marks.values() for said in some})
    standing = standing_claims(session, {line.claim_id for lines in claimed.values() for line in lines})
    first: dict[str, Final] = {}
    found: defaultdict[str, list[str]] = defaultdict(list)
    for final in sorted(finals, key=lambda each: (each.read.signed_at.isoformat(), each.route.logged.version_id)):
        key = final.route.logged.key
        for said in marks[key]:
            others = [
                f"claim {standing[line.claim_id].control_number}"
                for line in claimed.get(said, ())
                if line.read_key != key and line.claim_id in standing
            ]
            earlier = first.setdefault(said, final)
            if earlier is not final:
                others.append(f"the read {earlier.read.accession}")
            found[key] += others
    return [
        replace(final, doubles=tuple(dict.fromkeys(others))) if (others := found[final.route.logged.key]) else final
        for final in finals
    ]
