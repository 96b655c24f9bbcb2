"""Every way a command can fail, as one sentence, a remedy and an exit status (spec 6)."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from traceback import walk_tb
from typing import TextIO

import click

from reads.cli.desk import is_unicode, printed
from reads.core.english import did_you_mean
from reads.core.errors import WetreadError, reason_of
from reads.core.findings import Finding

WRONG_USE = 2
REFUSED = 3


class ClosedOutput(WetreadError):
    """Whoever read the output ended first (`| head`, for example), or the disk that it is written to is full."""

    code = "closed_output"

    def __init__(self, refusal: str = "") -> None:
        super().__init__(
            f"the output took no more: {refusal}" if refusal else "the output was closed before all of it was written",
            "what was done by then stays done, `wetread audit log` shows it; read all of the output, or write it to a file",
        )


@dataclass(frozen=True, slots=True)
class Failure:
    """What is told of a failure; never a value of the user's data that a library put into its message."""

    code: str
    message: str
    remedy: str
    status: int = REFUSED
    problems: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, error: BaseException, typed: Sequence[str] = ()) -> Failure:
        """The failure behind an exception that ended the command of these words."""
        match error:
            case click.NoSuchOption() if error.option_name[1:2].isdigit():
                message = "a number that begins with - reads like an option"
                remedy = "where a negative one is meant, -- goes before it: `… --because TEXT -- NAME -50.00`"
                return cls("wrong_use", message, remedy, WRONG_USE)
            case click.NoSuchOption():
                return cls("wrong_use", *_unknown_option(error), WRONG_USE)
            case click.NoSuchCommand():
                return cls("wrong_use", *_unknown_command(error, typed), WRONG_USE)
            case click.UsageError():
                command = error.ctx.command_path if error.ctx else "wetread"
                return cls("wrong_use", error.format_message(), f"`{command} --help` shows how", WRONG_USE)
            case click.ClickException():
                return cls("failed", error.format_message(), "")
            case click.Abort() | KeyboardInterrupt():
                return cls("interrupted", "stopped by hand", "nothing half done was kept; run it again")
            case BrokenPipeError():
                return cls.of(ClosedOutput())
            case OSError() if _while_telling(error):
                return cls.of(ClosedOutput(error.strerror or "a system call failed"))
            case _:
                reason = reason_of(error)
                return cls(reason.code, reason.message, reason.remedy, reason.exit_status, reason.problems)

    def tell(self, *, as_json: bool) -> None:
        """Says it: as the one JSON document, or to a person on standard error, every problem first.

        Where the output takes no more, a person is told; where nobody can be told, the exit status says it.
        """
        try:
            if as_json and self.code != ClosedOutput.code:
                self._tell_scripts()
                return
        except OSError:
            _given_up(sys.stdout)
        try:
            sys.stdout.flush()
        except OSError:
            _given_up(sys.stdout)
        try:
            self._tell_a_person()
        except OSError:
            _given_up(sys.stderr)

    def _tell_scripts(self) -> None:
        problems = [problem.as_json() for problem in self.problems]
        error = {"code": self.code, "message": self.message, "remedy": self.remedy, "problems": problems}
        click.echo(json.dumps({"error": error}, indent=2, ensure_ascii=not is_unicode(sys.stdout.encoding)))

    def _tell_a_person(self) -> None:
        for problem in self.problems:
            click.echo(printed(problem), err=True)
        click.echo(f"wetread: {self.message}" + (f"\n    → {self.remedy}" if self.remedy else ""), err=True)


def _unknown_option(error: click.NoSuchOption) -> tuple[str, str]:
    """What to say of a mistyped option, with the near one that there is."""
    context = error.ctx
    path, options = (context.command_path, context.command.get_params(context)) if context else ("wetread", [])
    known = sorted({name for each in options for name in (*each.opts, *each.secondary_opts) if name[:1] == "-"})
    all_of_them = _or_all("", path)
    near = did_you_mean(error.option_name, known, otherwise=all_of_them)
    remedy = near if near == all_of_them else _or_all(near, path)
    return f"`{path}` has no option `{error.option_name}`", remedy


def _unknown_command(error: click.NoSuchCommand, typed: Sequence[str]) -> tuple[str, str]:
    """What to say of a mistyped command, with those that may be meant."""
    from reads.cli.near_command import near_command

    path = error.ctx.command_path if error.ctx else "wetread"
    return f"`{path}` has no command `{error.command_name}`", _or_all(near_command(error, typed), path)


def _or_all(near: str, path: str) -> str:
    return f"{near} `{path} --help` lists them all".strip()


def _while_telling(error: OSError) -> bool:
    """Whether it was the output that failed, and no file of the command's."""
    return any(frame.f_code is click.echo.__code__ for frame, _ in walk_tb(error.__traceback__))


def _given_up(stream: TextIO) -> None:
    """What was still to be written to a full or closed output is dropped, so that nothing more fails on it at the end."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
