"""Every way a command can fail, as one sentence, a remedy and an exit status (spec 6)."""

from __future__ import annotations

import json
from dataclasses import dataclass

import click

from reads.cli.desk import printed
from reads.core.errors import WetreadError
from reads.core.findings import Finding

WRONG_USE = 2
REFUSED = 3


@dataclass(frozen=True, slots=True)
class Failure:
    """What is told of a failure; never a value of the user's data that a library put into its message."""

    code: str
    message: str
    remedy: str
    status: int = REFUSED
    problems: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, error: BaseException) -> Failure:
        """The failure behind an exception that ended a command."""
        match error:
            case WetreadError():
                return cls(error.code, error.message, error.remedy, error.exit_status, error.problems)
            case click.UsageError():
                command = error.ctx.command_path if error.ctx else "wetread"
                return cls("wrong_use", error.format_message(), f"`{command} --help` shows how", WRONG_USE)
            case click.ClickException():
                return cls("failed", error.format_message(), "")
            case click.Abort() | KeyboardInterrupt():
                return cls("interrupted", "stopped by hand", "nothing half done was kept; run it again")
            case BrokenPipeError():
                return cls("closed_output", "whoever read the output closed it", "")
            case OSError():
                place = f"{error.filename}: " if error.filename else ""
                return cls("system", f"{place}{error.strerror or 'a system call failed'}", "mend that and run it again")
            case MemoryError():
                return cls("memory", "this machine's memory is full", "close other programs and run it again")
            case _:
                kind = type(error).__name__
                return cls("internal", f"a fault of wetread itself ({kind})", "report what `--debug` prints")

    def tell(self, *, as_json: bool) -> None:
        """Says it: as the one JSON document, or to a person on standard error, every problem first."""
        if as_json:
            problems = [problem.as_json() for problem in self.problems]
            error = {"code": self.code, "message": self.message, "remedy": self.remedy, "problems": problems}
            click.echo(json.dumps({"error": error}, indent=2, ensure_ascii=False))
            return
        for problem in self.problems:
            click.echo(printed(problem), err=True)
        click.echo(f"wetread: {self.message}" + (f"\n    → {self.remedy}" if self.remedy else ""), err=True)
