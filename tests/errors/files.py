"""The changes to the files of the books that a transcript begins with."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import xlsxwriter

from tests.reads.claims import remittances
from tests.reads.claims.practice import rows


def unescaped(text: str) -> str:
    """Line breaks and other characters by number, as a transcript writes them after a backslash."""
    return re.sub(r"\\(n|u[0-9a-f]{4})", lambda found: "\n" if found[1] == "n" else chr(int(found[1][1:], 16)), text)


def prepared(words: list[str], books: Path) -> None:
    """One change to a file of the books."""
    verb, *rest = words
    file = books / rest[0]
    match verb, rest:
        case "replace", [path, old, new]:
            text = file.read_text()
            assert unescaped(old) in text, f"{path} has no {old!r}"
            file.write_text(text.replace(unescaped(old), unescaped(new), 1))
        case "append", [_, line] if re.fullmatch(r"\*\d+", line):
            file.write_bytes(file.read_bytes() + b"x" * int(line[1:]) + b"\n")
        case "append", [_, line]:
            file.write_bytes(file.read_bytes() + f"{unescaped(line)}\n".encode())
        case "write", [_, text]:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(unescaped(text) + "\n")
        case "latin", [_, text]:
            file.write_bytes((unescaped(text) + "\n").encode("latin-1"))
        case "remove", [_]:
            file.unlink()
        case "copy", [_, to]:
            shutil.copy(file, books / to)
        case _:
            _made(verb, rest, books)


def _made(verb: str, rest: list[str], books: Path) -> None:
    """A file that is written from a few words."""
    file = books / rest[0]
    match verb, rest:
        case "workbook", [_, *lines]:
            _write_workbook(file, [line.split("|") for line in lines])
        case "sheets", [_, *names]:
            with xlsxwriter.Workbook(str(file)) as workbook:
                for name in names:
                    workbook.add_worksheet(name)
        case "finals", lines:
            (books / "finals.csv").write_text(
                rows(*[dict(_pair(each) for each in line.split(",") if each) for line in lines])
            )
        case "remittance", [_, *claims]:
            paid = remittances.payment("TRACE1", "20261120", *(claims or [remittances.PAYS]), amount="60")
            file.write_text(remittances.file(paid))
        case _:
            pytest.fail(f"no such line of a transcript: {verb} {rest}")


def _pair(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name, value.replace(";", ",")


def _write_workbook(file: Path, lines: list[list[str]]) -> None:
    with xlsxwriter.Workbook(str(file)) as workbook:
        sheet = workbook.add_worksheet(file.stem)
        for row, cells in enumerate(lines):
            for column, cell in enumerate(cells):
                if cell == "true":
                    sheet.write_boolean(row, column, True)
                elif re.fullmatch(r"\d+\.\d+", cell):
                    sheet.write_number(row, column, float(cell))
                else:
                    sheet.write_string(row, column, cell)
