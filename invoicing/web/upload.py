"""Files that a browser sends: written to the server's own folder while they come, never to a name of the sender's (spec 9.5)."""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from invoicing.web.form import LONGEST, TooMuchInForm
from invoicing.web.once_keys import ForgedForm, FormChanged, nonce_of
from invoicing.web.site import Site
from reads.core.errors import WetreadError, WrongUse
from reads.store.private_files import write_private

LARGEST = 1 << 30
MOST = 50
KEPT_FREE = 256 << 20
LIVES = timedelta(hours=1)
MANIFEST = "files.json"
_SHORTEST_KEY, LONGEST_KEY = 16, 100
_MANY_DIGITS = 20


class TooLarge(WetreadError):
    """A file, or all of them, are more than is taken."""

    code = "upload_too_large"

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what}; nothing was kept", "send fewer or smaller files, or import them by `wetread reads import`"
        )


class NothingSent(WrongUse):
    """No file was chosen."""

    code = "no_file"

    def __init__(self) -> None:
        super().__init__("no file was chosen", "choose one or drop it on the page")


class UploadGone(WetreadError):
    """The files are no longer there, or are somebody else's."""

    code = "upload_gone"

    def __init__(self) -> None:
        super().__init__("these files are not here any more", "send them again: they are kept for an hour")


@dataclass(frozen=True, slots=True)
class Sent:
    """One file: the name that its sender gave it, where it lies, and its digest."""

    name: str
    path: Path
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Upload:
    """Files that came together, under a name that nobody can guess."""

    id: str
    files: tuple[Sent, ...]


def waiting(site: Site, id_: str, actor: str) -> Upload:
    """The files that were sent under this name by this person; UploadGone."""
    folder = site.uploads / id_
    if (
        len(id_) > LONGEST_KEY
        or not id_.replace("-", "").replace("_", "").isalnum()
        or not (folder / MANIFEST).is_file()
    ):
        raise UploadGone
    said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if said["actor"] != actor:
        raise UploadGone
    return Upload(
        id_, tuple(Sent(each["name"], folder / each["at"], each["size"], each["sha256"]) for each in said["files"])
    )


def forget(site: Site, id_: str) -> None:
    """Removes the files: what they were sent for is done."""
    if len(id_) >= _SHORTEST_KEY:
        shutil.rmtree(site.uploads / id_, ignore_errors=True)


def forget_old(site: Site, now: datetime | None = None) -> None:
    """Removes what was sent more than an hour ago; all of it where no time is given, as at the start."""
    for folder in site.uploads.iterdir():
        at = datetime.fromtimestamp(folder.stat().st_mtime, site.clock.now().tzinfo)
        if now is None or now - at >= LIVES:
            shutil.rmtree(folder, ignore_errors=True)


async def received(request: Request, address: str) -> Upload:
    """The files of a form, all of them or none; a form sent twice is one upload.

    ForgedForm, TooLarge, NothingSent, TooMuchInForm; FormChanged where the same key came with other files.
    """
    site: Site = request.app.state.site
    async with arriving(request, address) as coming:
        return coming.kept(site, request.state.actor)


@asynccontextmanager
async def arriving(request: Request, address: str) -> AsyncIterator[Coming]:
    """A form with its files, which are there until the block ends unless they are kept.

    ForgedForm, TooLarge, NothingSent, TooMuchInForm.
    """
    site: Site = request.app.state.site
    forget_old(site, site.clock.now())
    _refuse_full(site, request)
    options = parse_options_header(request.headers.get("content-type", "").encode())[1]
    folder = site.uploads / secrets.token_urlsafe(18)
    folder.mkdir(mode=0o700)
    coming = Coming(folder, (site.secret, request.state.session, address))
    try:
        if b"boundary" not in options:
            raise ForgedForm
        parser = coming.parser(options[b"boundary"])
        async for chunk in request.stream():
            await run_in_threadpool(parser.write, chunk)
        nonce_of(*coming.ours, coming.fields.get("once", ""))
        if not coming.files:
            raise NothingSent
        yield coming
    finally:
        coming.close()
        shutil.rmtree(folder, ignore_errors=True)


def _refuse_full(site: Site, request: Request) -> None:
    length = request.headers.get("content-length", "0")
    size = int(length) if length.isdecimal() and len(length) < _MANY_DIGITS else 0
    if size > LARGEST * MOST or len(length) >= _MANY_DIGITS:
        raise TooLarge("the files are too large")
    if shutil.disk_usage(site.uploads).free < size + KEPT_FREE:
        raise TooLarge("the disk has no room for the files")


