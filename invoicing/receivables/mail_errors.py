"""Why a mail wasn't sent, or may not be: one class a reason, its sentence built inside it."""

from __future__ import annotations

from datetime import datetime

from reads.core.errors import WetreadError, WrongUse
from reads.core.times import rfc3339

_FOR_NOW = 4
"""Answers that begin so may be another in an hour (RFC 5321, 4.2.1)."""

_MOST_SAID = 120
"""So much of a server's words is shown."""


class NoMailServer(WetreadError):
    """The books name no server."""

    code = "no_mail_server"

    def __init__(self) -> None:
        super().__init__(
            "the books name no server for mail",
            'write [email] host = "smtp.example.com", user and from into wetread.toml',
        )


class NoMailPassword(WetreadError):
    """The server wants a password, and there is none."""

    code = "no_mail_password"

    def __init__(self, user: str, variable: str) -> None:
        super().__init__(
            f"there is no password for {user} at the mail server",
            f"set ${variable}, or keep it in the system's keyring: keyring set wetread-smtp {user}",
        )


class NoAddress(WetreadError):
    """Nobody to send to."""

    code = "no_address"

    def __init__(self, client: str) -> None:
        super().__init__(
            f"{client} has no e-mail address", "fill in email in clients.csv and apply, or say --to ADDRESS"
        )


class BadAddress(WrongUse):
    """Not an address."""

    code = "bad_address"

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text!r} is not an e-mail address that any server takes", "write it plainly: ap@hospital.example"
        )


class NoSchedule(WrongUse):
    """The paper has no schedule."""

    code = "no_schedule"

    def __init__(self, number: str) -> None:
        super().__init__(f"{number} has no schedule of reads", "leave --with-schedule out")


class SentBefore(WetreadError):
    """It was sent already."""

    code = "sent_before"

    def __init__(self, entity: str, to: str, at: datetime) -> None:
        super().__init__(f"{entity} was sent to {to} at {rfc3339(at)}", "--again sends it once more")


class MaybeSentBefore(WetreadError):
    """An earlier try has no known end."""

    code = "maybe_sent_before"

    def __init__(self, entity: str, to: str, at: datetime) -> None:
        super().__init__(
            f"{entity} was being sent to {to} at {rfc3339(at)}, and how that ended is not known",
            "look among the server's sent mail; --again sends it, maybe a second time",
        )


class Unreachable(WetreadError):
    """No server answered."""

    code = "mail_unreachable"

    def __init__(self, host: str, port: int, why: str) -> None:
        super().__init__(
            f"the mail server {host}:{port} can't be reached ({why}); nothing was sent",
            "correct [email] in wetread.toml or mend the network, and run it again",
        )


class NotEncrypted(WetreadError):
    """The server offers no STARTTLS."""

    code = "mail_not_encrypted"

    def __init__(self, host: str) -> None:
        super().__init__(
            f"{host} offers no STARTTLS, and mail to another machine is never handed over unencrypted; nothing was sent",
            "use the port for submission, 587, or 465",
        )


class NotTrusted(WetreadError):
    """The server's certificate is not good."""

    code = "mail_not_trusted"

    def __init__(self, host: str, why: str) -> None:
        super().__init__(
            f"the certificate of {host} is not trusted ({why}); nothing was sent",
            "correct the host's name; for a certificate of your own set $SSL_CERT_FILE to its issuer's",
        )


class NoLogin(WetreadError):
    """The server takes no password."""

    code = "mail_no_login"

    def __init__(self, host: str, user: str) -> None:
        super().__init__(
            f"{host} lets neither {user} nor anybody else log in by a password; nothing was sent",
            "take user out of [email], or use the server's port for submission",
        )


class Refused(WetreadError):
    """The server said no: for now (4xx: a mailbox that is full, a sender that it doesn't know yet), or for good."""

    code = "mail_refused"

    def __init__(self, host: str, step: str, status: int, said: bytes | str = "") -> None:
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        words = "".join(each if each.isprintable() else " " for each in text)
        words = f"; it says: {' '.join(words.split())[:_MOST_SAID]}" if words.strip() else ""
        super().__init__(
            f"{host} refused {step} with {status}; nothing was sent{words}",
            "it refuses for now: run it again later; if it stays so, ask who has the mailbox"
            if status // 100 == _FOR_NOW
            else "correct [email] or the address and run it again; the server's log says more",
        )


class InDoubt(WetreadError):
    """The connection broke while the server was taking the mail over."""

    code = "mail_in_doubt"

    def __init__(self, host: str) -> None:
        super().__init__(
            f"the connection to {host} broke before it said that it has the mail: it may have been sent",
            "look among the server's sent mail; --again sends it, maybe a second time",
        )


class NoWay(WrongUse):
    """A paper was marked as sent without saying how."""

    code = "no_way"

    def __init__(self) -> None:
        super().__init__("how the paper was sent is not said", "say it, such as Coupa portal, or post")
