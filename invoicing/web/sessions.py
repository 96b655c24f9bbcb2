"""Signing in to one's own machine: a link with a token that works once, then a cookie (spec 9.5). In memory alone."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

TOKEN_LIVES = timedelta(minutes=10)
"""How long a sign-in link is good, once."""
IDLE = timedelta(hours=12)


@dataclass(slots=True)
class Session:
    """Somebody who is signed in; `seen` moves with every request."""

    id: str
    actor: str
    seen: datetime


@dataclass
class Sessions:
    """The tokens that wait for their browser, and who is signed in."""

    _tokens: dict[str, datetime] = field(default_factory=dict)
    _open: dict[str, Session] = field(default_factory=dict)

    def new_token(self, now: datetime) -> str:
        """A token for one link; it works once, while TOKEN_LIVES."""
        self._tokens = {token: at for token, at in self._tokens.items() if now - at < TOKEN_LIVES}
        token = secrets.token_urlsafe(32)
        self._tokens[token] = now
        return token

    def sign_in(self, token: str, actor: str, now: datetime) -> Session | None:
        """A session for the token, which is used up; None where it is none, used, or too old."""
        found = None
        for each, at in self._tokens.items():  # all are compared, so that time says nothing of any
            if hmac.compare_digest(each.encode(), token.encode()) and now - at < TOKEN_LIVES:
                found = each
        if found is None:
            return None
        del self._tokens[found]
        session = Session(secrets.token_urlsafe(32), actor, now)
        self._open[session.id] = session
        return session

    def of(self, cookie: str, now: datetime) -> Session | None:
        """Whose cookie it is; None where nobody's, or where nothing was asked for twelve hours."""
        session = self._open.get(cookie)
        if session is None:
            return None
        if now - session.seen >= IDLE:
            self.sign_out(cookie)
            return None
        session.seen = now
        return session

    def sign_out(self, cookie: str) -> None:
        """Ends the session."""
        self._open.pop(cookie, None)
