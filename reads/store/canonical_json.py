"""The one JSON text of a value, by which it is stored, compared and hashed."""

from __future__ import annotations

import json


def canonical(value: object) -> str:
    """The one JSON text of a value: keys sorted, no spaces, so that equal values have equal hashes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
