"""Every STC, CAS, PLB, LQ, MOA and MIA of an answer is in what was read of it, or in a finding (spec 5.7)."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reads.claims.ledger.postings import postings
from reads.core.money import Money
from tests.conftest import TESTS
from tests.reads.claims.x12.answers import Answers, read_answers, segments_of

SAYING = {"STC", "CAS", "PLB", "LQ", "MOA", "MIA"}
COUNTING = {"AMT", "QTY"}
"""What a 277 says beside its statuses."""

SAMPLES = sorted(
    path for path in (TESTS / "data" / "x12").iterdir() if path.suffix in {".835", ".277", ".277ca", ".999"}
)
HEAD = "ISA*00*          *00*          *ZZ*PAYER          *ZZ*LAKESHORE      *261201*1200*^*00501*000000009*0*P*:~"


def told(read: Answers) -> str:
    """All that was understood of a file, in one text."""
    found = [finding.message for finding in read.findings]
    for payment in read.paid:
        for claim in payment.claims:
            found += [f"{each.group}*{each.reason}*{Money(each.amount)}" for each in postings(claim)]
            found += [*claim.remarks, *claim.notes]
            found += [said for line in claim.lines for said in (*line.remarks, *line.notes)]
        found += [
            f"{each.provider} {each.reason}:{each.reference}*{each.amount}" for each in payment.provider_adjustments
        ]
    found += [reason for batch in read.batches for reason in (*batch.reasons, *batch.totals)]
    found += [reason for claim in read.claims for reason in claim.reasons]
    return "\n".join(found)


def missing(data: bytes) -> list[str]:
    """What a file says that nothing of the reading shows."""
    read = read_answers(data)
    said = told(read)
    lost = []
    answer = ""
    for segment in segments_of(data, []):
        answer = segment[1] if segment.id == "ST" else answer
        if segment.id in SAYING or (answer == "277" and segment.id in COUNTING):
            wanted = [part for part in values(segment) if part not in said]
            lost += wanted if "*".join(segment.parts)[:60] not in said else []
    return lost


def values(segment) -> list[str]:
    """Every element of a segment as the reading writes it: amounts in cents, days with dashes, all else as it came.

    But the end of the provider's fiscal year in a PLB, on which no amount depends.
    """
    parts = [part.strip() for part in segment.parts]
    match segment.id:
        case "CAS":
            threes = [(*parts, "", "")[at : at + 3] for at in range(2, len(parts) - 1, 3)]
            said = [f"{parts[1]}*{reason}*{float(amount):.2f}" for reason, amount, _ in threes if reason]
            return said + [f"{parts[1]}-{reason} x{quantity}" for reason, _, quantity in threes if quantity.strip("0.")]
        case "PLB":
            places = range(3, len(parts) - 1, 2)
            said = [":".join([*segment.components(at), ""][:2]) + f"*{float(parts[at + 1]):.2f}" for at in places]
            return [parts[1], *said]
        case "LQ":
            return [parts[2] if parts[1] == "HE" else f"{parts[1]}:{parts[2]}"]
        case "STC":
            codes = [":".join(segment.components(at)).rstrip(":") for at in (1, 10, 11) if segment[at]]
            days = [shown_day(segment[at]) for at in (2, 6, 8) if segment[at]]
            money = [f"{float(segment[at]):.2f}" for at in (4, 5) if segment[at]]
            return [*codes, *days, *money, *filter(None, (segment[at].strip() for at in (3, 7, 9, 12)))]
        case "AMT":
            return [f"{float(parts[2]):.2f}", f"(AMT {parts[1]})"]
        case "QTY":
            return [f"{parts[2]} ", f"(QTY {parts[1]})"]
        case _:
            return [part for part in parts[1:] if part]


def shown_day(text: str) -> str:
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if len(text) == 8 else text


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_nothing_of_a_published_sample_is_dropped(sample):
    assert missing(sample.read_bytes()) == []


OURS = {"XX": "1450000009", "FI": "361234567", "TJ": "361234567"}
"""NPI and tax id of the demonstration's group."""


def for_us(data: bytes) -> str:
    """A sample addressed to the demonstration's group and paying it, all else as it was."""
    text = ""
    payee = False
    for segment in segments_of(data, []):
        parts = list(segment.parts)
        match parts[0]:
            case "ISA":
                parts[8] = "LAKESHORE      "
                parts[16] = ":"
            case "GS":
                parts[3] = "LAKESHORE"
            case "N1":
                payee = parts[1] == "PE"
                if payee and len(parts) > 4:
                    parts[4] = OURS[parts[3]]
            case "REF" if payee and parts[1] == "TJ":
                parts[2] = OURS["TJ"]
        components = segment.delimiters.component
        text += "*".join(parts if parts[0] == "ISA" else [part.replace(components, ":") for part in parts]) + "~\n"
    return text


