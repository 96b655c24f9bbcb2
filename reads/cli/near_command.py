"""Which command was meant by words that name none: another noun's verb, verb and noun exchanged, one for several.

Only a mistyped command asks: every noun is imported for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

import click

from reads.core.english import listed, plural

_SURE = 3 / 4
"""How like a word must be to one that stands anywhere: among all verbs of all nouns most words are a little like one."""

_Words = tuple[str, ...]


def near_command(error: click.NoSuchCommand, typed: Sequence[str]) -> str:
    """What is asked of a person who typed these words after `wetread`: "did you mean `wetread reads quarantine`?"

    Of a noun whose verb has no likeness its verbs are listed; empty where nothing is near.
    """
    context, word = error.ctx, error.command_name
    if context is None or not isinstance(context.command, click.Group):
        return ""
    root, path = context.find_root(), tuple(context.command_path.split()[1:])
    every = list(_commands(root.command, root))
    name = str(root.info_name)
    if found := _meant((*path, word, *_after(word, typed)), len(path), every):
        return _asked(" ".join((name, *words)) for words in found)
    verbs = context.command.list_commands(context)
    if near := get_close_matches(word.casefold(), verbs, n=1):
        return _asked(near)
    if path:
        return f"there are {listed(verbs)}."
    near = get_close_matches(word.casefold(), {words[-1] for words in every}, n=1, cutoff=_SURE)
    return _asked(" ".join((name, *words)) for words in every if words[-1:] == tuple(near))


def _asked(commands: Iterable[str]) -> str:
    named = [f"`{each}`" for each in commands]
    return f"did you mean {listed(named, 'or')}?" if named else ""


def _after(word: str, typed: Sequence[str]) -> Iterator[str]:
    """The words that follow, up to the first option."""
    at = typed.index(word) + 1 if word in typed else len(typed)
    for each in typed[at:]:
        if each.startswith("-"):
            return
        yield each


def _commands(command: click.Command, context: click.Context, path: _Words = ()) -> Iterator[_Words]:
    """Every command and noun below this one, by its words."""
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None and not below.hidden:
                yield (*path, name)
                yield from _commands(below, context, (*path, name))


def _meant(given: _Words, known: int, every: Sequence[_Words]) -> list[_Words]:
    """The commands that as many of the words given name, the first `known` of which are nouns; all of them, else without the nouns."""
    for end in range(len(given), known, -1):
        for begin in dict.fromkeys((0, known)):
            words = given[begin:end]
            ending = [each for each in every if _are_alike(each[-len(words) :], words)]
            exchanged = [each for each in every if _are_alike(sorted(each[-len(words) :]), sorted(words))]
            if found := ending or exchanged:
                return sorted(found, key=len)
    return []


def _are_alike(some: Sequence[str], others: Sequence[str]) -> bool:
    return len(some) == len(others) and all(map(_is_alike, some, others))


def _is_alike(one: str, other: str) -> bool:
    """Whether both are one word, whatever its case and number."""
    one, other = one.casefold(), other.casefold()
    return one == other or plural(one) == other or one == plural(other)
