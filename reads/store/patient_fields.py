"""Values that name a patient, as the database may hold them: sealed with AES-GCM, each in its place (spec 7).

    1.<data key>.<base64 of nonce, ciphertext and tag>

A sealed value opens only in the table, column and row that it was sealed for; moved elsewhere, it is damage. Data keys
are random and lie in the database, wrapped by the key that a person keeps (reads.store.keys).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

from reads.core.errors import WetreadError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_FORM = "1"
_NONCE = 12


class Unsealable(WetreadError):
    """A sealed value can't be opened: it was changed, moved, or sealed under another key."""

    code = "unsealable"

    def __init__(self, place: SealPlace) -> None:
        super().__init__(
            f"{place.column} of a row of {place.table} can't be opened: it was changed, moved, or has another key",
            "`wetread key check` says whether this is the right key; if it is, restore the database from a backup",
        )


@dataclass(frozen=True, slots=True)
class SealPlace:
    """Where a value belongs: what it is bound to. `row` is what names the row, for example a read's key."""

    table: str
    column: str
    row: str

    @property
    def bound(self) -> bytes:
        """The data that AES-GCM authenticates beside the value."""
        return f"{self.table}\x1f{self.column}\x1f{self.row}".encode()


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """A value that only the vault opens."""

    text: str

    def __repr__(self) -> str:
        return "<Sealed>"


class SealedText(TypeDecorator[Sealed]):
    """A column for sealed values; a plain text is refused before it reaches the database."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sealed | None, dialect: Dialect) -> str | None:
        """The stored form of a sealed value."""
        if value is not None and not isinstance(value, Sealed):
            raise TypeError("this column takes sealed values only")
        return None if value is None else value.text

    def process_result_value(self, value: str | None, dialect: Dialect) -> Sealed | None:
        """The sealed value, unopened."""
        return None if value is None else Sealed(value)


class Vault:
    """Seals and opens values under the data keys of one database; the newest key seals."""

    def __init__(self, keys: Mapping[int, bytes]) -> None:
        self._keys = dict(keys)

    def __repr__(self) -> str:
        return "<Vault>"

    @cached_property
    def _ciphers(self) -> dict[int, AESGCM]:
        return {number: _cipher(key) for number, key in self._keys.items()}

    @cached_property
    def _mark_key(self) -> bytes:
        return hmac.digest(self._keys[min(self._keys)], b"wetread mark", hashlib.sha256)

    def seal(self, place: SealPlace, text: str) -> Sealed:
        """The value, sealed for its place."""
        number = max(self._keys)
        return Sealed(f"{_FORM}.{number}.{_encrypted(self._ciphers[number], text.encode(), place.bound)}")

    def open(self, place: SealPlace, sealed: Sealed) -> str:
        """The value of a place; Unsealable where it isn't what was sealed for that place."""
        form, _, rest = sealed.text.partition(".")
        number, _, body = rest.partition(".")
        cipher = self._ciphers.get(int(number)) if number.isdecimal() else None
        if form != _FORM or cipher is None:
            raise Unsealable(place)
        opened = _decrypted(cipher, body, place.bound)
        if opened is None:
            raise Unsealable(place)
        return opened.decode()

    def mark(self, text: str) -> str:
        """A keyed hash: equal for equal texts, and telling nothing of them to who has no key. Stays after a rotation."""
        return hmac.digest(self._mark_key, text.encode(), hashlib.sha256).hex()


def encrypted(key: bytes, content: bytes, bound: bytes) -> str:
    """AES-256-GCM with a random nonce, as base64 text."""
    return _encrypted(_cipher(key), content, bound)


def decrypted(key: bytes, text: str, bound: bytes) -> bytes | None:
    """What was encrypted, None where key, text or what it is bound to are not the same."""
    try:
        return _decrypted(_cipher(key), text, bound)
    except ValueError:  # it is no key at all
        return None


def _cipher(key: bytes) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)


def _encrypted(cipher: AESGCM, content: bytes, bound: bytes) -> str:
    nonce = os.urandom(_NONCE)
    return base64.b64encode(nonce + cipher.encrypt(nonce, content, bound)).decode()


def _decrypted(cipher: AESGCM, text: str, bound: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag

    try:
        raw = base64.b64decode(text, validate=True)
        if base64.b64encode(raw).decode() != text:
            return None
        return cipher.decrypt(raw[:_NONCE], raw[_NONCE:], bound)
    except (InvalidTag, ValueError):
        return None
