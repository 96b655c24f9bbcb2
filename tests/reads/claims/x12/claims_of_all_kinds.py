"""Claims of every kind that the values allow, for properties: names in many alphabets that fold, all the optional parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from reads.claims.claim import (
    FILING_INDICATORS,
    Accident,
    Address,
    BillingProvider,
    Claim,
    ClaimLine,
    Frequency,
    Insurer,
    Patient,
    PersonName,
    Physician,
    Rank,
    Relationship,
    ServiceFacility,
    Subscriber,
)
from reads.claims.other_payer import OtherDecided, OtherPayer, OutpatientAdjudication, PayerReason
from reads.core.codes import is_npi
from reads.core.money import Money

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzÄÖÜäöüßéèñçøØåÆŁłŞ'’-. *~:^\n"
IDS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"

_npis = st.sampled_from([npi for npi in (f"1{number:09d}" for number in range(234567800, 234567990)) if is_npi(npi)])
_days = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def _names(longest: int) -> st.SearchStrategy[str]:
    """Names that fit when every letter folds to two, and are no post office box."""
    letters = st.text(LETTERS, max_size=longest // 2 - 1).filter(lambda text: "BOX" not in text.upper())
    return letters.map(lambda text: f"A{text}")


def _ids(shortest: int, longest: int) -> st.SearchStrategy[str]:
    return st.text(IDS, min_size=shortest, max_size=longest)


_people = st.builds(
    PersonName, _names(60), _names(34) | st.just(""), _names(24) | st.just(""), st.sampled_from(["", "JR", "iii"])
)
_streets = st.builds(
    Address,
    st.lists(_names(50).map(lambda name: f"1 {name}"), min_size=1, max_size=2).map(tuple),
    _names(26).map(lambda name: f"Port {name}"[:20]),
    st.sampled_from(["IL", "FL", "PR"]),
    st.from_regex(r"[1-9][0-9]{4}-?[1-9][0-9]{3}", fullmatch=True),
)
_homes = st.builds(
    Address,
    st.just(("PO Box 7",)) | st.lists(_names(50), min_size=1, max_size=2).map(tuple),
    st.just("Springfield"),
    st.just("IL"),
    st.sampled_from(["62701", "62701-1234", "627011234"]),
) | st.sampled_from(
    [
        Address(("Seestrasse 4",), "Zürich", "", "8001", "CH"),
        Address(("9 Queen St",), "Toronto", "ON", "M5V 2T6", "CA"),
        Address(("1 Harbour Rd",), "Hong Kong", "", "", "HK"),
    ]
)
_physicians = st.builds(Physician, _people, _npis)
_billing = st.builds(
    BillingProvider,
    _names(60),
    _npis,
    st.sampled_from(["31-1234567", "311234567"]),
    _streets,
    st.sampled_from(["", "2085R0202X"]),
    st.none() | _homes,
)
_lines = st.builds(
    ClaimLine,
    reference=_ids(8, 24),
    cpt=st.sampled_from(["74177", "71260", "70450", "G0425"]),
    charge=st.integers(1, 10_000_000).map(Money),
    service_date=_days,
    modifiers=st.lists(st.sampled_from(["26", "59", "LT", "RT", "77"]), max_size=4).map(tuple),
    units=st.integers(1, 99),
    pointers=st.just((1,)),
    emergency=st.booleans(),
    note=st.just("") | _ids(1, 80),
    ordering=st.none() | _physicians,
)


_accidents = st.builds(
    Accident,
    st.sampled_from([("EM",), ("OA",), ("AA",), ("AA", "EM")]),
    _days,
    st.just("IL"),
)


_remarks = st.lists(st.sampled_from(["MA01", "N130", "MA130"]), max_size=5).map(tuple)


@st.composite
def _secondary(draw: st.DrawFn, claim: Claim) -> Claim:
    """The claim as the next payer gets it: the first has paid a part of each line, and adjusted the rest."""
    first = draw(
        st.builds(
            OtherPayer,
            rank=st.just("P"),
            relationship=st.sampled_from(["18", "01", "19"]),
            kind=st.sampled_from(list(FILING_INDICATORS)),
            name=_names(60),
            id=_ids(2, 20),
            subscriber=_people,
            member_id=_ids(2, 20),
            group_number=st.just("") | _ids(1, 30),
            paid=st.just(Money(0)),
            claim_number=st.just("") | _ids(1, 30),
            adjudication=st.none() | st.builds(OutpatientAdjudication, st.just("0.5"), st.just("12.50"), _remarks),
        )
    )
    lines, paid = [], 0
    for line in claim.lines:
        part, share = draw(st.integers(0, line.charge.minor)), draw(st.integers(0, 500))
        rest = line.charge.minor - part - share
        reasons = (PayerReason("CO", "45", Money(rest)), PayerReason("PR", "2", Money(share), draw(st.integers(0, 2))))
        told = OtherDecided(first.id, Money(part), line.cpt, draw(_days), line.modifiers, line.units, reasons)
        told = draw(st.just(told) | st.just(replace(told, remaining=Money(share))))
        lines.append(replace(line, decided=(told,)))
        paid += part
    rank, msp = Rank.SECONDARY, "12" if claim.insurer.kind == "medicare" else ""
    subscriber = replace(claim.subscriber, rank=rank, msp_type=msp)
    return replace(claim, subscriber=subscriber, lines=tuple(lines), others=(replace(first, paid=Money(paid)),))


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """A claim that can be filed."""
    claim = draw(_primary())
    return draw(st.just(claim) | _secondary(claim))


@st.composite
def _primary(draw: st.DrawFn) -> Claim:
    itself = draw(st.booleans())
    frequency = draw(st.sampled_from(Frequency))
    diagnoses = draw(
        st.lists(st.sampled_from(["R10.9", "S72.001A", "I63", "Z12.31", "R07.9"]), min_size=1, unique=True)
    )
    home, born, sex = draw(_homes), draw(_days), draw(st.sampled_from("FMU"))
    return Claim(
        control_number=draw(_ids(1, 20)),
        billing=draw(_billing),
        insurer=draw(st.builds(Insurer, _names(60), _ids(2, 20), st.sampled_from(list(FILING_INDICATORS)))),
        subscriber=Subscriber(
            draw(_people),
            draw(_ids(2, 20)),
            home,
            born,
            sex,
            draw(st.just("") | _ids(1, 30)),
            casualty_number=draw(st.just("") | _ids(1, 30)) if itself else "",
        ),
        patient=None
        if itself
        else Patient(
            draw(_people),
            draw(st.sampled_from(Relationship)),
            draw(_homes),
            draw(_days),
            draw(st.sampled_from("FMU")),
            draw(st.just("") | _ids(1, 30)),
        ),
        place_of_service=draw(st.sampled_from(["19", "21", "22", "23", "11"])),
        diagnoses=tuple(diagnoses),
        rendering=draw(st.builds(Physician, _people, _npis, st.sampled_from(["", "2085R0202X"]))),
        lines=tuple(draw(st.lists(_lines, min_size=1, max_size=5, unique_by=lambda line: line.reference))),
        frequency=frequency,
        payer_claim_number="" if frequency is Frequency.ORIGINAL else draw(_ids(1, 50)),
        prior_authorization=draw(st.just("") | _ids(1, 50)),
        admitted_on=draw(st.none() | _days),
        note=draw(st.just("") | _ids(1, 80)),
        referring=draw(st.none() | _physicians),
        facility=draw(st.none() | st.builds(ServiceFacility, _names(60), _streets, st.just("") | _npis)),
        accident=draw(st.none() | _accidents),
        mammography=draw(st.just("") | _ids(1, 10)),
        supervising=draw(st.none() | _physicians),
    )
