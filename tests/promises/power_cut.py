"""What a disk holds after a power cut: the system calls of a run, replayed up to one of them, un-synced writes dropped.

The calls are traced by strace. A write to a file is kept for certain once the file was synced, an entry of a folder (a new
file, a rename, a removal) once the folder was; of what came after, anything or nothing may be there.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_KINDS = {
    "changes": "write,pwrite64,ftruncate,openat,rename,link,unlink,mkdir,rmdir,lseek,fsync,fdatasync",
    "unknown": "creat,writev,pwritev,pwritev2,truncate,fallocate,copy_file_range,sendfile,sync_file_range,symlink,"
    "renameat,renameat2,linkat,unlinkat,mkdirat,symlinkat",
}
_NAMES = frozenset({"rename", "link"})
"""Calls with two paths."""
_LINE = re.compile(r"(?P<thread>\d+) +(?P<name>\w+)\((?P<given>.*)\) += (?P<gave>-?\w+)")
_CUT = re.compile(r"(?P<thread>\d+) +(?P<begun>\w+\(.*) <unfinished \.\.\.>$")
_GOES_ON = re.compile(r"(?P<thread>\d+) +<\.\.\. \w+ resumed>(?P<rest>.*)$")
_HEX = re.compile(r"(?:\\x[0-9a-f]{2})+")


@dataclass(frozen=True, slots=True)
class Call:
    """A call that had an effect: on which path (within the folder), with what; `order` tells flags, places, lengths."""

    name: str
    path: str
    other: str = ""
    data: bytes = b""
    order: str = ""


def traced(command: Sequence[str], folder: Path, said: Path, environment: Mapping[str, str]) -> list[Call]:
    """Runs the command; what it did to the folder and wrote to `said`, in order. AssertionError for a call that isn't known here."""
    trace = said.with_suffix(".strace")
    kinds = ",".join(_KINDS.values())
    options = ("-f", "-y", "-xx", "-s", str(1 << 26), "--seccomp-bpf", "-e", f"trace={kinds}", "-e", "signal=none")
    with said.open("wb") as out:
        subprocess.run(
            ["strace", *options, "-o", str(trace), *command], env=environment, stdout=out, stderr=out, check=True
        )
    with trace.open(encoding="ascii") as lines:
        return list(_calls(_joined(lines), str(folder), str(said)))


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """Calls that others interrupted, whole, where they ended."""
    begun: dict[str, str] = {}
    for line in lines:
        if cut := _CUT.match(line):
            begun[cut["thread"]] = cut["begun"]
        elif more := _GOES_ON.match(line):
            yield f"{more['thread']} {begun.pop(more['thread'])}{more['rest']}"
        else:
            yield line


def _calls(lines: Iterable[str], folder: str, said: str) -> Iterator[Call]:
    for line in lines:
        found = _LINE.match(line)
        if not found or found["gave"].startswith("-"):
            continue
        texts = [bytes.fromhex(each.replace("\\x", "")) for each in _HEX.findall(found["given"])]
        plain = _HEX.sub("", found["given"])
        if found["name"] == "openat":
            texts = texts[-1:]
        if not texts:
            continue
        path, *others = (os.fsdecode(text) for text in (texts if found["name"] in _NAMES else texts[:1]))
        if path == said:
            yield Call("said", "", data=b"".join(texts[1:]))
        if not f"{path}/".startswith(f"{folder}/") or path.endswith("-shm") or "(deleted)" in plain + path:
            continue
        name = found["name"]
        assert name in _KINDS["changes"].split(","), f"what {name} does is not known here"
        within = path[len(folder) + 1 :]
        if name in {"write", "pwrite64"}:
            yield Call(name, within, data=b"".join(texts[1:]), order=plain.rpartition(", ")[2])
        else:
            other = others[0][len(folder) + 1 :] if others else ""
            yield Call(name, within, other, order=found["gave"] if name == "lseek" else plain)


@dataclass(slots=True)
class _Node:
    """A file: what is on the disk for certain, and the writes since (a place and the bytes; a length alone cuts)."""

    kept: bytes = b""
    since: list[tuple[int, bytes | None]] = field(default_factory=list)
    place: int = 0
    appends: bool = False

    def content(self, since: Iterable[tuple[int, bytes | None]] | None = None) -> bytes:
        """With all later writes, or with those."""
        now = bytearray(self.kept)
        for place, written in self.since if since is None else since:
            now.extend(b"\0" * (place - len(now)))
            if written is None:
                del now[place:]
            else:
                now[place : place + len(written)] = written
        return bytes(now)


