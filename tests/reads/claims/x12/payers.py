"""What a payer answers to claims, as files: 999, TA1, 277CA and 835 made for given claims from a few words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reads.claims.claim import Claim, ClaimLine, Envelope
from reads.claims.x12.segments import batch_number
from reads.core.money import Money, total
from tests.reads.claims.x12.words import ENVELOPE

PAYER = "Sunshine Medicare Part B"


def answer_file(
    group: str, version: str, *sets: Sequence[str], interchange: Iterable[str] = (), number: int = 907
) -> str:
    """An interchange from the payer with these transaction sets (each from ST02's segment after, without SE)."""
    segments = [
        f"ISA*00*{'':10}*00*{'':10}*ZZ*{'RECEIVE01':15}*ZZ*{'SUBMIT01':15}*261103*0800*^*00501*{number:09d}*0*T*:",
        *interchange,
    ]
    if sets:
        segments.append(f"GS*{group}*RECEIVE01*SUBMIT01*20261103*0800*{number}*X*{version}")
        for at, body in enumerate(sets, 1):
            kind = {"FA": "999", "HN": "277", "HP": "835"}[group]
            edition = "" if kind == "835" else f"*{version}"
            segments += [f"ST*{kind}*{at:04d}{edition}", *body, f"SE*{len(body) + 2}*{at:04d}"]
        segments.append(f"GE*{len(sets)}*{number}")
    segments.append(f"IEA*{int(bool(sets))}*{number:09d}")
    return "".join(f"{segment}~\n" for segment in segments)


def ta1(envelope: Envelope = ENVELOPE, *, code: str = "A", note: str = "000") -> str:
    """A TA1 for the interchange: "A", or "R" with a note."""
    at = envelope.written_at
    return answer_file("", "", interchange=[f"TA1*{envelope.interchange:09d}*{at:%y%m%d}*{at:%H%M}*{code}*{note}"])


def a999(envelope: Envelope = ENVELOPE, *, code: str = "A", faults: Sequence[str] = ()) -> str:
    """A 999 for the one transaction set of a file: "A", or "E" or "R" with segments (IK3, CTX, IK4) that say why."""
    taken = int(code in "AE")
    return answer_file(
        "FA",
        "005010X231A1",
        [
            f"AK1*HC*{envelope.group}*005010X222A1",
            f"AK2*837*{envelope.transaction:04d}*005010X222A1",
            *faults,
            f"IK5*{code}" + ("*I5" if faults else ""),
            f"AK9*{code}*1*1*{taken}",
        ],
    )


def a277ca(
    *claims: Claim,
    statuses: Mapping[str, str] | None = None,
    lines: Mapping[str, str] | None = None,
    envelope: Envelope = ENVELOPE,
) -> str:
    """A 277CA that accepts every claim (A2:20), but those named: {"ACC0001-1": "A7:562:85"}, or a line's reference in `lines`."""
    said, of_lines = statuses or {}, lines or {}
    charged = total([claim.charge for claim in claims], "USD")
    body = [
        "BHT*0085*08*RESPONSE1*20261103*0800*TH",
        "HL*1**20*1",
        f"NM1*PR*2*{PAYER.upper()}*****PI*09102",
        "TRN*1*SOURCE1",
        "DTP*050*D8*20261102",
        "DTP*009*D8*20261103",
        "HL*2*1*21*1",
        "NM1*41*2*PRAIRIE RADIOLOGY GROUP*****46*SUBMIT01",
        f"TRN*2*{batch_number(envelope, envelope.transaction)}",
        f"STC*A1:19:PR*20261103*WQ*{charged}",
        "HL*3*2*19*1",
        f"NM1*85*2*PRAIRIE RADIOLOGY GROUP*****XX*{claims[0].billing.npi}",
        "TRN*1*0",
        f"STC*A1:19:PR**WQ*{charged}",
    ]
    for level, claim in enumerate(claims, 4):
        status = said.get(claim.control_number, "A2:20")
        action = "WQ" if status.startswith(("A1", "A2")) else "U"
        body += [
            f"HL*{level}*3*PT",
            "NM1*QC*1*DOE*JANE****MI*1EG4TE5MK73",
            f"TRN*2*{claim.control_number}",
            f"STC*{status}*20261103*{action}*{claim.charge}",
        ]
        if action == "WQ":
            body.append(f"REF*1K*{payer_number(claim)}")
        body.append(f"DTP*472*D8*{claim.lines[0].service_date:%Y%m%d}")
        for line in claim.lines:
            if line.reference in of_lines:
                body += [
                    f"SVC*{_code(line)}*{line.charge}*****{line.units}",
                    f"STC*{of_lines[line.reference]}*20261103*U",
                    f"REF*FJ*{line.reference}",
                    f"DTP*472*D8*{line.service_date:%Y%m%d}",
                ]
    return answer_file("HN", "005010X214", body)


def a835(
    *claims: Claim,
    lines: Mapping[str, str] | None = None,
    kept: str = "",
    trace: str = "EFT0001",
    status: str = "",
    moa: str = "",
) -> str:
    """An 835 that pays every line in full but those named: {"ACC0001-1-1": "CO-45 60.00, PR-2 30.00"}; `kept` is "WO 25.00".

    `moa` is what each claim's MOA says: "MOA*0.5**MA01".
    """
    said = lines or {}
    body = []
    paid = Money(0)
    for claim in claims:
        segments, of_claim = _claim_payment(claim, said, status, moa)
        body += segments
        paid += of_claim
    plb = []
    if kept:
        reason, amount = kept.split()
        paid -= Money.of(amount)
        plb = [f"PLB*{claims[0].billing.npi}*20261231*{reason}:REF1*{amount}"]
    head = [
        f"BPR*I*{paid}*C*ACH*CCP*01*888999777*DA*24681012*1935665544**01*111333555*DA*144444*20261120",
        f"TRN*1*{trace}*1935665544",
        "DTM*405*20261119",
        f"N1*PR*{PAYER.upper()}",
        "N3*10 SOUTH AVENUE",
        "N4*TAMPA*FL*33602",
        "PER*BL*HELP DESK*TE*5555550111",
        f"N1*PE*PRAIRIE RADIOLOGY GROUP*XX*{claims[0].billing.npi}",
        "LX*1",
    ]
    return answer_file("HP", "005010X221A1", [*head, *body, *plb])


def payer_number(claim: Claim) -> str:
    """The number by which the payer knows a claim, as the files here give it."""
    return f"ICN{claim.control_number}"


def _claim_payment(claim: Claim, said: Mapping[str, str], status: str, moa: str) -> tuple[list[str], Money]:
    services: list[str] = []
    paid, owed = Money(0), Money(0)
    for line in claim.lines:
        adjustments = [_adjustment(text) for text in said.get(line.reference, "").split(",") if text.strip()]
        line_paid = line.charge - total([amount for _, _, amount in adjustments], "USD")
        services += [
            f"SVC*{_code(line)}*{line.charge}*{line_paid}**{line.units}",
            f"DTM*472*{line.service_date:%Y%m%d}",
        ]
        services += [f"CAS*{group}*{reason}*{amount}" for group, reason, amount in adjustments]
        services.append(f"REF*6R*{line.reference}")
        paid += line_paid
        owed += total([amount for group, _, amount in adjustments if group == "PR"], "USD")
    code = status or ("1" if paid or owed else "4")
    patient = str(owed) if owed else ""
    place, number = claim.place_of_service, payer_number(claim)
    head = [
        f"CLP*{claim.control_number}*{code}*{claim.charge}*{paid}*{patient}*MB*{number}*{place}*{claim.frequency}",
        "NM1*QC*1*DOE*JANE****MI*1EG4TE5MK73",
        *filter(None, [moa]),
    ]
    return head + services, paid


def _adjustment(text: str) -> tuple[str, str, Money]:
    code, amount = text.split()
    group, _, reason = code.partition("-")
    return group, reason, Money.of(amount)


def _code(line: ClaimLine) -> str:
    return ":".join(("HC", line.cpt, *line.modifiers))
