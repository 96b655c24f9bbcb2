"""What pyx12 doesn't look at in an 837P, checked on the text alone and by none of the product's code."""

from __future__ import annotations

import re
from decimal import Decimal


def semantic_faults(text: str) -> list[str]:
    """Each thing wrong with a file: sums, counts, check digits, pointers, ZIP codes, post office boxes, F8."""
    segments = [segment.split("*") for segment in text.replace("\n", "").rstrip("~").split("~")]
    faults = _counts(segments)
    entity = ""
    for segment in segments:
        name = segment[0]
        if name == "NM1":
            entity = segment[1]
            if len(segment) > 9 and segment[8] == "XX" and not _luhn("80840" + segment[9]):
                faults.append(f"NPI of {entity}")
        elif name == "N3" and entity in {"85", "77"} and re.search(r"P\.? ?O\.? ?BOX", segment[1]):
            faults.append(f"post office box of {entity}")
        elif name == "N4" and len(segment) < 5:
            digits = r"\d{9}" if entity in {"85", "77"} else r"\d{5}(\d{4})?"
            if not re.fullmatch(digits, segment[3]):
                faults.append(f"ZIP of {entity}")
    starts = [at for at, segment in enumerate(segments) if segment[0] == "CLM"]
    for start, end in zip(starts, [*starts[1:], len(segments)], strict=True):
        faults += _claim(segments[start:end])
    return faults


def _claim(segments: list[list[str]]) -> list[str]:
    clm, faults = segments[0], []
    name = f"claim {clm[1]}"
    lines = [segment for segment in segments if segment[0] == "SV1"]
    diagnoses = next((len(segment) - 1 for segment in segments if segment[0] == "HI"), 0)
    references = [segment[2] for segment in segments if segment[:2] == ["REF", "6R"]]
    if Decimal(clm[2]) != sum(Decimal(line[2]) for line in lines):
        faults.append(f"{name}: CLM02 is not the sum of its lines")
    if any(not 1 <= int(pointer) <= diagnoses for line in lines for pointer in line[7].split(":")):
        faults.append(f"{name}: pointer without a diagnosis")
    if len(set(references)) != len(lines) or not 1 <= len(lines) <= 50:
        faults.append(f"{name}: lines and their references")
    own = segments[: next((at for at, segment in enumerate(segments) if segment[0] in {"SBR", "LX"}), None)]
    if any(segment[:2] == ["REF", "F8"] for segment in own) != (clm[5].split(":")[2] in {"7", "8"}):
        faults.append(f"{name}: REF*F8 and frequency")
    return faults + [f"{name}: {fault}" for fault in _coordination(segments)]


def _coordination(segments: list[list[str]]) -> list[str]:
    """What earlier payers decided: every line's charge less its reasons is what was paid of it, and so is the claim's."""
    faults: list[str] = []
    charge = Decimal(0)
    paid: dict[str, Decimal] = {}
    for at, segment in enumerate(segments):
        if segment[0] == "SV1":
            charge = Decimal(segment[2])
        elif segment[0] == "SVD":
            own = []
            for after in segments[at + 1 :]:
                if after[0] != "CAS":
                    break
                own += [Decimal(amount) for amount in after[3::3]]
            paid[segment[1]] = paid.get(segment[1], Decimal(0)) + Decimal(segment[2])
            if charge - sum(own) != Decimal(segment[2]):
                faults.append("an SVD that doesn't add up")
    stated = [Decimal(segment[2]) for segment in segments if segment[:2] == ["AMT", "D"]]
    if paid and sorted(stated) != sorted(paid.values()):
        faults.append("AMT*D is not the sum of its lines")
    cause = (segments[0] + [""] * 12)[11]
    if bool(cause) != any(segment[:2] == ["DTP", "439"] for segment in segments):
        faults.append("a cause without its day")
    return faults


def _counts(segments: list[list[str]]) -> list[str]:
    faults = []
    begun = levels = 0
    for at, segment in enumerate(segments):
        if segment[0] == "ST":
            begun, levels = at, 0
        elif segment[0] == "HL":
            levels += 1
            if int(segment[1]) != levels:
                faults.append("HL out of count")
        elif segment[0] == "SE" and int(segment[1]) != at - begun + 1:
            faults.append("SE01")
    return faults


def _luhn(digits: str) -> bool:
    total = 0
    for at, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if at % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
