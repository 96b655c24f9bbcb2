"""Hands a mail to a server: encrypted unless the server is this machine, to all recipients or to none.

Every failure before the server was given the mail says that nothing was sent; one while it was taking it over is InDoubt.
"""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from invoicing.receivables.mail import IMPLICIT_TLS_PORT, Mail, MailServer
from invoicing.receivables.mail_errors import (
    InDoubt,
    NoLogin,
    NoMailPassword,
    NotEncrypted,
    NotTrusted,
    Refused,
    Unreachable,
)

PASSWORD = "WETREAD_SMTP_PASSWORD"  # noqa: S105 (the variable's name)
_KEYRING_SERVICE = "wetread-smtp"
_SECONDS = 60
_TAKEN = {250, 251}


def password_of(server: MailServer) -> str | None:
    """The password of the server's user, None for a server without one; NoMailPassword where it is nowhere."""
    if not server.user:
        return None
    found = os.environ.get(PASSWORD) or _from_keyring(server.user)
    if not found:
        raise NoMailPassword(server.user, PASSWORD)
    return found


def _from_keyring(user: str) -> str | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_KEYRING_SERVICE, user)
    except (KeyringError, RuntimeError):
        return None


def send(server: MailServer, password: str | None, mail: Mail, content: bytes) -> str:
    """Hands the mail's content over; what the server said when it had taken it."""
    with _connected(server) as smtp:
        _encrypt(smtp, server)
        try:
            if password is not None:
                smtp.login(server.user, password)
            _address(smtp, server, mail)
        except smtplib.SMTPNotSupportedError:
            raise NoLogin(server.host, server.user) from None
        except smtplib.SMTPAuthenticationError as error:
            raise Refused(server.host, f"the password of {server.user}", error.smtp_code, error.smtp_error) from None
        except (smtplib.SMTPException, OSError) as error:
            if type(error) is smtplib.SMTPException:  # the server offers ways of logging in, and none by a password
                raise NoLogin(server.host, server.user) from None
            raise Unreachable(server.host, server.port, type(error).__name__) from error
        return _handed_over(smtp, server, content)


@contextmanager
def _connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    try:
        smtp = _opened(server)
    except ssl.SSLCertVerificationError as error:
        raise NotTrusted(server.host, error.verify_message) from error
    except (smtplib.SMTPException, OSError) as error:
        raise Unreachable(server.host, server.port, _words(error)) from error
    try:
        yield smtp
    finally:
        with suppress(smtplib.SMTPException, OSError):
            smtp.quit()
        smtp.close()


def _opened(server: MailServer) -> smtplib.SMTP:
    if server.port == IMPLICIT_TLS_PORT:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=_trust(server))
    return smtplib.SMTP(server.host, server.port, timeout=_SECONDS)


def _encrypt(smtp: smtplib.SMTP, server: MailServer) -> None:
    """STARTTLS wherever it is offered; NotEncrypted where it isn't and the server is another machine."""
    try:
        smtp.ehlo()
        if server.port == IMPLICIT_TLS_PORT:
            return
        if smtp.has_extn("starttls"):
            smtp.starttls(context=_trust(server))
            smtp.ehlo()
            return
    except ssl.SSLCertVerificationError as error:
        raise NotTrusted(server.host, error.verify_message) from error
    except (smtplib.SMTPException, OSError) as error:
        raise Unreachable(server.host, server.port, _words(error)) from error
    if not server.is_loopback:
        raise NotEncrypted(server.host)


def _trust(server: MailServer) -> ssl.SSLContext:
    """Which certificates are good: those of the system; any of this machine itself, whose mail doesn't leave it."""
    context = ssl.create_default_context()
    if server.is_loopback:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _address(smtp: smtplib.SMTP, server: MailServer, mail: Mail) -> None:
    """Sender and recipients; a server that refuses one of them is given nothing."""
    status, said = smtp.mail(mail.sender)
    if status not in _TAKEN:
        raise Refused(server.host, "the sender", status, said)
    for recipient in mail.recipients:
        status, said = smtp.rcpt(recipient)
        if status not in _TAKEN:
            raise Refused(server.host, recipient, status, said)


def _handed_over(smtp: smtplib.SMTP, server: MailServer, content: bytes) -> str:
    try:
        status, said = smtp.data(content)
    except smtplib.SMTPDataError as error:
        raise Refused(server.host, "the mail", error.smtp_code, error.smtp_error) from None
    except (smtplib.SMTPException, OSError) as error:
        raise InDoubt(server.host) from error
    if status not in _TAKEN:
        raise Refused(server.host, "the mail", status, said)
    return said.decode("ascii", "replace")


def _words(error: Exception) -> str:
    return getattr(error, "strerror", None) or type(error).__name__
