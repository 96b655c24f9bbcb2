"""Mail servers of several kinds on this machine, one for a transcript, and the settings of the books that name it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import mail

LOGIN = f'user = "{mail.USER}"\n'


@contextmanager
def mail_server(kind: str, books: Path, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server that takes mail, or that `breaks`, `refuses`, knows no passwords (`nologin`), is `plain`, or `untrusted`."""
    made = mail.certificate(books.parent)
    patch.setattr(logging.getLogger("mail.log"), "disabled", True)  # the server's own words, of which no user hears
    mail.named(patch, mail.NAME)
    patch.setenv("WETREAD_SMTP_PASSWORD", mail.PASSWORD)
    if kind != "untrusted":
        patch.setenv("SSL_CERT_FILE", str(made))
    certificate = None if kind == "plain" else made
    with mail.serving(certificate, auth=kind not in ("plain", "nologin"), logins=kind != "nologin") as box:
        box.breaks, box.refuses_mail = kind == "breaks", kind == "refuses"
        mail.settings(books, box.port, more=LOGIN)
        yield
