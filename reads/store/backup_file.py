"""The file of a backup: a zip of its manifest and the database, with a seal over all of it; under age's encryption if wanted.

manifest.json     what the backup is of: kind of database, schema, head and length of the audit log
wetread.db        SQLite's file, or
wetread.dump      pg_dump's custom format
(zip comment)     SHA-256 of the whole file with 64 zeros in this place: any bit that changes is noticed
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from reads.store.errors import BackupDamaged, BadRecipient, IdentityNeeded

FORMAT = 1
"""The version of the file's form; a later wetread reads all earlier ones."""

_MANIFEST = "manifest.json"
_SEAL = 64
_AGE = b"age-encryption.org/v1"
_PIECE = 1 << 20
_MANIFEST_LIMIT = 1 << 16


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup is of: `content` is "wetread.db" (SQLite) or "wetread.dump" (PostgreSQL)."""

    format: int
    content: str
    schema: str
    head: str
    events: int
    at: str


def pack(content: Path, manifest: Manifest, target: Path, recipient: str | None) -> None:
    """Writes the backup's file, to the disk; `recipient` is a public key of age or an SSH key. BadRecipient for others.

    What is not encrypted yet lies beside the content, never beside the backup.
    """
    plain = target if recipient is None else content.with_suffix(".zip")
    with zipfile.ZipFile(plain, "x", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(_MANIFEST, json.dumps(asdict(manifest), indent=2))
        archive.write(content, manifest.content)
        archive.comment = b"0" * _SEAL
    with plain.open("r+b") as file:
        seal = _sealed(file)
        file.seek(-_SEAL, os.SEEK_END)
        file.write(seal)
        file.flush()
        os.fsync(file.fileno())
    if recipient is not None:
        _encrypt(plain, target, recipient)


def unpack(backup: Path, folder: Path, identity: Path | None) -> tuple[Manifest, Path]:
    """What a backup is of, and its content in a new file in the folder.

    BackupDamaged where it is not exactly as it was written; IdentityNeeded where it is encrypted and no key opens it.
    """
    plain = _decrypted(backup, folder, identity)
    with plain.open("rb") as file:
        seal = _sealed(file)
        file.seek(-_SEAL, os.SEEK_END)
        if file.read() != seal:
            raise BackupDamaged(backup, "its content has another hash than when it was written")
    try:
        with zipfile.ZipFile(plain) as archive:
            manifest = _manifest(archive, backup)
            return manifest, Path(archive.extract(manifest.content, folder))
    except (zipfile.BadZipFile, LookupError, ValueError, TypeError, EOFError) as error:
        raise BackupDamaged(backup, "it is no backup of wetread") from error


def _manifest(archive: zipfile.ZipFile, backup: Path) -> Manifest:
    with archive.open(_MANIFEST) as file:
        manifest = Manifest(**json.loads(file.read(_MANIFEST_LIMIT)))
    if manifest.format != FORMAT:
        raise BackupDamaged(backup, f"its form {manifest.format} is of a later version of wetread")
    if manifest.content not in {"wetread.db", "wetread.dump"}:
        raise BackupDamaged(backup, "it is no backup of wetread")
    return manifest


def _sealed(file: BinaryIO) -> bytes:
    """The seal that the file must end with."""
    left = file.seek(0, os.SEEK_END) - _SEAL
    digest = hashlib.sha256()
    file.seek(0)
    while left > 0 and (piece := file.read(min(left, _PIECE))):
        digest.update(piece)
        left -= len(piece)
    digest.update(b"0" * _SEAL)
    return digest.hexdigest().encode()


def _encrypt(plain: Path, target: Path, recipient: str) -> None:
    import pyrage

    try:
        key = pyrage.ssh.Recipient if recipient.startswith("ssh-") else pyrage.x25519.Recipient
        parsed = key.from_str(recipient)
    except pyrage.RecipientError as error:
        raise BadRecipient from error
    with plain.open("rb") as source, target.open("xb") as sink:
        pyrage.encrypt_io(source, sink, [parsed])
        sink.flush()
        os.fsync(sink.fileno())
    plain.unlink()


def _decrypted(backup: Path, folder: Path, identity: Path | None) -> Path:
    """The backup itself, or what it holds where it is encrypted."""
    with backup.open("rb") as file:
        if file.read(len(_AGE)) != _AGE:
            if file.seek(0, os.SEEK_END) <= _SEAL:
                raise BackupDamaged(backup, "it is no backup of wetread")
            return backup
    if identity is None:
        raise IdentityNeeded(backup, "it is encrypted")
    import pyrage

    plain = folder / "decrypted.zip"
    try:
        with backup.open("rb") as source, plain.open("xb") as sink:
            pyrage.decrypt_io(source, sink, [_identity(identity)])
    except (pyrage.DecryptError, pyrage.IdentityError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise IdentityNeeded(backup, f"the key in {identity} doesn't open it, or it is damaged") from error
    return plain


def _identity(path: Path) -> object:
    """The key in a file of age-keygen, or an SSH key."""
    import pyrage

    content = path.read_bytes()
    if b"PRIVATE KEY" in content:
        return pyrage.ssh.Identity.from_buffer(content)
    lines = [line.strip() for line in content.decode("utf-8", "replace").splitlines()]
    return pyrage.x25519.Identity.from_str(next((line for line in lines if line.startswith("AGE-SECRET-KEY-")), ""))
