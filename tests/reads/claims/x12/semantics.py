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
        elif name == "N4" and entity in {"85", "77"} and not re.fullmatch(r"\d{9}", segment[3]):
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
    if any(segment[:2] == ["REF", "F8"] for segment in segments) != (clm[5].split(":")[2] in {"7", "8"}):
        faults.append(f"{name}: REF*F8 and frequency")
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
