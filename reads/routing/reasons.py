"""Why reads are held, in words: what is wrong, and what to type to mend it (spec 5.1). Pure."""

from __future__ import annotations

from collections.abc import Callable

from reads.core.codes import MODALITIES
from reads.directory.united_states import US_STATES
from reads.routing.facts import Facts
from reads.routing.route import Reason
from reads.routing.same_study import SAME_STUDY

RELEASABLE = frozenset({"second_interpretation", SAME_STUDY})
"""The reasons that a person may decide; the others say that something is missing, or forbid the claim (spec 5.1)."""

_ABROAD = "SSA 1862(a)(4); 42 CFR 411.9; Medicare Benefit Policy Manual ch. 16 § 60"
_SECOND = "Medicare Claims Processing Manual ch. 13 § 100.1"
_APPLY = "then `wetread apply`"
_FIX = "`wetread held fix` teaches it (directory/names.csv)"


def reason(code: str, facts: Facts) -> Reason:
    """The reason of that code, for this read."""
    return _WORDS[code](code, facts)


def _unknown_facility(code: str, facts: Facts) -> Reason:
    if facts.known_on_other_days:
        name = facts.read.facility
        return Reason(
            code,
            f"facilities.csv has the facility {name!r}, but no row of it is in force on the day of the read",
            f"correct its from or until in directory/facilities.csv, or, where it was sold, renamed or merged, add a row of "
            f"{name} from that day on with what it is now; {_APPLY}",
        )
    return Reason(
        code,
        f"no row of facilities.csv has the facility {facts.read.facility!r} on the day of the read",
        f"add it to directory/facilities.csv (id,client,name,npi,address,city,state,zip,timezone), {_APPLY}; if it is "
        f"another name for one that is there, {_FIX}",
    )


def _unknown_radiologist(code: str, facts: Facts) -> Reason:
    word = facts.read.radiologist
    if facts.namesakes:
        return Reason(
            code,
            f"{word!r} is the name of several readers in radiologists.csv: {', '.join(facts.namesakes)}",
            f"where this facility means one of them by it, add a row to directory/names.csv: kind radiologist, name {word}, id "
            f"that reader's, facility {facts.read.facility}; {_APPLY}; else have the source send NPIs, and import its rows again "
            "with `--amend`",
        )
    return Reason(
        code,
        f"radiologists.csv has no reader {word!r} by id, NPI or name" if word else "the read names no reader",
        f"add the reader to directory/radiologists.csv (id,name,npi), {_APPLY}; if it is another name, {_FIX}"
        if word
        else "correct the row and import it with `--amend`",
    )


def _unknown_exam(code: str, facts: Facts) -> Reason:
    read = facts.read
    modality = f", modality {read.modality}" if read.modality else ""
    return Reason(
        code,
        f"exams.csv has no exam {read.exam_code!r} of {read.facility}",
        f"add a row to directory/exams.csv: facility {read.facility}, exam_code {read.exam_code}, cpt its CPT code"
        f"{modality}; {_APPLY}; if it is another name for one that is there, {_FIX}",
    )


def _no_contract(code: str, facts: Facts) -> Reason:
    client = facts.facility.client if facts.facility else ""
    return Reason(
        code,
        f"no contract of {client or 'a client'} covers {facts.read.facility} on the day of the read",
        f"add the facility or the dates to a file in contracts/, {_APPLY}",
    )


def _no_billing_time(code: str, facts: Facts) -> Reason:
    missing = facts.missing_moment
    contract, moment = (missing.contract, missing.moment) if missing else ("", "")
    what = "is too far from signed_at to be right" if missing and missing.implausible else "is missing"
    return Reason(
        code,
        f"the contract {contract} puts reads into months by {moment}, which {what}",
        f"import the read again with its {moment} and `--amend`, or change `month_by` in contracts/{contract}.toml",
    )


def _unknown_word(code: str, facts: Facts) -> Reason:
    contract = facts.terms.contract if facts.terms else ""
    said = [word for word in facts.unknown_words if word.word]
    if not said:
        exam = facts.read.exam
        return Reason(
            code,
            f"neither the source, exams.csv nor its codes tell the modality of exam {exam}, which {contract} prices by",
            f"fill in the modality of {exam} in directory/exams.csv, {_APPLY}",
        )
    words = " and ".join(f"{word.field} {word.word!r}" for word in said)
    rows = "; ".join(
        f"kind {_KINDS.get(word.field, word.field)}, name {word.word}, id {_MEANT[word.field]}" for word in said
    )
    return Reason(
        code,
        f"{words}: what that means is not known, and the contract {contract} prices by it",
        f"add a row to directory/names.csv: {rows}; {_APPLY}",
    )


