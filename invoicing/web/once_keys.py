"""A form is carried out once, ever: its key is stored with the deed, in the deed's own transaction (spec 9.3).

The key is signed for the session and the address: it stops forgery and repeats. A double click, a reload, a retry after a crash
finds the key and shows the first outcome; the same key with another form is refused.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlmodel import Session, select

from invoicing.web.tables import OnceRow
from reads.core.actor_and_moment import By
from reads.core.errors import WetreadError
from reads.store.canonical_json import canonical
from reads.store.engine import Store


class FormChanged(WetreadError):
    """The key of a form that was carried out came with another form."""

    code = "form_changed"

    def __init__(self) -> None:
        super().__init__(
            "this form was sent before, with something else in it", "open the page anew and fill it in again"
        )


class ForgedForm(WetreadError):
    """A form without a key of ours for this browser and address."""

    code = "bad_form"

    def __init__(self) -> None:
        super().__init__(
            "this form is none that these pages gave out, or of a session that has ended",
            "where it stands filled in below, look at it and press the button once more; else open the page anew",
        )


@dataclass(frozen=True, slots=True)
class Once:
    """One form that was sent: its key, what it held, and where its outcome is shown."""

    key: str
    form: str
    outcome: str


def new_key(secret: bytes, session: str, address: str) -> str:
    """A key for one form."""
    nonce = secrets.token_urlsafe(18)
    return f"{nonce}.{_signature(secret, session, address, nonce)}"


def sent_form(secret: bytes, session: str, address: str, form: Mapping[str, str], outcome: str) -> Once:
    """The form that was sent; ForgedForm where its key is not ours for this session and address."""
    nonce = nonce_of(secret, session, address, form.get("once", ""))
    content = {name: value for name, value in form.items() if name != "once"}
    return Once(nonce, hashlib.sha256(canonical([address, content]).encode()).hexdigest(), outcome)


def nonce_of(secret: bytes, session: str, address: str, key: str) -> str:
    """What is random of a key of ours for this session and address; ForgedForm where it is none."""
    nonce, _, signature = key.partition(".")
    if not hmac.compare_digest(signature.encode(), _signature(secret, session, address, nonce).encode()):
        raise ForgedForm
    return nonce


def first_outcome(store: Store, once: Once) -> str | None:
    """Where the outcome of this form is shown if it was carried out before; FormChanged where that was another form."""
    with store.read() as session:
        row = session.exec(select(OnceRow).where(OnceRow.key == once.key)).first()
    if row is None:
        return None
    if row.form != once.form:
        raise FormChanged
    return row.outcome


class CarriedOut(Exception):  # it is no failure
    """The form was carried out by another request, just now."""


@dataclass(frozen=True)
class StoreOnce(Store):
    """A store whose first transaction records that the form was carried out: both are committed, or neither is."""

    once: Once | None = None
    by: By | None = None
    _kept: list[bool] = field(default_factory=list)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """As the store's; CarriedOut where the form was carried out meanwhile."""
        with super().write() as session:
            if self.once is not None and self.by is not None and not self._kept:
                if session.exec(select(OnceRow.id).where(OnceRow.key == self.once.key)).first() is not None:
                    raise CarriedOut
                row = OnceRow(
                    key=self.once.key,
                    form=self.once.form,
                    outcome=self.once.outcome,
                    at=self.by.at,
                    actor=self.by.actor,
                )
                session.add(row)
                session.flush()
            yield session
        self._kept.append(True)

    def keep(self) -> None:
        """Records that the form was carried out, for a deed that was done already and can be done again without harm."""
        with self.write():
            pass


def only_once(store: Store, once: Once, by: By) -> StoreOnce:
    """The same database; what is done through it first is done with the form's key."""
    return StoreOnce(store.engine, store.clock, store.books, store.is_read_only, once, by)


def _signature(secret: bytes, session: str, address: str, nonce: str) -> str:
    return hmac.new(secret, canonical([session, address, nonce]).encode(), hashlib.sha256).hexdigest()
