"""What several commands say and ask in the same words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from reads.core.reason import Because


def _filled(_context: click.Context, _parameter: click.Parameter, text: str) -> str:
    return Because(text)


BECAUSE: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--because", required=True, metavar="TEXT", callback=_filled, help="Why; it goes into the audit log."
)
"""The reason that a decision needs: a text that says something."""
