"""A real mail server on loopback, with a certificate of its own, and the DNS name that it goes by."""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NAME = "mail.prairie.example"
USER, PASSWORD = "billing@prairie.example", "correct horse battery"


@dataclass
class Postbox:
    """What the server has taken over; `refuses` are recipients it won't have, `breaks` hangs up instead of answering."""

    port: int = 0
    messages: list[EmailMessage] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    users: list[str] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    refuses_mail: bool = False
    breaks: bool = False
    loop: asyncio.AbstractEventLoop | None = None

    def settle(self) -> None:
        """Waits until nobody is served: what was sent by who is gone now has been taken over, or never will be."""
        while self.loop is not None and asyncio.all_tasks(self.loop):
            time.sleep(0.01)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if address in self.refuses:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.breaks:
            server.transport.abort()
            return "250 never heard"
        if self.refuses_mail:
            return "554 too large for us"
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        self.encrypted.append(server.transport.get_extra_info("ssl_object") is not None)
        return "250 queued as 4711"

    def authenticate(self, server: SMTP, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        good = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        if good:
            self.users.append(data.login.decode())
        return AuthResult(success=good, handled=False)


@contextmanager
def serving(
    certificate: Path | None, *, auth: bool = False, implicit: bool = False, logins: bool = True
) -> Iterator[Postbox]:
    """A server on a free port; with a certificate it wants STARTTLS before anything else, or TLS from the first byte.

    Without `logins` it knows no way of logging in.
    """
    box = Postbox()
    context = None
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
    controller = Controller(
        box,
        hostname="127.0.0.1",
        port=free_port(),
        ssl_context=context if implicit else None,
        tls_context=None if implicit else context,
        require_starttls=context is not None and not implicit,
        auth_required=auth,
        auth_require_tls=not (auth and implicit),
        authenticator=box.authenticate if auth else None,
        auth_exclude_mechanism=() if logins else ("LOGIN", "PLAIN"),
    )
    controller.start()
    box.port, box.loop = controller.port, controller.loop
    try:
        yield box
    finally:
        controller.stop()


@contextmanager
def trusted(books: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    """A server with STARTTLS and a password, whose certificate this machine trusts; the books name it."""
    made = certificate(folder)
    monkeypatch.setenv("SSL_CERT_FILE", str(made))
    monkeypatch.setenv("WETREAD_SMTP_PASSWORD", PASSWORD)
    named(monkeypatch, NAME)
    with serving(made, auth=True) as box:
        settings(books, box.port, more=f'user = "{USER}"\n')
        yield box


def settings(books: Path, port: int, host: str = NAME, more: str = "") -> None:
    """Appends [email] to wetread.toml."""
    file = books / "wetread.toml"
    file.write_text(f'{file.read_text()}\n[email]\nhost = "{host}"\nport = {port}\n{more}')


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def certificate(folder: Path, name: str = NAME) -> Path:
    """A certificate that vouches for itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


def named(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Lets DNS know these names as this machine."""
    real = socket.getaddrinfo

    def found(host: Any, *rest: Any, **more: Any) -> Any:
        return real("127.0.0.1" if host in names else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", found)
