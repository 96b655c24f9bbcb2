"""Where the files of an export go: the file named, files beside it, a folder, or a ZIP whose bytes depend on nothing else."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import IO

from invoicing.exports.errors import OneFileOnly
from invoicing.exports.export_once import Exported
from invoicing.exports.formats import Format
from invoicing.exports.papers_and_deeds import ExportPart
from reads.store.private_files import staged
from reads.store.spool import Spool

_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def contents(kind: Format, exported: Exported, out: Path) -> dict[Path, ExportPart]:
    """What each file holds by its path; none where they go to standard output, one part at most then."""
    parts = exported.written.parts
    if out == Path("-"):
        if len(parts) > 1:
            raise OneFileOnly(kind.name)
        return {}
    if out.suffix == ".zip":
        return {out: zipped(kind, parts)} if parts else {}
    return dict(_places(kind, exported, out))


@contextmanager
def ready(files: Mapping[Path, ExportPart]) -> Iterator[Callable[[], None]]:
    """Lays the files ready beside their places; the function it gives puts all of them there, each whole."""
    with ExitStack() as stack:
        yield partial(keep, [stack.enter_context(staged(path, part.pieces)) for path, part in files.items()])


def keep(puts: Sequence[Callable[[], None]]) -> None:
    """Puts the files in their places."""
    for put in puts:
        put()


def _places(kind: Format, exported: Exported, out: Path) -> list[tuple[Path, ExportPart]]:
    """Each part's path: the file itself for one part, beside it for many, within it where it is a folder."""
    parts = exported.written.parts
    is_folder = out.is_dir() or not out.suffix
    if is_folder:
        return [(out / part_name(kind, part), part) for part in parts]
    if len(parts) == 1:
        return [(out, parts[0])]
    return [(out.with_name(f"{out.stem}{_joined(part)}"), part) for part in parts]


def part_name(kind: Format, part: ExportPart) -> str:
    """A part's own name; parts that are only numbered are called after the format."""
    return part.name if part.name and not part.name.startswith("-") else f"{kind.name}{part.name or '.' + kind.ending}"


def _joined(part: ExportPart) -> str:
    return part.name if part.name.startswith("-") else f"-{part.name}"


def zipped(kind: Format, parts: Sequence[ExportPart]) -> ExportPart:
    """The parts in a ZIP."""
    return ExportPart("", Spool.written(partial(_zip, kind, parts)))


def _zip(kind: Format, parts: Sequence[ExportPart], out: IO[bytes]) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            entry = zipfile.ZipInfo(part_name(kind, part), _LONG_AGO)
            entry.external_attr = 0o600 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w") as file:
                file.writelines(part.pieces)
