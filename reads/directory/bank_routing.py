"""The routing number of a bank in the United States."""

from __future__ import annotations

import re

from reads.core.findings import Wrong


def bank_routing(text: str) -> str:
    """An ABA routing number whose check digit is right: 3, 7 and 1 times its digits come to a multiple of ten."""
    if not re.fullmatch(r"[0-9]{9}", text):
        raise Wrong(f"{text!r} is not a routing number: it has 9 digits", "copy it from the bank, like 091000019")
    if sum(int(digit) * weight for digit, weight in zip(text, (3, 7, 1) * 3, strict=True)) % 10:
        raise Wrong(
            f"the check digit of routing number {text} is wrong", "compare it with the bank; a digit is mistyped"
        )
    return text