_KINDS = {"patient_class": "class"}
_MEANT = {
    "priority": "routine, stat, critical or one of your classes ([priorities] in wetread.toml)",
    "patient_class": "E, I or O",
    "modality": f"one of {', '.join(sorted(MODALITIES))}",
}


def _unknown_location(code: str, facts: Facts) -> Reason:
    who = facts.radiologist.id if facts.radiologist else facts.read.radiologist
    if state := facts.read.read_state:
        here = "and the books leave open in which country" if state in US_STATES else "and the United States have none"
        return Reason(
            code,
            f"the source says that {who} sat in a state {state}, without its country, {here}",
            f"import the read again with its read_country and `--amend`, or write where {who} sat on that day, and until and "
            f"from when elsewhere, into directory/locations.csv; {_APPLY}",
        )
    return Reason(
        code,
        f"locations.csv doesn't say where {who} sat on the day of the read, and the source didn't",
        f"add a row to directory/locations.csv: radiologist {who}, from that day or earlier, country and timezone, in the "
        f"United States also state, zip (ZIP+4), address and city; {_APPLY}",
    )


def _final_read_abroad(code: str, facts: Facts) -> Reason:
    country = facts.location.country if facts.location else ""
    state, known = facts.read.read_state, facts.location.state if facts.location else ""
    is_odd = state and not facts.read.read_country and state != known.upper()
    odd = (
        f"; the source says a state {state} without its country, which moves no reader here from abroad"
        if is_odd
        else ""
    )
    amend = "import the read again with its read_country and `--amend`, or " if is_odd else ""
    return Reason(
        code,
        f"a final read from {country}, outside the United States, is payable to nobody by an insurer{odd}",
        "have a reader in the United States interpret the images and sign a final of their own; if the place is wrong, "
        f"{amend}correct directory/locations.csv, {_APPLY}",
        _ABROAD,
    )


def _no_npi(code: str, facts: Facts) -> Reason:
    who = facts.radiologist.id if facts.radiologist else facts.read.radiologist
    return Reason(
        code,
        f"{who} signed a final and has no NPI in radiologists.csv",
        f"fill in the npi of {who} in directory/radiologists.csv, {_APPLY}",
        "45 CFR 162.410",
    )


def _unknown_payer(code: str, facts: Facts) -> Reason:
    payer = facts.read.payer
    return Reason(
        code,
        f"payers.csv has no payer {payer!r}" if payer else "the final names no payer",
        f"add it to directory/payers.csv (id,name,kind,edi_id), {_APPLY}; if it is another name, {_FIX}"
        if payer
        else "import the read again with its payer and `--amend`",
    )


def _on_claim(code: str, facts: Facts) -> Reason:
    return Reason(
        code,
        f"the contract {facts.terms.contract if facts.terms else ''} pays for this final, and it stands on a claim already",
        "void the claim: `wetread claims list` has its number, then `wetread claims void NUMBER`; or let the contract begin "
        f"to pay for finals later, {_APPLY}",
        "spec 5.5",
    )


def on_invoice(paper: str) -> Reason:
    """Why a final is on no claim that stands on that paper."""
    return Reason(
        "on_invoice",
        f"this final stands on {paper}: a final has one door",
        "let the contract take it again, or issue what credits it: `wetread invoice adjust CLIENT MONTH`",
        "spec 5.5",
    )


def _second_interpretation(code: str, facts: Facts) -> Reason:
    return Reason(
        code,
        "another final of the same exam was signed before this one",
        f'if it was needed and says why: `wetread held release {facts.logged.version_id} --because "..."`; '
        "else `wetread reads void`",
        _SECOND,
    )


_WORDS: dict[str, Callable[[str, Facts], Reason]] = {
    "unknown_facility": _unknown_facility,
    "unknown_radiologist": _unknown_radiologist,
    "unknown_exam": _unknown_exam,
    "no_contract": _no_contract,
    "no_billing_time": _no_billing_time,
    "unknown_word": _unknown_word,
    "unknown_location": _unknown_location,
    "final_read_abroad": _final_read_abroad,
    "no_npi": _no_npi,
    "unknown_payer": _unknown_payer,
    "on_claim": _on_claim,
    "second_interpretation": _second_interpretation,
}


def offshore_restricted(facts: Facts) -> Reason:
    """The warning on a wet read from abroad for a payer that keeps its patients' data in the country."""
    payer, country = facts.read.payer, facts.location.country if facts.location else ""
    return Reason(
        "offshore_restricted",
        f"{payer} keeps patient data in the United States, and the read was made in {country}",
        'let a reader in the United States take such studies; `offshore = "no"` stands in directory/payers.csv',
    )
