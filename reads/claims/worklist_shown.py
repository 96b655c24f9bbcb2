"""The work list as both faces show it: rows of JSON, and finals grouped as a biller works them off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from reads.claims.checks.all_checks import CHECKS
from reads.claims.checks.problem import Objection
from reads.claims.final import Final
from reads.claims.rules.age import age
from reads.claims.worklist import HeldFinal, WorkList
from reads.directory.model import PayerRule


def work_as_json(work: WorkList) -> dict[str, object]:
    """The answer of `claims check` (spec 6)."""
    return {
        "ready": len(work.ready),
        "held": [
            {
                "id": each.number,
                "accession": each.logged.read.accession,
                "facility": each.logged.read.facility,
                "payer": each.logged.read.payer,
                "month": str(each.month),
                "reasons": [reason.as_json() for reason in each.reasons],
            }
            for each in work.held
        ],
        "ready_reads": [_ready_as_json(final) for final in work.ready],
        "changed": [
            {
                "accession": each.logged.read.accession,
                "facility": each.logged.read.facility,
                "claim": each.claim,
                "void": each.logged.void,
            }
            for each in work.changed
        ],
        "claimed": work.claimed,
    }


def _ready_as_json(final: Final) -> dict[str, object]:
    return {
        "id": final.route.logged.version_id,
        "accession": final.read.accession,
        "facility": final.read.facility,
        "payer": final.payer.id,
        "filing_state": final.filing_state,
        "contractor": final.contractor,
        "place_of_service": final.place_of_service,
        "service_date": final.service_date.isoformat(),
        "codes": codes_with_modifiers(final),
    }


def codes_with_modifiers(final: Final) -> list[str]:
    """The final's codes as they stand on the claim: 70450-26."""
    return ["-".join((code, *final.modifiers(code))) for code in final.codes]


def ready_by_payer(work: WorkList) -> list[tuple[str, str, list[Final]]]:
    """What is ready, by payer and where it is filed (state, Medicare's contractor), in that order."""
    found: defaultdict[tuple[str, str], list[Final]] = defaultdict(list)
    for final in work.ready:
        where = ", ".join(filter(None, (final.filing_state, final.contractor)))
        found[final.payer.id, where].append(final)
    return [(payer, where, finals) for (payer, where), finals in sorted(found.items())]


def held_by_reason(work: WorkList) -> list[tuple[str, str, dict[Objection, list[HeldFinal]]]]:
    """What is held, by payer and code, and under these by each sentence, in that order."""
    found: defaultdict[tuple[str, str], defaultdict[Objection, list[HeldFinal]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for each in work.held:
        for reason in each.reasons:
            found[each.logged.read.payer, reason.code][reason].append(each)
    return [(payer, code, dict(reasons)) for (payer, code), reasons in sorted(found.items())]


def checks_as_json() -> list[dict[str, str]]:
    """Every check that a claim passes."""
    return [
        {"code": each.code, "rule": each.rule, "source": each.source, "confidence": each.confidence} for each in CHECKS
    ]


def rules_as_json(in_force: Iterable[tuple[PayerRule, bool]], day: date) -> list[dict[str, object]]:
    """The rules in force on a day, each with its age in days and whether it is the books' own."""
    return [
        {
            "id": rule.id,
            "check": rule.check,
            "value": rule.value,
            "kind": str(rule.kind),
            "payer": rule.payer,
            "state": rule.state,
            "from": rule.starts and rule.starts.isoformat(),
            "until": rule.ends and rule.ends.isoformat(),
            "source": rule.source,
            "confidence": rule.confidence,
            "checked": rule.checked and rule.checked.isoformat(),
            "age": age(rule, day),
            "of": "books" if of_books else "shipped",
        }
        for rule, of_books in in_force
    ]
