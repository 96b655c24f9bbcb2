"""What the payer has is wrong: a claim is voided (frequency 8) or replaced (7), or sent anew where it was rejected (spec 5.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reads.claims.build import Draft, alone, assembled, corrected
from reads.claims.claim import Frequency
from reads.claims.errors import (
    Corrected,
    HeldClaim,
    IsVoid,
    NoPayerNumber,
    NotExported,
    TakesNoCorrections,
    UnknownClaim,
)
from reads.claims.keep_claims import Correcting, keep_claim, keep_void, numbered
from reads.claims.ledger.accounts import account_of_claim
from reads.claims.ledger.payer_decisions import ClaimState
from reads.claims.ledger.reference_prefix import prefix_of
from reads.claims.office import Office
from reads.claims.repository import (
    claims_numbered,
    corrections_of,
    files_of_claims,
    lines_of,
    snapshot_place,
)
from reads.claims.snapshot import claim_of
from reads.claims.tables import ClaimLineRow, ClaimRow
from reads.claims.worklist import judged, routing_objection
from reads.core.actor_and_moment import By
from reads.core.findings import Finding, Where
from reads.core.reason import Because
from reads.log.read_versions import reads_by_keys
from reads.store.events import Deed, record

_VERBS = {"7": "replaced", "8": "voided", "1": "sent anew"}


@dataclass(frozen=True, slots=True)
class CorrectionAsked:
    """What a person asks for: which claim, why, and the payer's number of it where they know it."""

    control_number: str
    because: str
    payer_number: str = ""


@dataclass(frozen=True, slots=True)
class _Before:
    """The claim that is to be corrected."""

    row: ClaimRow
    lines: Sequence[ClaimLineRow]
    payer_number: str
    rejected: bool


def void_claim(office: Office, asked: CorrectionAsked, by: By) -> ClaimRow:
    """The void of a claim, which goes out with the next export of its month.

    NoReason, UnknownClaim, NotExported, Corrected, IsVoid, TakesNoCorrections, NoPayerNumber: nothing is changed then.
    """
    asked = replace(asked, because=Because(asked.because))
    before = _before(office, asked)
    number = _payer_number(office, before, asked)
    opened = claim_of(office.vault.open(snapshot_place(before.row.control_number), before.row.snapshot))
    prefix = prefix_of(office.session, office.directory.group, by)
    (draft,) = numbered(office.session, [Draft(corrected(opened, Frequency.VOID, number), ())], prefix)
    correcting = Correcting(before.row, asked.because, {})
    row = keep_void(office, draft.claim, before.lines, by, correcting)
    return _recorded(office, row, before, asked, by)


def replace_claim(office: Office, asked: CorrectionAsked, by: By) -> ClaimRow:
    """The claim made anew from the log as it stands, as the replacement of what the payer has.

    A claim that was rejected is sent anew instead (frequency 1): the payer has nothing to replace. HeldClaim where its
    reads don't pass the checks, or no longer belong on one claim; else as `void_claim`.
    """
    asked = replace(asked, because=Because(asked.because))
    before = _before(office, asked)
    drafts = _drafts(office, before)
    finals = [draft.finals[0] for draft in drafts]
    if len(list(assembled(drafts))) != 1 or finals[0].payer.id != before.row.payer:
        remedy = "`wetread claims void` it, then amend the reads: they go onto claims of their own"
        fault = Finding("other_claims", "its reads no longer belong on one claim for the same payer", remedy)
        raise HeldClaim(before.row.control_number, [fault])
    references = {(line.read_key, at): line.reference for line, at in _places(before.lines)}
    prefix = prefix_of(office.session, office.directory.group, by)
    (made,) = assembled([alone(final, prefix) for final in finals], prefix)
    (draft,) = numbered(office.session, [_with_references(made, references)], prefix)
    if not before.rejected:
        number = _payer_number(office, before, asked)
        draft = Draft(corrected(draft.claim, Frequency.REPLACEMENT, number), draft.finals)
    named = {line.reference: line.reference for line in before.lines}
    row = keep_claim(office, draft, by, Correcting(before.row, asked.because, named))
    return _recorded(office, row, before, asked, by)


