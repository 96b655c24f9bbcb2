"""Every command that the README and the guide show can be typed as it stands there."""

from __future__ import annotations

import shlex

import click
import pytest

from invoicing.cli.main import main
from tests.conftest import ROOT

SHOWN = [
    line.split("&&")[0].strip()
    for page in ("README.md", ".github/GUIDE.md")
    for line in (ROOT / page).read_text(encoding="utf-8").splitlines()
    if line.startswith("wetread ")
]


def parsed(line: str) -> str:
    """The full name of the command, its words taken as the shell would hand them over; a file need not be there."""
    words = shlex.split(line, comments=True)[1:]
    command: click.Command = main
    context = click.Context(main, info_name="wetread")
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name, found, words = command.resolve_command(context, words)
        assert found is not None
        command, context = found, click.Context(found, parent=context, info_name=name)
    _take(command, context, words)
    return context.command_path


def _take(command: click.Command, context: click.Context, words: list[str]) -> None:
    """Parses the words; asking for help is fine, and so is a file that is not on this machine."""
    try:
        command.parse_args(context, words)
    except click.MissingParameter:
        raise
    except click.BadParameter as error:
        if not any(absent in error.message for absent in ("does not exist", "No such file")):
            raise
    except click.exceptions.Exit:
        return  # `--help` and `--version` have said what they say


@pytest.mark.parametrize("line", SHOWN)
def test_a_command_of_the_readme_is_one_that_can_be_typed(line: str):
    assert parsed(line).startswith("wetread ")


def test_the_readme_shows_many_commands():
    """Else the test above holds because it looks in the wrong place."""
    assert len(SHOWN) > 30


@pytest.mark.parametrize("line", ["wetread claims replace C1", "wetread close", "wetread close 2026-10 --isue"])
def test_a_command_that_lacks_a_word_is_found(line: str):
    with pytest.raises(click.UsageError):
        parsed(line)


def test_the_readme_is_read_in_ten_minutes():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 160
