"""`wetread demo`: an invented group's month, from a folder of exports to invoices, by the commands a user would type."""

from __future__ import annotations

import shlex
import shutil
from contextlib import nullcontext, redirect_stdout
from importlib import resources
from io import StringIO
from pathlib import Path

import click

from reads.cli.desk import Desk, at_desk
from reads.core.errors import WetreadError

MONTH = "2026-10"

STEPS = (
    ("The books are checked and loaded.", "apply"),
    ("Work RVUs come from the CMS relative value file (here an extract with the demonstration's codes).",
     "fees import {dir}/PPRRVU2026_Oct_demo.csv"),
    ("Final reads bring patients' data, which is sealed under a key.", "key create"),
    ("A month of reads, with the mistakes that real exports have.",
     "reads import {dir}/reads/mercy.csv {dir}/reads/hospitals.csv {dir}/reads/finals.csv"),
    ("What can't be billed yet, and why.", "held"),
    (f"What {MONTH} would bill. Nothing is stored by looking.", f"close {MONTH}"),
    ("One client's papers as they would be: watermarked, without a number.",
     f"close {MONTH} --client st-brendan --draft {{dir}}/drafts"),
    ("The invoices are issued: numbered, kept for good, printed.", f"close {MONTH} --issue --dated 2026-11-02"),
    ("Why one read costs what it costs.", "explain LV0104263"),
    ("The papers.", "invoice list"),
    ("One client wants its papers in a folder; each goes out once.", f"deliver --month {MONTH}"),
    ("The same figures for accounting, to the cent; nothing goes there twice.",
     f"export quickbooks-online --from {MONTH} --to {MONTH} -o {{dir}}/october-qbo.csv"),
    ("What the hospital's own list has, beside what it is billed.",
     f"reconcile {{dir}}/lists/st-brendan-october.csv --client st-brendan --month {MONTH}"),
    ("What the readers are owed.", f"contractors statement {MONTH}"),
    ("What is left of it.", f"margin {MONTH}"),
    ("The other door: which final reads are ready for insurance, and which are held, by what rule.",
     f"claims check --month {MONTH}"),
    ("What is ready becomes a file of claims (837P).", f"claims export --month {MONTH} -o {{dir}}/claims"),
    ("Each claim stays in sight until it is paid.", "claims list"),
    ("The month on one page, for the partners: a file for any browser.", f"report {MONTH}"),
    ("After the invoice two reads come late.", "reads import {dir}/reads/late.csv"),
    ("They stand on the next invoice, and use up the minimum that was billed without them.",
     "close 2026-11 --client st-brendan"),
    ("Nothing of what was issued has changed.", "audit verify"),
)  # fmt: skip


class FolderInUse(WetreadError):
    """The folder holds something that is not the demonstration."""

    code = "folder_in_use"

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} is not empty and not a demonstration", "name a new folder: `wetread demo FOLDER`")


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path("demo-books"))
@at_desk
def demo(desk: Desk, folder: Path) -> None:
    """Writes an invented group's books and takes its October 2026 from reads to PDFs.

    Runs the commands a user would type, and shows each. Run it again on the same folder: nothing is billed twice.

    \b
    Example:
      wetread demo demo-books
    """
    write_books(folder)
    transcript = []
    for sentence, words in STEPS:
        command = words.format(dir=shlex.quote(str(folder)))
        if not desk.json:
            click.secho(f"\n{sentence}", bold=True)
            click.secho(f"$ wetread --books {folder} {command}", fg="cyan")
        transcript.append({"command": command, "status": _run(folder, command, desk)})
    pages = sorted((folder / "invoices").rglob("*.pdf"))
    desk.answer(
        {"books": str(folder), "steps": transcript, "pdfs": [str(page) for page in pages]},
        lambda: _closing_words(folder, pages),
    )


def write_books(folder: Path) -> None:
    """Writes the invented books and the month's files; leaves a folder alone that holds anything else."""
    from invoicing.demo.month import files, own_lists
    from reads.directory.settings import database_url
    from reads.store.anchors import forget

    source = resources.files("invoicing.demo") / "books"
    ours = (source / "wetread.toml").read_text("utf-8")
    settings = folder / "wetread.toml"
    if settings.exists() and settings.read_text("utf-8") == ours:
        return
    if folder.exists() and any(folder.iterdir()):
        raise FolderInUse(folder)
    with resources.as_file(source) as books:
        shutil.copytree(books, folder, dirs_exist_ok=True)
    forget(database_url(folder))
    for kind, texts in (("reads", files()), ("lists", own_lists())):
        (folder / kind).mkdir()
        for name, text in texts.items():
            (folder / kind / name).write_text(text, "utf-8")


def _run(folder: Path, command: str, desk: Desk) -> int:
    """Runs one command as the shell would, in this process; its exit status."""
    from invoicing.cli.main import main

    quiet = ["--quiet"] if desk.quiet or desk.json else []
    words = ["--books", str(folder), *quiet, *shlex.split(command)]
    silence = redirect_stdout(StringIO()) if desk.json else nullcontext()
    try:
        with silence:
            main.main(words, obj=Desk(clock=desk.clock))
    except SystemExit as end:
        return int(end.code or 0)


def _closing_words(folder: Path, pages: list[Path]) -> None:
    click.secho(f"\n{len(pages)} invoices, ready to send:", bold=True)
    for page in pages:
        click.echo(f"  {page}")
    click.echo(f"\nThe books are in {folder}: change a price in contracts/, `wetread apply`, and look again.")
    click.echo(f"To look at them in a browser: cd {folder} && wetread serve")