def _before(office: Office, asked: CorrectionAsked) -> _Before:
    session = office.session
    row = claims_numbered(session, [asked.control_number]).get(asked.control_number)
    if row is None:
        raise UnknownClaim(asked.control_number)
    number = row.id or 0
    later = corrections_of(session, [number]).get(number)
    if later:
        raise Corrected(row.control_number, later[-1].control_number, _VERBS[later[-1].frequency])
    if row.frequency == Frequency.VOID:
        raise IsVoid(row.control_number)
    if number not in files_of_claims(session, [number]):
        raise NotExported(row.control_number, row.month)
    account = account_of_claim(session, row)
    rejected = account.state is ClaimState.REJECTED
    return _Before(row, lines_of(session, [number])[number], account.payer_claim_number, rejected)


def _payer_number(office: Office, before: _Before, asked: CorrectionAsked) -> str:
    """REF*F8; refuses where the payer takes no corrections, or nobody knows the number."""
    payer = office.directory.payers.get(before.row.payer)
    if payer:
        rule = office.ground.rules.find("frequency", payer, before.row.state, office.ground.today)
        if rule and rule.value == "no":
            raise TakesNoCorrections(payer.id, f"{rule.source}; {rule.confidence}")
    number = asked.payer_number or before.payer_number
    if not number:
        raise NoPayerNumber(before.row.control_number)
    return number


def _drafts(office: Office, before: _Before) -> list[Draft]:
    """The claim's reads as they stand now, each as it would be alone; HeldClaim with every reason of each where one of them is not ready."""
    logged = list(reads_by_keys(office.session, {line.read_key for line in before.lines}).values())
    routes, held = office.routed(logged)
    found = [(final, judged(office, final)) for final in office.made(routes)]
    drafts = [draft for _, draft in found if isinstance(draft, Draft)]
    reasons = [(each.logged.read.accession, routing_objection(reason)) for each in held for reason in each.reasons] + [
        (final.read.accession, reason) for final, why in found if not isinstance(why, Draft) for reason in why
    ]
    problems = [
        Finding(reason.code, f"{accession}: {reason.message}", reason.remedy, Where()) for accession, reason in reasons
    ]
    if len(found) + len(held) < len(logged):
        remedy = "`wetread claims void` the claim; the other reads go onto a claim of their own"
        problems.append(Finding("read_gone", "one of its reads is void, or billed to nobody", remedy))
    if problems or not drafts:
        raise HeldClaim(before.row.control_number, problems)
    return drafts


def _places(lines: Sequence[ClaimLineRow]) -> list[tuple[ClaimLineRow, int]]:
    """Each line with its place among those of its read."""
    seen: defaultdict[str, int] = defaultdict(int)
    placed = []
    for line in lines:
        placed.append((line, seen[line.read_key]))
        seen[line.read_key] += 1
    return placed


def _with_references(draft: Draft, references: dict[tuple[str, int], str]) -> Draft:
    """The draft with the references under which the payer knows its reads."""
    seen: defaultdict[str, int] = defaultdict(int)
    lines = []
    for line, final in zip(draft.claim.lines, draft.finals, strict=True):
        key = final.route.logged.key
        lines.append(replace(line, reference=references.get((key, seen[key]), line.reference)))
        seen[key] += 1
    return Draft(replace(draft.claim, lines=tuple(lines)), draft.finals)


def _recorded(office: Office, row: ClaimRow, before: _Before, asked: CorrectionAsked, by: By) -> ClaimRow:
    verb = _VERBS[row.frequency]
    detail = {"by": row.control_number, "frequency": row.frequency}
    deed = Deed(f"claim.{verb.replace(' ', '_')}", before.row.control_number, detail, asked.because)
    record(office.session, deed, actor=by.actor, at=by.at)
    return row