@dataclass
class Coming:
    """A form that is being read: what of it is there already."""

    folder: Path
    ours: tuple[bytes, str, str]
    fields: dict[str, str] = field(default_factory=dict)
    files: list[Sent] = field(default_factory=list)
    _header: tuple[bytearray, bytearray] = field(default_factory=lambda: (bytearray(), bytearray()))
    _headers: dict[str, bytes] = field(default_factory=dict)
    _text: bytearray = field(default_factory=bytearray)
    _length: int = 0
    _file: BinaryIO | None = None
    _name: str = ""
    _size: int = 0
    _digest: hashlib._Hash = field(default_factory=hashlib.sha256)
    _file_name: str = ""

    def parser(self, boundary: bytes) -> MultipartParser:
        """What is called with the form's bytes as they come."""
        return MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": lambda data, start, end: self._header[0].extend(data[start:end]),
                "on_header_value": lambda data, start, end: self._header[1].extend(data[start:end]),
                "on_header_end": self._header_end,
                "on_headers_finished": self._headers_end,
                "on_part_data": self._data,
                "on_part_end": self._end,
            },
        )

    def kept(self, site: Site, actor: str) -> Upload:
        """Puts the files where they wait for their work."""
        id_ = nonce_of(*self.ours, self.fields.get("once", ""))
        to = site.uploads / id_
        if (to / MANIFEST).is_file():
            before = waiting(site, id_, actor)
            if [(each.name, each.sha256) for each in before.files] != [(each.name, each.sha256) for each in self.files]:
                raise FormChanged
            return before
        files = [
            {"name": each.name, "at": each.path.name, "size": each.size, "sha256": each.sha256} for each in self.files
        ]
        write_private(self.folder / MANIFEST, json.dumps({"actor": actor, "files": files}).encode())
        self.folder.rename(to)
        return waiting(site, id_, actor)

    def close(self) -> None:
        """Ends a file that was cut short."""
        if self._file is not None:
            self._file.close()

    def _begin(self) -> None:
        self._headers.clear()
        self._text.clear()

    def _header_end(self) -> None:
        name, value = self._header
        self._headers[name.decode("latin-1").lower()] = bytes(value)
        name.clear()
        value.clear()

    def _headers_end(self) -> None:
        said = parse_options_header(self._headers.get("content-disposition", b""))[1]
        self._name = said.get(b"name", b"").decode("utf-8", "replace")
        name = said.get(b"filename")
        if name is None:
            return
        nonce_of(*self.ours, self.fields.get("once", ""))  # before anything of a file is kept
        if len(self.files) == MOST:
            raise TooLarge(f"more than {MOST} files were sent")
        path = self.folder / secrets.token_hex(12)
        self._file, self._size, self._digest = path.open("xb"), 0, hashlib.sha256()
        path.chmod(0o600)
        self._file_name = self._shown_name(name.decode("utf-8", "replace"))

    def _shown_name(self, name: str) -> str:
        """The sender's name without its folders, told apart from the others' where two are alike."""
        plain = PurePosixPath(name.replace("\\", "/")).name
        plain = "".join(each for each in plain if each.isprintable())[:120] or "file"
        taken = {each.name for each in self.files}
        stem, dot, ending = plain.rpartition(".")
        names = (f"{stem or ending}-{number}{dot}{ending if stem else ''}" for number in range(2, MOST + 2))
        return plain if plain not in taken else next(each for each in names if each not in taken)

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._file is None:
            self._length += end - start
            if self._length > LONGEST:
                raise TooMuchInForm
            self._text += data[start:end]
            return
        self._size += end - start
        if self._size > LARGEST:
            raise TooLarge(f"{self._file_name} is larger than 1 GiB")
        self._file.write(data[start:end])
        self._digest.update(data[start:end])

    def _end(self) -> None:
        if self._file is None:
            self.fields[self._name] = self._text.decode("utf-8", "replace").replace("\0", "").strip()
            return
        path = Path(self._file.name)
        self._file.close()
        self._file = None
        if self._size:
            self.files.append(Sent(self._file_name, path, self._size, self._digest.hexdigest()))
        else:
            path.unlink()
