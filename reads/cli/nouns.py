"""A click group whose nouns are imported only when they are used: `wetread --help` loads none of them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class Nouns(click.Group):
    """A group of commands named by where they are: noun -> ("module:command", one line of help)."""

    def __init__(self, *arguments: Any, nouns: Mapping[str, tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.nouns = nouns

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The nouns in the order of a billing month, as the table has them."""
        return list(self.nouns)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The noun's command, imported now."""
        if cmd_name not in self.nouns:
            return None
        module, _, name = self.nouns[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists the nouns with their lines, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(noun, line) for noun, (_, line) in self.nouns.items()])
