"""What an import said besides its counts, kept for the page that follows it: a short time, and by the server alone."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

from reads.core.findings import Finding

MOST = 40
"""So many imports' words are kept, the last ones."""


@dataclass(frozen=True, slots=True)
class SaidOfImport:
    """How many rows came in, and what somebody should look at."""

    rows: int
    findings: Sequence[Finding]


@dataclass(slots=True)
class ToldOfImports:
    """By the upload that was brought in."""

    _kept: dict[str, SaidOfImport] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, upload: str, told: SaidOfImport) -> None:
        """Keeps what was said; what is oldest goes."""
        with self._guard:
            self._kept[upload] = told
            for old in list(self._kept)[:-MOST]:
                del self._kept[old]

    def of(self, upload: str) -> SaidOfImport | None:
        """What was said, where it is still kept."""
        return self._kept.get(upload)
