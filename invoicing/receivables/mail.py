"""A mail to a client, as frozen values, and the message that a server is given."""

from __future__ import annotations

import hashlib
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from invoicing.receivables.mail_errors import NoMailServer

SUBMISSION_PORT = 587
IMPLICIT_TLS_PORT = 465


@dataclass(frozen=True, slots=True)
class MailServer:
    """[email] of wetread.toml: where mail is handed over, and as whom; its password stands elsewhere."""

    host: str
    port: int
    user: str
    sender: str

    @classmethod
    def of(cls, values: Mapping[tuple[str, str], object], fallback_sender: str) -> MailServer:
        """From the settings of the books; NoMailServer where they name none."""
        host = str(values.get(("email", "host"), ""))
        if not host:
            raise NoMailServer
        port = values.get(("email", "port"), SUBMISSION_PORT)
        return cls(
            host=host,
            port=port if isinstance(port, int) else SUBMISSION_PORT,
            user=str(values.get(("email", "user"), "")),
            sender=str(values.get(("email", "from"), "")) or fallback_sender,
        )

    @property
    def is_loopback(self) -> bool:
        """Whether the server is this machine, as it is named: then nothing that is said to it leaves it."""
        if self.host.casefold().rstrip(".") == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A PDF in a mail; of an encrypted one `sealed_from` is the digest of its content before, by which it is compared."""

    name: str
    content: bytes
    sealed_from: str = ""

    @property
    def sha256(self) -> str:
        """Its digest, which the record of the mail keeps."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Mail:
    """What is sent: `entity` is what it is about, a paper's number or a statement; a second one needs `--again`."""

    entity: str
    sender_name: str
    sender: str
    recipients: tuple[str, ...]
    subject: str
    body: str
    enclosed: tuple[Enclosed, ...]
    message_id: str
    at: datetime

    def as_bytes(self) -> bytes:
        """The message in the form that SMTP carries: MIME, lines ended by CR LF."""
        message = EmailMessage(policy=SMTP)
        message["From"] = Address(self.sender_name, addr_spec=self.sender)
        message["To"] = tuple(Address(addr_spec=each) for each in self.recipients)
        message["Subject"] = self.subject
        message["Date"] = format_datetime(self.at)
        message["Message-ID"] = f"<{self.message_id}>"
        message.set_content(self.body)
        for each in self.enclosed:
            message.add_attachment(each.content, maintype="application", subtype="pdf", filename=each.name)
        return message.as_bytes()
