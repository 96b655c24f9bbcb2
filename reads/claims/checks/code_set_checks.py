"""Checks by imported code sets: diagnoses of the day, pairs of procedures, units a day, the contractor's payer id (spec 5.6). Pure.

What was not imported holds nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from reads.claims.checks.problem import AMEND, APPLY, Problem, of_kind, of_sitting
from reads.claims.final import Final
from reads.claims.kind_of_final import KindOfFinal
from reads.claims.sitting import Sitting
from reads.directory.model import PayerKind
from reads.fees.codes.code_set import CodeKind

PARTING = frozenset(
    [
        "E1",
        "E2",
        "E3",
        "E4",
        "FA",
        "F1",
        "F2",
        "F3",
        "F4",
        "F5",
        "F6",
        "F7",
        "F8",
        "F9",
        "TA",
        "T1",
        "T2",
        "T3",
        "T4",
        "T5",
        "T6",
        "T7",
        "T8",
        "T9",
        "LT",
        "RT",
        "LC",
        "LD",
        "RC",
        "LM",
        "RI",
        "24",
        "25",
        "27",
        "57",
        "58",
        "59",
        "78",
        "79",
        "91",
        "XE",
        "XS",
        "XP",
        "XU",
    ]
)
"""Modifiers by which an NCCI pair may be billed where its indicator is 1 (NCCI Policy Manual, ch. I, section E)."""


@of_kind
def diagnosis_not_valid(kind: KindOfFinal) -> Iterator[Problem]:
    """Each diagnosis is a code that may be billed on the day of service."""
    edition = kind.sitting.edition(CodeKind.DIAGNOSES)
    if edition is None:
        return
    for number, written in enumerate(kind.fields.diagnoses, 1):
        code = written.replace(".", "").upper()
        known = edition.entries.get(code, ())
        if any(entry.value == "1" for entry in known):
            continue
        if known:
            what, remedy = "is a heading", "code it to its last character"
        else:
            instead = kind.ground.codes.replaced_by(code, kind.service_date)
            what = "is no ICD-10-CM code"
            remedy = f"{' or '.join(instead)} took its place" if instead else "code what the report says"
        yield Problem(f"diagnosis {number} {what} on {kind.service_date} ({edition.shown})", f"{remedy}: {AMEND}")


def ncci_pair(final: Final) -> Iterator[Problem]:
    """No two procedures of one patient, day and reader are a pair that is paid as one, unless a modifier parts them that may.

    It may stand on either of them (CMS change request 11168, from 2019-07-01); of several services of the other code each
    needs it.
    """
    if final.sitting.edition(CodeKind.PAIRS) is None:
        return
    for (one, two), is_parted in _pairs(final).items():
        found = final.ground.codes.pair(one, two, final.service_date)
        if found is None:
            continue
        entry, edition = found
        if entry.value == "1" and is_parted:
            continue
        remedy = (
            f"add the modifier that parts them (59, XE, XS, XP, XU, LT, RT) where the report bears it out: {AMEND}"
            if entry.value == "1"
            else f"no modifier parts them: leave {entry.other} out: {AMEND}"
        )
        yield Problem(f"{entry.other} is part of {entry.code} ({edition.shown})", remedy)


def _pairs(final: Final) -> dict[tuple[str, str], bool]:
    """Each two procedures that meet, and whether a modifier parts them wherever they do."""
    own = {code: frozenset(final.modifiers(code)) for code in sorted(final.codes)}
    met = [((one, two), own[one] | own[two]) for one, two in combinations(own, 2)]
    for one, given in own.items():
        for two in sorted(set(final.same_day)):
            met += [((one, two), given | other) for other in final.same_day_modifiers.get(two, (frozenset(),))]
    found: dict[tuple[str, str], bool] = {}
    for pair, modifiers in met:
        found[pair] = found.get(pair, True) and bool(PARTING & modifiers)
    return found


def mue_exceeded(final: Final) -> Iterator[Problem]:
    """No procedure has more units than a practitioner is paid for: on a line, or on a day."""
    edition = final.sitting.edition(CodeKind.UNITS)
    if edition is None:
        return
    units = Counter(final.same_day)
    for code, count in sorted(final.codes.items()):
        for entry in edition.entries.get(code, ()):
            asked = count + (units[code] if entry.other in {"2", "3"} else 0)
            if asked > int(entry.value):
                each = "a line" if entry.other == "1" else "a day"
                yield Problem(
                    f"{asked} units of {code}, and {entry.value} {each} are paid ({edition.shown})",
                    f"correct the codes, or document why and bill the rest by appeal: {AMEND}",
                )


@of_sitting
def no_payer_id(sitting: Sitting) -> Iterator[Problem]:
    """A Medicare claim has the payer id of its own contractor, never another's."""
    if sitting.payer.kind is not PayerKind.MEDICARE or sitting.edi_id:
        return
    who = sitting.contractor or "the contractor of the reading place"
    word = who.rpartition("(")[2].rstrip(")")
    yield Problem(
        f"{sitting.payer.id} has no payer id of {who}, to whom the reading place {sitting.location.zip[:5]} belongs",
        f"write `{word} = ID` into edi_ids of {sitting.payer.id} in directory/payers.csv, {APPLY}",
    )
