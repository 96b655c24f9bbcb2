"""The `wetread` command: the nouns of both packages, and the one place that turns errors into words and exit statuses."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from reads.cli.desk import Desk, global_options, printed
from reads.cli.nouns import Nouns
from reads.core.errors import WetreadError

NOUNS = {
    "demo": ("invoicing.cli.demo:demo", "An invented group and its month, from reads to PDFs."),
    "init": ("reads.cli.books:init", "A folder of commented books to fill in."),
    "apply": ("invoicing.cli.apply:apply", "Check the books and load them."),
    "fees": ("reads.cli.fees:fees", "CMS relative value files: import, show, compare."),
    "reads": ("reads.cli.reads:reads", "Import, add, list, show and void reads; decide on the quarantine."),
    "held": ("invoicing.cli.held:held", "What is held back from billing, why, and what to do."),
    "contract": ("invoicing.cli.contract:contract", "A contract's terms in plain words."),
    "explain": ("invoicing.cli.explain:explain", "Why a read costs what it costs."),
    "close": ("invoicing.cli.close:close", "A month's invoices: look, then --issue."),
    "invoice": ("invoicing.cli.invoice:invoice", "Issued papers: list, show, pdf."),
    "doctor": ("reads.cli.doctor:doctor", "What is wrong on this machine, and what mends it."),
}


class Wetread(Nouns):
    """Speaks every failure in one sentence with its remedy; a traceback only under `--debug` (spec 6)."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> NoReturn:
        """Runs the command and ends the process with its exit status."""
        words = list(sys.argv[1:] if args is None else args)
        options["standalone_mode"] = False
        options.setdefault("prog_name", "wetread")
        sys.exit(_run(super().main, words, rest, options))

    def invoke(self, ctx: click.Context) -> int:
        """Runs the command; the status is what it left on the desk."""
        super().invoke(ctx)
        return ctx.find_root().ensure_object(Desk).status


def _run(command: Any, words: list[str], rest: tuple[Any, ...], options: dict[str, Any]) -> int:
    try:
        status = command(words, *rest, **options)
        sys.stdout.flush()
        return int(status or 0)
    except WetreadError as error:
        return _fail(words, error.code, error.message, error.remedy, error.exit_status, error)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.UsageError as error:
        name = error.ctx.command_path if error.ctx else "wetread"
        return _fail(words, "wrong_use", error.format_message(), f"`{name} --help` shows how", 2)
    except click.ClickException as error:
        return _fail(words, "failed", error.format_message(), "", 3)
    except (click.Abort, KeyboardInterrupt):
        return _fail(words, "interrupted", "stopped by hand; nothing half done was kept", "", 3)
    except BrokenPipeError:
        sys.stdout = None
        return _fail(words, "closed_output", "whoever read the output closed it", "", 3)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _fail(words, "system", f"{where}{error.strerror or error}", "mend that and run it again", 3)
    except Exception as error:
        if "--debug" in words:
            raise
        kind = type(error).__name__
        return _fail(
            words,
            "internal",
            f"a fault of wetread itself ({kind}); nothing was changed",
            "run it with --debug and report what it prints",
            3,
        )


def _fail(
    words: list[str], code: str, message: str, remedy: str, status: int, error: WetreadError | None = None
) -> int:
    problems = error.problems if error else ()
    if "--json" in words:
        document = {"code": code, "message": message, "remedy": remedy, "problems": [p.as_json() for p in problems]}
        click.echo(json.dumps({"error": document}, indent=2, ensure_ascii=False))
    else:
        for problem in problems:
            click.echo(printed(problem), err=True)
        click.echo(f"wetread: {message}" + (f"\n    → {remedy}" if remedy else ""), err=True)
    if "--debug" in words and error is not None:
        raise error
    return status


@click.command(cls=Wetread, nouns=NOUNS, no_args_is_help=True, context_settings={"max_content_width": 100})
@global_options
@click.version_option(package_name="wetread", prog_name="wetread")
def main() -> None:
    """Wet reads to hospital invoices, final reads to insurance claims; nothing to both.

    A first month: wetread init books, apply, fees import, reads import, held, close 2026-10, close 2026-10 --issue.
    """
