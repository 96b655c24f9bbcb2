"""Time stamps of where the audit log stands, by an authority outside the house (RFC 3161): nobody can date a history back.

What is stamped is the canonical JSON of {"events", "head", "root"}; the answer is kept with the anchor, whole.
"""

from __future__ import annotations

import base64
import binascii
import http.client
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reads.core.errors import WetreadError
from reads.store.certificate_order import with_certificates_in_order

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_SECONDS = 20
_LIMIT = 1 << 16
_GRANTED = (0, 1)
"""RFC 3161, 2.4.2: granted, and granted with modifications."""


class StampFailed(WetreadError):
    """The authority gave no time stamp that can be kept."""

    code = "stamp_failed"

    def __init__(self, url: str, why: str) -> None:
        super().__init__(
            f"{url} gave no time stamp: {why}; all else is done",
            "`wetread audit stamp` asks again; [timestamps] in wetread.toml names the authority",
        )


class BadStampRoots(WetreadError):
    """The file of the authority's root certificates holds none."""

    code = "bad_stamp_roots"

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} holds no certificate",
            "put the authority's root certificates there, as PEM; [timestamps] roots in wetread.toml names the file",
        )


@dataclass(frozen=True, slots=True)
class Authority:
    """Who stamps, by the address that it answers at, and the file of the root certificates that it is known by."""

    url: str
    roots: Path

    def stamp(self, message: bytes) -> Stamp:
        """A time stamp of the message, checked before it is believed; StampFailed where there is none."""
        from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

        if not self.url.startswith(("https://", "http://")):
            raise StampFailed(self.url, "that is no address of the web")
        request = TimestampRequestBuilder().data(message).hash_algorithm(HashAlgorithm.SHA256).build()
        query = urllib.request.Request(  # noqa: S310  the scheme is looked at above
            self.url, data=request.as_bytes(), headers={"Content-Type": "application/timestamp-query"}
        )
        try:
            with urllib.request.urlopen(query, timeout=_SECONDS) as answer:  # noqa: S310
                token = answer.read(_LIMIT)
        except (OSError, ValueError, http.client.HTTPException) as error:
            if isinstance(error, urllib.error.HTTPError):
                error.close()
            raise StampFailed(self.url, str(getattr(error, "reason", error))) from error
        stamped = read_stamp(base64.b64encode(token).decode(), message, self.roots, nonce=request.nonce)
        if isinstance(stamped, str):
            raise StampFailed(self.url, stamped)
        return stamped


@dataclass(frozen=True, slots=True)
class Stamp:
    """When an authority saw a message, and its answer in base64."""

    at: datetime
    token: str


def read_stamp(token: str, message: bytes, roots: Path, nonce: int | None = None) -> Stamp | str:
    """The stamp, where it is of the message and signed under one of the roots; else what is wrong, in words."""
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    try:
        answer = decode_timestamp_response(with_certificates_in_order(base64.b64decode(token, validate=True)))
    except (ValueError, binascii.Error) as error:
        return f"it is no answer by RFC 3161 ({error})"
    if answer.status not in _GRANTED:
        return " ".join([f"the authority declined (status {answer.status})", *answer.status_string])
    builder = VerifierBuilder(nonce=nonce, roots=_certificates(roots))
    try:
        builder.build().verify_message(answer, message)
    except (VerificationError, ValueError) as error:
        return f"it doesn't hold ({error})"
    return Stamp(answer.tst_info.gen_time, token)


def _certificates(roots: Path) -> list[Certificate]:
    from cryptography.x509 import load_pem_x509_certificates

    try:
        return load_pem_x509_certificates(roots.read_bytes())
    except (OSError, ValueError) as error:
        raise BadStampRoots(roots) from error