REFUSED = {"tertiary-payment.835": "its lines charge 24599.00, but CLP03 says 1766.50"}
"""Samples that are wrong in themselves, and why."""


def test_what_the_samples_say_is_in_what_the_ledger_shows_or_in_a_finding(practice):
    """By the command, on SQLite and PostgreSQL: only what is wrong in itself is refused, by name."""
    paths = []
    for sample in SAMPLES:
        paths.append(practice.books / sample.name)
        paths[-1].write_text(for_us(sample.read_bytes()))
    shown = practice.run("claims", "ack", *map(str, paths))
    assert shown.status == 1
    for path in paths:
        refused = REFUSED.get(path.name)
        assert (refused in shown.stderr) if refused else lost(path, shown.stdout + shown.stderr) == [], path.name


def lost(path: Path, shown: str) -> list[str]:
    """What a person who reads the command's output doesn't see of a file."""
    wanted = []
    answer = ""
    for segment in segments_of(path.read_bytes(), []):
        parts = [part.strip() for part in segment.parts]
        answer = parts[1] if parts[0] == "ST" else answer
        match segment.id:
            case "CAS":
                for at in range(2, len(parts) - 1, 3):
                    wanted.append(f"({parts[1]}-{parts[at]}): {float(parts[at + 1]):.2f}")
                    if len(parts) > at + 2 and parts[at + 2].strip("0."):
                        wanted.append(f"{parts[1]}-{parts[at]}: quantity {parts[at + 2]}")
            case "PLB":
                for at in range(3, len(parts) - 1, 2):
                    reason, _, reference = parts[at].partition(":")
                    wanted.append(f"({reason}) {reference}".rstrip() + f": {float(parts[at + 1]):.2f}")
            case "STC" | "LQ" | "MOA" | "MIA":
                wanted += values(segment)
            case "AMT" | "QTY" if answer == "277":
                wanted += values(segment)
    return [each for each in wanted if each not in shown]


CODES = st.sampled_from(["CO", "PR", "OA", "PI", "CR"])
REASONS = st.sampled_from(["1", "2", "16", "23", "45", "97", "253", "B7", "A1"])
AMOUNTS = st.integers(1, 99).map(str)
PIECES = st.one_of(
    st.builds("CAS*{}*{}*{}".format, CODES, REASONS, AMOUNTS),
    st.builds("CAS*{}*{}*{}**{}*{}".format, CODES, REASONS, AMOUNTS, REASONS, AMOUNTS),
    st.builds("CAS*{}*{}*{}*{}".format, CODES, REASONS, AMOUNTS, st.sampled_from(["1", "2.5", "-3"])),
    st.builds("LQ*{}*{}".format, st.sampled_from(["HE", "RX"]), st.sampled_from(["N264", "MA130", "M76", "Z9"])),
    st.builds(
        "MOA*{}**{}*{}".format, st.sampled_from(["", "0.5", ".8"]), st.sampled_from(["MA01", "MA18"]), st.just("N7")
    ),
    st.builds("MIA*0****{}".format, st.sampled_from(["MA07", "N1"])),
    st.builds(
        "PLB*1450000009*20261231*{}:R1*{}".format, st.sampled_from(["WO", "FB", "L6", "LS", "CS", "72"]), AMOUNTS
    ),
    st.just("CLP*C000000001*1*100*60**12*ICN1"),
    st.just("SVC*HC:70450*100*60**1"),
    st.just("LX*2"),
    st.just("STC*A7:562:82*20261129*U"),
)


@given(st.lists(PIECES, max_size=14))
def test_nothing_of_an_835_is_dropped_wherever_it_stands(body):
    """Also where it makes no sense: then a finding has it."""
    head = [HEAD, "GS*HP*A*B*20261201*1200*9*X*005010X221A1~", "ST*835*0001~"]
    paid = [
        "BPR*I*60*C*ACH*CCP*01*1*DA*1*1512345678**01*1*DA*5*20261201~",
        "TRN*1*T*1512345678~",
        "N1*PE*G*XX*1450000009~",
    ]
    tail = [f"SE*{len(body) + 5}*0001~", "GE*1*9~", "IEA*1*000000009~"]
    assert missing("".join([*head, *paid, *(f"{each}~" for each in body), *tail]).encode()) == []
