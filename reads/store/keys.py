"""The key that a person keeps, outside the books: in a file or in the system's keyring; it wraps the data keys (spec 7).

wetread-key-1 <base64 of 32 bytes>     a line each; the first is the key, others are what a broken rotation left
"""

from __future__ import annotations

import base64
import hashlib
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sqlmodel import Session, select

from reads.core.errors import WetreadError
from reads.store.patient_fields import Vault, decrypted, encrypted
from reads.store.private_files import write_private
from reads.store.tables import DataKeyRow

_FORM = "wetread-key-1"
_SERVICE = "wetread"
_ENTRY = "patients"


class NoKey(WetreadError):
    """There is no key for patients' fields."""

    code = "no_key"

    def __init__(self) -> None:
        super().__init__(
            "there is no key for patients' fields, so final reads can't be kept",
            "name its file in WETREAD_KEY_FILE; if there never was one, `wetread key create` makes it, there or in the system's "
            "keyring: keep a copy",
        )


class WrongKey(WetreadError):
    """The key isn't the one under which this database's data keys are wrapped."""

    code = "wrong_key"

    def __init__(self, place: str) -> None:
        super().__init__(
            f"the key in {place} doesn't open this database's patients' fields",
            "use the key that was there when they came in: a copy of it, or the one of a backup",
        )


class UnreadableKey(WetreadError):
    """Something is where the key should be, and it is no key."""

    code = "unreadable_key"

    def __init__(self, place: str) -> None:
        super().__init__(f"what is in {place} is no key", "name the right file in WETREAD_KEY_FILE, or restore a copy")


class NoKeyring(WetreadError):
    """The system has no keyring that could keep a key."""

    code = "no_keyring"

    def __init__(self) -> None:
        super().__init__(
            "this system has no keyring to keep a key in",
            "set WETREAD_KEY_FILE to a file outside the books, for example ~/wetread.key, and run `wetread key create`",
        )


class Holder(Protocol):
    """Where a key is kept."""

    @property
    def place(self) -> str:
        """As a person names it."""
        ...

    def read(self) -> str | None:
        """What is kept there; None for nothing."""
        ...

    def write(self, text: str) -> None:
        """Keeps this instead."""
        ...


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A file that its owner alone may read."""

    path: Path

    @property
    def place(self) -> str:
        """Its path."""
        return str(self.path)

    def read(self) -> str | None:
        """The file's text, None where there is no file."""
        try:
            return self.path.read_text("ascii")
        except FileNotFoundError:
            return None
        except UnicodeDecodeError:
            raise UnreadableKey(self.place) from None

    def write(self, text: str) -> None:
        """Whole or not at all."""
        write_private(self.path, text.encode("ascii"))


@dataclass(frozen=True, slots=True)
class SystemKeyring:
    """The keyring of the person who is logged in."""

    @property
    def place(self) -> str:
        """As a person names it."""
        return "the system's keyring"

    def read(self) -> str | None:
        """What the keyring has; None also where there is no keyring."""
        import keyring
        from keyring.errors import KeyringError

        try:
            return keyring.get_password(_SERVICE, _ENTRY)
        except (KeyringError, RuntimeError):
            return None

    def write(self, text: str) -> None:
        """Keeps it; NoKeyring where there is none."""
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.set_password(_SERVICE, _ENTRY, text)
        except (KeyringError, RuntimeError):
            raise NoKeyring from None


def holder_of(path: Path | None) -> Holder:
    """The file where one is named, else the system's keyring."""
    return KeyFile(path.expanduser()) if path else SystemKeyring()


def create_key(holder: Holder) -> bool:
    """Makes a key where none is; whether one was made. A key that is there is never overwritten."""
    if _masters(holder):
        return False
    holder.write(_line(os.urandom(32)))
    return True


def has_key(holder: Holder) -> bool:
    """Whether a key is kept there; UnreadableKey for something else."""
    return bool(_masters(holder))


def open_vault(session: Session, holder: Holder, *, at: datetime) -> Vault:
    """The vault of this database, its first data key made now if it has none (kept if the session writes).

    NoKey without a key, WrongKey where it isn't the one of this database.
    """
    masters = _masters(holder)
    if not masters:
        raise NoKey
    rows = session.exec(select(DataKeyRow)).all()
    if not rows:
        rows = [_add_data_key(session, masters[0], at)]
    return Vault({row.id or 0: _unwrapped(row, masters, holder) for row in rows})


def rotate_key(session: Session, holder: Holder, *, at: datetime) -> int:
    """A new key, under which all data keys are wrapped anew, and a new data key for what comes in from now on.

    How many data keys were wrapped anew. The holder keeps both keys until `finish_rotation`, which is for after the
    commit: wherever the rotation is broken off, what it left opens the database.
    """
    masters = _masters(holder)
    if not masters:
        raise NoKey
    rows = session.exec(select(DataKeyRow)).all()
    opened = [_unwrapped(row, masters, holder) for row in rows]
    new = os.urandom(32)
    holder.write("".join(map(_line, [new, *masters])))
    for row, key in zip(rows, opened, strict=True):
        row.wrapped, row.master = encrypted(new, key, _bound(row.id or 0)), _name(new)
        session.add(row)
    session.flush()
    _add_data_key(session, new, at)
    return len(rows)


def finish_rotation(holder: Holder) -> None:
    """Forgets all keys but the newest; only once the database is committed under it."""
    holder.write(_line(_masters(holder)[0]))


def _masters(holder: Holder) -> list[bytes]:
    text = holder.read()
    if text is None:
        return []
    found = []
    for line in text.split("\n"):
        form, _, encoded = line.strip().partition(" ")
        if not form:
            continue
        try:
            key = base64.b64decode(encoded, validate=True)
        except ValueError:
            raise UnreadableKey(holder.place) from None
        if form != _FORM or len(key) != 32:
            raise UnreadableKey(holder.place)
        found.append(key)
    if not found:
        raise UnreadableKey(holder.place)
    return found


def _add_data_key(session: Session, master: bytes, at: datetime) -> DataKeyRow:
    """A new data key; its number is known only once it has a row, and it is bound to that."""
    row = DataKeyRow(wrapped="", master=_name(master), at=at)
    session.add(row)
    session.flush()
    row.wrapped = encrypted(master, os.urandom(32), _bound(row.id or 0))
    session.add(row)
    session.flush()
    return row


def _unwrapped(row: DataKeyRow, masters: list[bytes], holder: Holder) -> bytes:
    for master in masters:
        if _name(master) == row.master:
            key = decrypted(master, row.wrapped, _bound(row.id or 0))
            if key is not None:
                return key
    raise WrongKey(holder.place)


def _bound(number: int) -> bytes:
    return f"data_keys\x1fwrapped\x1f{number}".encode()


def _line(key: bytes) -> str:
    return f"{_FORM} {base64.b64encode(key).decode()}\n"


def _name(key: bytes) -> str:
    return hashlib.sha256(b"wetread key name" + key).hexdigest()[:16]
