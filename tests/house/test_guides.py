"""The guide in a room's __init__ says which file decides what: a line a question, a question one answer (CONTRIBUTING, "One rule, one owner").

which pattern a number is made by      numbering              a file of the room, without its ending
which day is locked                    invoicing/papers/locks of another room, from the top
whether a final is billable            checks/                a room within, which has its own guide
plumbing                               errors, tables         files that decide nothing
"""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT

LONGEST = 60
PLUMBING = "plumbing"
COMMANDS = {"cli", "demo"}
"""Packages in which nothing is decided: a file a command, and the invented group."""
HISTORY = "migrations"
"""What the schema was: a file a change, named by its number."""

GUIDE = re.compile(r"\nWhere is …\?\n(?P<lines>(?: {4}\S.*\n)+)\"\"\"\n\Z")
LINE = re.compile(r" {4}(?P<asked>\S+(?: \S+)*) {2,}(?P<files>\S+(?: \S+)*)")
NAME = re.compile(r"[a-z0-9_]+(?:/[a-z0-9_]+)*(?:/|\.toml)?")

ROOMS = [
    init.parent
    for package in ("reads", "invoicing")
    for init in sorted((ROOT / package).rglob("__init__.py"))
    if init.parent.parent != ROOT and COMMANDS.isdisjoint(init.parts) and HISTORY not in init.parts
]


def shown(room: Path) -> str:
    return ".".join(room.relative_to(ROOT).parts)


class Answered(NamedTuple):
    """A line of a guide: what is asked, and the files that answer, from the top."""

    asked: str
    files: tuple[str, ...]


def places_of(name: str, room: Path) -> list[Path]:
    """Where a name of a guide may stand: in the room, else from the top; a folder ends with a slash."""
    file = name if name.endswith(("/", ".toml")) else f"{name}.py"
    return [place / file for place in (room, ROOT)]


def guide_of(text: str, room: Path) -> list[Answered]:
    """The lines of a guide; ValueError for a line that is none, or a name that is nothing."""
    found = GUIDE.search(text)
    if found is None:
        raise ValueError("no guide at the end of the docstring")
    answered = []
    for line in found["lines"].splitlines():
        told = LINE.fullmatch(line)
        if told is None:
            raise ValueError(f"not a question and its files: {line.strip()}")
        names = told["files"].split(", ")
        there = [next(filter(Path.exists, places_of(name, room)), None) for name in names if NAME.fullmatch(name)]
        if len(there) < len(names) or None in there:
            raise ValueError(f"no such file: {told['files']}")
        answered.append(Answered(told["asked"], tuple(str(place.relative_to(ROOT)) for place in there if place)))
    return answered


def guide(room: Path) -> list[Answered]:
    return guide_of((room / "__init__.py").read_text(), room)


def answered_twice(lines: Iterable[Answered]) -> list[str]:
    """The questions that have more than one answer."""
    answers = {(each.asked.casefold(), each.files) for each in lines if each.asked != PLUMBING}
    return [asked for asked, times in Counter(asked for asked, _ in answers).items() if times > 1]


@pytest.mark.parametrize("room", ROOMS, ids=shown)
def test_a_guide_is_a_page_of_questions_each_with_files_that_there_are(room: Path):
    assert guide(room)
    assert len((room / "__init__.py").read_text().splitlines()) <= LONGEST


@pytest.mark.parametrize("room", ROOMS, ids=shown)
def test_every_file_of_a_room_stands_in_its_guide_once(room: Path):
    """And every room within it, with what is found there."""
    of_room = [str(path.relative_to(ROOT)) for path in room.glob("*.py") if path.name != "__init__.py"]
    within = [str(path.parent.relative_to(ROOT)) for path in room.glob("*/__init__.py")]
    named = Counter(name for line in guide(room) for name in line.files)
    assert {name: named[name] for name in (*of_room, *within) if named[name] != 1} == {}


def test_no_question_has_two_answers():
    assert answered_twice(line for room in ROOMS for line in guide(room)) == []


PAPERS = ROOT / "invoicing" / "papers"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("    which day is locked  clusters", "no such file: clusters"),
        ("    which day is locked  locks, clusters", "no such file: locks, clusters"),
        ("    which day is locked  locks/", "no such file: locks/"),
        ("    which day is locked  `locks`", "no such file: `locks`"),
        ("    which day is locked  locks    how a number is made  numbering", "not a question and its files"),
        ("    which day is locked", "not a question and its files"),
    ],
)
def test_a_line_that_answers_nothing_is_seen(line: str, fault: str):
    with pytest.raises(ValueError, match=re.escape(fault)):
        guide_of(f'"""Papers.\n\nWhere is …?\n    how a number is made  numbering\n{line}\n"""\n', PAPERS)


def test_a_question_with_two_answers_is_seen():
    lines = [
        Answered("which day is locked", ("invoicing/papers/locks.py",)),
        Answered("Which day is locked", ("invoicing/papers/numbering.py",)),
        Answered(PLUMBING, ("invoicing/papers/errors.py",)),
        Answered(PLUMBING, ("invoicing/papers/tables.py",)),
    ]
    assert answered_twice(lines) == ["which day is locked"]
    assert answered_twice([lines[0], lines[0]]) == []


def test_the_walk_of_a_read_and_the_owners_of_rules_are_files_that_there_are():
    named = re.findall(r"`((?:reads|invoicing)/[a-z0-9_/]+)`", (ROOT / ".github" / "CONTRIBUTING.md").read_text())
    assert len(named) > 30
    assert [name for name in named if not (ROOT / f"{name}.py").exists()] == []


@pytest.mark.parametrize("room", ROOMS, ids=shown)
def test_the_files_of_a_guide_stand_under_each_other(room: Path):
    lines = (room / "__init__.py").read_text().splitlines()
    found = {line: answer.start("files") for line in lines if (answer := LINE.fullmatch(line))}
    assert found
    assert len(set(found.values())) == 1
