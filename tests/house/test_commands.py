"""Every command helps whoever types it: an example in its help, and completion in the shell (spec 6)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from invoicing.cli.main import main
from tests.conftest import ROOT, Run


def every_command() -> Iterator[tuple[str, click.Command]]:
    """All commands and groups by what is typed: `wetread reads import`."""
    waiting: list[tuple[str, click.Command]] = [("wetread", main)]
    while waiting:
        words, command = waiting.pop()
        yield words, command
        if isinstance(command, click.Group):
            context = click.Context(command, info_name=words)
            for name in command.list_commands(context):
                below = command.get_command(context, name)
                assert below is not None
                waiting.append((f"{words} {name}", below))


COMMANDS = dict(every_command())


@pytest.mark.parametrize("words", COMMANDS)
def test_the_help_of_every_command_has_an_example(words: str):
    command = COMMANDS[words]
    assert words in (command.help or "")
    if words != "wetread":
        assert "\b" in (command.help or ""), "an example is printed line by line"


@pytest.mark.parametrize("words", COMMANDS)
def test_every_option_says_what_it_does(words: str):
    options = [each for each in COMMANDS[words].params if isinstance(each, click.Option) and not each.hidden]
    fields = words == "wetread reads add"  # an option a field, named as spec 2.1 names it
    assert [each.name for each in options if not each.help and not fields] == []


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("wetread cl", {"close", "claims"}), ("wetread reads im", {"import"}), ("wetread reads import --am", {"--amend"})],
)
def test_the_shell_completes_nouns_verbs_and_options(typed: str, offered: set[str]):
    environment = {
        **os.environ,
        "_WETREAD_COMPLETE": "bash_complete",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(typed.count(" ")),
    }
    run = [sys.executable, "-c", "from invoicing.cli.main import main; main()"]
    answer = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    assert {line.partition(",")[2] for line in answer.splitlines()} == offered


def test_the_books_that_are_named_go_before_those_of_the_environment(run: Run, books, tmp_path, monkeypatch):
    """Also before the noun: nothing is ever written into other books than those named."""
    monkeypatch.setenv("WETREAD_BOOKS", str(tmp_path / "others"))
    third = str(tmp_path / "third")
    said = [run("claims", "list", *more, "--json").json["error"]["message"] for more in ((), ("--books", third))]
    assert said == [f"no wetread.toml in {books}", f"no wetread.toml in {third}"]


def test_a_noun_alone_lists_its_verbs(run: Run):
    """As its help does; scripts get an error like any other."""
    alone = run("claims")
    assert (alone.status, alone.stdout) == (2, "")
    assert alone.stderr.startswith("Usage: wetread claims")
    assert run("claims", "--json").json["error"]["code"] == "wrong_use"


@pytest.mark.parametrize(
    "typed, near",
    [
        ("invoce", "`invoice`"),
        ("invoice shwo", "`show`"),
        ("close 2026-10 --isue", "`--issue`"),
        ("--jsno", "`--json`"),
    ],
)
def test_a_mistyped_command_or_option_is_answered_with_the_near_one(run: Run, typed: str, near: str):
    outcome = run(*typed.split())
    assert outcome.status == 2
    assert f"did you mean {near}?" in outcome.stderr


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("quarantine", "did you mean `wetread reads quarantine`?"),
        ("qarantine", "did you mean `wetread reads quarantine`?"),
        ("quarantine resolve 9 --discard", "did you mean `wetread reads quarantine resolve`?"),
        ("claims quarantine", "did you mean `wetread reads quarantine`?"),
        ("invoice aging", "did you mean `wetread aging`?"),
        ("list invoice", "did you mean `wetread invoice list`?"),
        ("pay invoice WR-2026-00001 4120.00", "did you mean `wetread invoice pay`?"),
        ("invoices list", "did you mean `wetread invoice list`?"),
        ("claims denial", "did you mean `wetread claims denials`?"),
        ("release A1", "did you mean `wetread held release` or `wetread claims release`?"),
        ("keys", "did you mean `wetread key` or `wetread contract keys`?"),
        ("bank print", "there are import, leave, list, match and post. `wetread bank --help` lists them all"),
        ("frobnicate", "→ `wetread --help` lists them all"),
    ],
)
def test_a_command_looked_for_in_another_place_is_named_with_its_place(run: Run, typed: str, meant: str):
    """Another noun's verb, verb and noun exchanged, one for several; a verb like no other is answered with the noun's verbs."""
    outcome = run(*typed.split())
    assert outcome.status == 2
    assert meant in outcome.stderr


def test_a_command_that_is_there_imports_no_other():
    code = (
        "import sys; from invoicing.cli.main import main\n"
        "try: main(['errors', 'no_wrvu'])\n"
        "except SystemExit: print([m for m in sys.modules if m.startswith('invoicing.cli.') or m.endswith('near_command')])"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[-1] == "['invoicing.cli.main']"
