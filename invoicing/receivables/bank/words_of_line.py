"""What a bank's line says in words: numbers that stand there whole, clients that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from invoicing.receivables.bank.bank_line import BankLine

_WORD = re.compile(r"[A-Z0-9]+")
_COMMON = frozenset(
    {"THE", "OF", "AND", "INC", "LLC", "HOSPITAL", "HEALTH", "HEALTHCARE", "MEDICAL", "CENTER", "SYSTEM"}
)


def said_in(line: BankLine) -> tuple[str, ...]:
    """The words in each way they join, in capitals, blanks as one."""
    return tuple(" ".join(text.upper().split()) for text in (*line.texts, line.reference, line.payer) if text)


def stands_in(word: str, said: Iterable[str]) -> bool:
    """Whether the word stands there whole: not as a part of a longer number."""
    word = word.upper()
    texts = [text for text in said if word in text]
    return any(re.search(rf"(?<![A-Z0-9]){re.escape(word)}(?![0-9])", text) for text in texts)


def named_clients(line: BankLine, names: Mapping[str, str]) -> list[str]:
    """The clients whose id, or every telling word of whose name, stands in the line."""
    said = said_in(line)
    return [client for client, name in names.items() if stands_in(client, said) or is_named(name, said)]


def is_named(name: str, said: Iterable[str]) -> bool:
    """Whether every telling word of the name is among the words; never where it has none."""
    telling = {word for word in _WORD.findall(name.upper()) if word not in _COMMON}
    return bool(telling) and telling <= {word for text in said for word in _WORD.findall(text)}
