"""How wide the screen is, and prose that fits it: words stay whole. A file or a pipe has no width, and gets lines as they are."""

from __future__ import annotations

import shutil
import sys
import textwrap
from typing import TextIO

import click

_HANGING = 2
_NARROWEST = 20


def is_terminal(stream: TextIO) -> bool:
    """Whether somebody looks at it; a file or a pipe gets whole lines, whatever COLUMNS says."""
    return stream.isatty()


def screen_width(stream: TextIO | None = None) -> int | None:
    """The columns of the terminal that the stream (standard output) is, COLUMNS where it is set; None where it is none."""
    if not is_terminal(sys.stdout if stream is None else stream):
        return None
    return max(shutil.get_terminal_size().columns, _NARROWEST)


def wrapped(text: str, width: int | None) -> str:
    """Each line of the text broken between words, the rest of it under where it began; no word is ever broken."""
    if width is None or all(len(line) <= width for line in text.splitlines()):
        return text
    return "\n".join(_wrapped_line(line, width) for line in text.splitlines())


def show(text: str) -> None:
    """Prints prose on standard output, as wide as the screen is."""
    click.echo(wrapped(text, screen_width()))


def _wrapped_line(line: str, width: int) -> str:
    if len(line) <= width:
        return line
    indent = " " * (len(line) - len(line.lstrip()))
    return "\n".join(
        textwrap.wrap(
            line.strip(),
            width,
            initial_indent=indent,
            subsequent_indent=indent + " " * _HANGING,
            break_long_words=False,
            break_on_hyphens=False,
        )
    )