Names = dict[str, _Node | None]
"""Paths and their files; None for a folder."""
_Entry = Callable[[Names], object]


class Disk:
    """A folder as a run changes it: as its processes see it, and as the disk has it for certain."""

    def __init__(self, folder: Path) -> None:
        paths = {str(path.relative_to(folder)): path for path in sorted(folder.rglob("*"))}
        self.names: Names = {name: None if path.is_dir() else _Node(path.read_bytes()) for name, path in paths.items()}
        self._kept = dict(self.names)
        self._since: list[tuple[str, _Entry]] = []
        self.said = b""

    def does(self, call: Call) -> None:
        """Carries out one call."""
        getattr(self, f"_{call.name}")(call)

    def after_cut(self, chance: random.Random) -> Names:
        """What is there when the power is back: all that was synced, and of the rest nothing, everything, or some of it."""
        share = chance.choice([0.0, 1.0, 0.5])
        names, entries = dict(self._kept), self._since
        if share < 1:  # later entries of a folder are not there without the earlier ones
            last = {folder: chance.randint(0, len(entries)) for folder, _ in entries} if share else {}
            entries = [each for at, each in enumerate(entries) if at < last.get(each[0], 0)]
        for _, entry in entries:
            entry(names)
        data_share = chance.choice([0.0, 0.5, 1.0])
        found: Names = {}
        for name, node in names.items():
            if all(str(parent) in names for parent in list(Path(name).parents)[:-1]):
                found[name] = node and _Node(node.content(w for w in node.since if chance.random() < data_share))
        return found

    def _entry(self, path: str, entry: _Entry) -> None:
        entry(self.names)
        self._since.append((path.rpartition("/")[0], entry))

    def _node(self, path: str) -> _Node:
        node = self.names[path]
        assert node is not None, f"{path} is a folder"
        return node

    def _said(self, call: Call) -> None:
        self.said += call.data

    def _openat(self, call: Call) -> None:
        if call.path not in self.names and "O_CREAT" in call.order:
            node = _Node()
            self._entry(call.path, lambda names: names.update({call.path: node}))
        node_now = self.names.get(call.path)
        if node_now is not None and ("O_WRONLY" in call.order or "O_RDWR" in call.order):
            node_now.place, node_now.appends = 0, "O_APPEND" in call.order
            if "O_TRUNC" in call.order:
                node_now.since.append((0, None))

    def _lseek(self, call: Call) -> None:
        self._node(call.path).place = int(call.order)

    def _write(self, call: Call) -> None:
        node = self._node(call.path)
        place = len(node.content()) if node.appends else node.place
        node.since.append((place, call.data))
        node.place = place + len(call.data)

    def _pwrite64(self, call: Call) -> None:
        self._node(call.path).since.append((int(call.order), call.data))

    def _ftruncate(self, call: Call) -> None:
        self._node(call.path).since.append((int(call.order.rpartition(", ")[2]), None))

    def _rename(self, call: Call) -> None:
        node = self._node(call.path)

        def renamed(names: Names) -> None:
            names.pop(call.path, None)
            names[call.other] = node

        self._entry(call.path, renamed)

    def _link(self, call: Call) -> None:
        node = self._node(call.path)
        self._entry(call.other, lambda names: names.update({call.other: node}))

    def _unlink(self, call: Call) -> None:
        self._entry(call.path, lambda names: names.pop(call.path, None))

    def _mkdir(self, call: Call) -> None:
        self._entry(call.path, lambda names: names.update({call.path: None}))

    _rmdir = _unlink

    def _fsync(self, call: Call) -> None:
        node = self.names.get(call.path)
        if node is not None:
            node.kept, node.since = node.content(), []
            return
        for folder, entry in self._since:
            if folder == call.path:
                entry(self._kept)
        self._since = [each for each in self._since if each[0] != call.path]

    _fdatasync = _fsync


def written(names: Names, folder: Path) -> None:
    """Puts the files into a new folder."""
    folder.mkdir()
    for name, node in sorted(names.items()):
        if node is None:
            (folder / name).mkdir()
        else:
            (folder / name).write_bytes(node.content())
