"""Names and addresses as a claim's file says them: plain capitals (NFKD, and the letters that it leaves, as Ø and ß).

Clearinghouses match names by letters A to Z. So accents are folded, and a delimiter or control character inside a name or
address becomes a space: it is a slip of typing, and refusing the claim for it helps nobody. Ids, control numbers and notes are
never altered; what they hold and a file can't carry is refused (elements.py), and so is a name in another script.
"""

from __future__ import annotations

import re
import unicodedata

_PLAIN = re.compile(r"[A-Z0-9!\"&'()+,\-./;?=#]+(?: [A-Z0-9!\"&'()+,\-./;?=#]+)*")
_LETTERS = {
    "Æ": "AE",
    "Œ": "OE",
    "Ø": "O",
    "Ł": "L",
    "Đ": "D",
    "Ð": "D",
    "Þ": "TH",
    "Ħ": "H",
    "Ŋ": "N",
    "Ŧ": "T",
    "ẞ": "SS",
}
_MARKS = {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-"}
_DELIMITERS = dict.fromkeys("*~:^", " ")
_SPACED = str.maketrans(_DELIMITERS)
_FOLDS = str.maketrans({**_LETTERS, **_MARKS, **_DELIMITERS})
_DROPPED = {"Mn", "Cf"}
_BLANK = {"Cc", "Zl", "Zp"}


def folded(text: str) -> str:
    """The text in capitals without accents, delimiters and control characters; what has no plain letter stays as it is."""
    if not text or _PLAIN.fullmatch(text):
        return text
    if text.isascii() and text.isprintable():
        return " ".join(text.translate(_SPACED).upper().split())
    # Marks first: NFKD would tear the acute accent that people type for an apostrophe into a space and an accent.
    decomposed = unicodedata.normalize("NFKD", text.translate(_FOLDS).upper()).translate(_FOLDS).upper()
    categories = [(character, unicodedata.category(character)) for character in decomposed]
    kept = [" " if category in _BLANK else character for character, category in categories if category not in _DROPPED]
    return " ".join("".join(kept).split())
