"""What several commands say and ask in the same words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from reads.core.errors import WrongUse


def counted(number: int, noun: str, nouns: str = "") -> str:
    """So many of a thing: "1 read", "1,000 reads"; `nouns` is the plural where an s doesn't make it."""
    return f"1 {noun}" if number == 1 else f"{number:,} {nouns or noun + 's'}"


def _filled(_context: click.Context, _parameter: click.Parameter, text: str) -> str:
    if not text.strip():
        raise WrongUse("--because is empty", "say why; it goes into the audit log")
    return text.strip()


BECAUSE: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--because", required=True, metavar="TEXT", callback=_filled, help="Why; it goes into the audit log."
)
"""The reason that a decision needs: a text that says something."""
