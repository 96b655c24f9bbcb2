"""The places of a TOML file's keys: line and column, whatever way the file is written."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest

from reads.core.toml_places import key_places
from tests.invoicing.contracts.faulty import FAULTY
from tests.invoicing.contracts.mercy import FILES, named

TRICKY = """\
# [[rates]] in a comment is no header
title = "a # no comment, [no header] and \\" a quote"   # a comment
path = 'C:\\no\\escape'
list = [ # a comment in a list
  "b]", "c,d",
  { m = 1, n = ["]", '}'] },   # an inline table
  [ 1, [ 2 ] ],
]
when = 2026-01-01 07:00:00

[bill]
preliminary.night = true
  "quoted \\"key\\"" = \"\"\"
[[rates]]
name = 1 "\"\"\"
last = '''x
'y''''

[[rates]]
name = "one"
match = { cpt = ["1-2", "3"], hours = { from = 1 } }
[rates.sub]
deep = 1
[[rates]]
name = "two"
[[rates.steps]]
above = 1
[[rates.steps]]
above = 2
[ "spaced" . key ]
x = 1
"""

PLACES = {
    "title": (2, 1),
    "path": (3, 1),
    "list": (4, 1),
    "list.0": (5, 3),
    "list.1": (5, 9),
    "list.2": (6, 3),
    "list.2.m": (6, 5),
    "list.2.n": (6, 12),
    "list.2.n.0": (6, 17),
    "list.2.n.1": (6, 22),
    "list.3": (7, 3),
    "list.3.0": (7, 5),
    "list.3.1": (7, 8),
    "list.3.1.0": (7, 10),
    "when": (9, 1),
    "bill": (11, 1),
    "bill.preliminary": (12, 1),
    "bill.preliminary.night": (12, 1),
    'bill.quoted "key"': (13, 3),
    "bill.last": (16, 1),
    "rates": (19, 1),
    "rates.0": (19, 1),
    "rates.0.name": (20, 1),
    "rates.0.match": (21, 1),
    "rates.0.match.cpt": (21, 11),
    "rates.0.match.cpt.0": (21, 18),
    "rates.0.match.cpt.1": (21, 25),
    "rates.0.match.hours": (21, 31),
    "rates.0.match.hours.from": (21, 41),
    "rates.0.sub": (22, 1),
    "rates.0.sub.deep": (23, 1),
    "rates.1": (24, 1),
    "rates.1.name": (25, 1),
    "rates.1.steps": (26, 1),
    "rates.1.steps.0": (26, 1),
    "rates.1.steps.0.above": (27, 1),
    "rates.1.steps.1": (28, 1),
    "rates.1.steps.1.above": (29, 1),
    "spaced.key": (30, 1),
    "spaced.key.x": (31, 1),
}


def paths(value: object, path: str = "") -> Iterator[str]:
    """Every path that tomllib's values have."""
    entries: list[tuple[str, object]] = []
    if isinstance(value, dict):
        entries = list(value.items())
    elif isinstance(value, list):
        entries = [(str(number), entry) for number, entry in enumerate(value)]
    for key, entry in entries:
        yield f"{path}{key}"
        yield from paths(entry, f"{path}{key}.")


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["unix", "windows"])
def test_every_key_has_its_line_and_column(ends):
    assert key_places(TRICKY.replace("\n", ends)) == PLACES


def test_the_tricky_file_is_toml_and_has_no_other_keys():
    """`spaced` is a table that no header or key names by itself."""
    assert set(paths(tomllib.loads(TRICKY))) - {"spaced"} == set(PLACES)


@pytest.mark.parametrize("path", FILES, ids=named)
def test_in_the_examples_every_value_has_a_place(path):
    text = path.read_text()
    assert set(paths(tomllib.loads(text))) == set(key_places(text))


@pytest.mark.parametrize("text", [text for name, text in FAULTY.items() if name[0] == "a"])
def test_in_faulty_files_every_value_has_a_place(text):
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert set(paths(values)) == set(key_places(text))
