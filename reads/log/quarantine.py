"""What waits for a person, as values and as rows. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Any

from reads.core.findings import Finding, Where
from reads.core.read import STUDY, origin_of
from reads.directory.directory import Directory
from reads.intake.candidate import Candidate
from reads.intake.content import SIGNED_AT, Content, named
from reads.log.outcome import Source
from reads.log.tables import QuarantineDecisionRow, QuarantineRow
from reads.log.versioning import REUSE, Verdict, differences
from reads.store.canonical_json import canonical


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A row in quarantine; `decision` is empty until somebody decides."""

    id: int
    kind: str
    read_key: str
    digest: str
    path: str
    line: int
    content: dict[str, str]
    problems: list[dict[str, Any]] = field(default_factory=list)
    differs: dict[str, list[str]] = field(default_factory=dict)
    decision: str = ""
    import_id: int = 0

    @property
    def study_of_its_own(self) -> str:
        """The key that its read gets as a study of its own (`--as-new`)."""
        return f"{self.origin}{STUDY}{self.id}"

    @property
    def origin(self) -> str:
        """The key under which its read came."""
        return origin_of(self.read_key)

    @classmethod
    def of(cls, row: QuarantineRow, decision: str | None = None) -> Quarantined:
        """The value of a stored row."""
        return cls(
            id=row.id or 0,
            kind=row.kind,
            read_key=row.read_key,
            digest=row.digest,
            path=row.path,
            line=row.line,
            content=json.loads(row.content),
            problems=json.loads(row.problems),
            differs=json.loads(row.differs),
            decision=decision or "",
            import_id=row.import_id,
        )

    def as_json(self) -> dict[str, object]:
        """The shape of spec 6, with the read where one was understood."""
        return {
            "id": self.id,
            "kind": self.kind,
            "path": self.path,
            "line": self.line,
            "problems": self.problems,
            "differs": self.differs,
            "content": self.content,
            "batch": self.import_id,
        }


def conflict_of(
    candidate: Candidate, content: Content, verdict: Verdict, directory: Directory, source: Source
) -> QuarantineRow:
    """The row of a read that says other things than the log, with the differing fields side by side."""
    if verdict.against is None:
        raise ValueError("a conflict is one between two contents")
    differs = differences(verdict.against.content, content, directory)
    problem = _reused(verdict.against.content, content) if verdict.reused else _differs(differs)
    where = Where(source.path, candidate.line, 0, "accession" if verdict.reused else next(iter(differs), ""))
    finding = Finding(problem.code, problem.message, problem.remedy, where)
    row = _row("conflict", candidate, source, candidate.digest, named(content))
    row.read_key = verdict.against.key
    row.problems = canonical([finding.as_json()])
    row.differs = canonical(differs)
    return row


def rejection_of(candidate: Candidate, source: Source) -> QuarantineRow:
    """The row of what could not be understood; where nothing of it may be kept, its place stands for it."""
    raw = dict(candidate.raw)
    digest = _digest(raw or {"file": source.sha256, "line": str(candidate.line)})
    row = _row("rejected", candidate, source, digest, raw)
    row.problems = canonical([finding.as_json() for finding in candidate.findings])
    return row


def ignored_of(candidate: Candidate, source: Source) -> QuarantineRow:
    """The row of what is not a read yet."""
    return _row("ignored", candidate, source, _digest(dict(candidate.raw)), dict(candidate.raw))


def _row(kind: str, candidate: Candidate, source: Source, digest: str, content: dict[str, str]) -> QuarantineRow:
    return QuarantineRow(
        kind=kind,
        read_key="",
        digest=digest,
        path=source.path,
        line=candidate.line,
        content=canonical(content),
        problems="[]",
        differs="{}",
        import_id=0,
    )


def _digest(raw: dict[str, str]) -> str:
    return blake2b(canonical(raw).encode(), digest_size=16).hexdigest()


def _differs(differs: dict[str, list[str]]) -> Finding:
    return Finding(
        "conflict",
        f"differs from the log in {', '.join(differs)}",
        "resolve it: --accept takes this one, --discard keeps what is there; or import with --amend",
    )


def _reused(old: Content, new: Content) -> Finding:
    return Finding(
        "accession_reused",
        f"signed more than {REUSE.days} days from the read of the same accession "
        f"({old[SIGNED_AT][:10]} and {new[SIGNED_AT][:10]})",
        "`wetread reads quarantine resolve NUMBER --as-new --because TEXT` makes it a study of its own; "
        "`--accept` where it is the same read and its time was mistyped",
    )


def decided_by_sender(waiting: Quarantined, import_id: int, actor: str, at: datetime) -> QuarantineDecisionRow:
    """The decision on what waits, since it came as a correction in an import."""
    return QuarantineDecisionRow(
        quarantine_id=waiting.id,
        decision="accept",
        because="the sender sent it as a correction",
        at=at,
        actor=actor,
        import_id=import_id,
    )
