"""One read that a person writes down, field by field, comes into the log as a file's would."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from sqlmodel import Session

from reads.claims.final_intake import OpenVault, import_reads
from reads.claims.import_report import Brought, ImportReport
from reads.core.actor_and_moment import By
from reads.core.codes import ReadType
from reads.core.errors import FaultyInput
from reads.directory.load_directory import load_directory
from reads.intake.candidate import Carried
from reads.intake.content import CONTENT, READ_TYPE
from reads.intake.fields_of_finals import PATIENT
from reads.intake.read_fields import Fields
from reads.log.outcome import Source


def add_read(session: Session, fields: Mapping[str, str], vault: OpenVault, by: By, *, amend: bool) -> ImportReport:
    """Records the read, all fields as texts; FaultyInput with every fault, and then nothing is recorded.

    What names a patient is kept of a final alone, sealed.
    """
    carried = {name: fields[name].strip() for name in PATIENT if fields.get(name, "").strip()}
    texts = tuple(fields.get(name, "") for name in CONTENT)
    directory = load_directory(session)
    candidate = Fields(directory, by.at).candidate(texts, 0, corrects=amend)
    if candidate.content is None:
        raise FaultyInput("the read", candidate.findings)
    if carried and candidate.content[READ_TYPE] == ReadType.FINAL.value:
        candidate = candidate._replace(carried=Carried(carried))
    source = Source("hand", "by hand", hashlib.sha256("\x1f".join(texts).encode()).hexdigest())
    outcome = import_reads(session, [candidate], source, directory, vault, actor=by.actor, at=by.at)
    return ImportReport((Brought(outcome, int(bool(carried) and candidate.carried is None), tuple(carried)),))
