"""Good files with a few bytes changed: read, rejected by row or refused, and never a traceback (spec 7)."""

import io
import json
import random
import zipfile
from datetime import UTC, datetime

import pytest

from reads.core.errors import WetreadError
from reads.intake.fhir.file import FhirReads
from reads.intake.guess.preview import preview
from reads.intake.guess.proposal import proposed
from reads.intake.read_fields import Fields
from reads.intake.table_files import table_of
from tests.reads.directories import MERCY
from tests.reads.intake.fhir.reports import bundle, report
from tests.reads.intake.guess import exports
from tests.reads.intake.workbooks import ods, ods_row, text_cell, xlsx

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
HEADER = ("facility", "accession", "exam_code", "read_type", "signed_at")
ROWS = [("mercy-main", f"A{number}", "CTHEAD", "preliminary", "2026-10-03T06:12:00Z") for number in range(8)]
BITS = (
    b"\x00",
    b"\xff\xfe",
    b'"',
    b"<",
    b"&",
    b">",
    b"999999999999",
    b"-1",
    b"\n",
    b",",
    b"]]>",
    b"</row>",
    b"{",
    b"\xc3",
)
GOOD = {
    "csv": "\n".join(map(",".join, [HEADER, *ROWS])).encode(),
    "xlsx": xlsx(("Reads", [HEADER, *ROWS])),
    "ods": ods(*(ods_row(*map(text_cell, row)) for row in (HEADER, *ROWS))),
    "fhir": bundle(report(), report(status="final")),
    "ndjson": b"\n".join(json.dumps(report(id=str(number))).encode() for number in range(5)),
    "unknown": exports.workflow(),
    "unknown workbook": exports.night_workbook(),
}


def changed(content: bytes, chance: random.Random) -> bytes:
    """The content with one to six changes: a bit turned, bytes lost, put in, doubled, or all from here on cut off."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(max(1, len(data)))
        match chance.randrange(5):
            case 0 if data:
                data[at] ^= 1 << chance.randrange(8)
            case 1:
                del data[at : at + chance.randint(1, 60)]
            case 2:
                data[at:at] = chance.choice(BITS)
            case 3:
                data[at:at] = data[at : at + chance.randint(1, 200)]
            case _:
                del data[at:]
    return bytes(data)


def changed_within(content: bytes, chance: random.Random) -> bytes:
    """The archive with such changes in one of its parts, packed anew: they get past the checksums."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        victim = chance.choice(packed.namelist())
        for name in packed.namelist():
            data = packed.read(name)
            made.writestr(name, changed(data, chance) if name == victim else data)
    return target.getvalue()


def mutant(kind: str, seed: int) -> bytes:
    chance = random.Random(f"{kind} {seed}")
    packed = GOOD[kind].startswith(b"PK") and chance.random() < 0.8
    return changed_within(GOOD[kind], chance) if packed else changed(GOOD[kind], chance)


def attempt(kind: str, content: bytes) -> None:
    stream = io.BytesIO(content)
    try:
        if kind.startswith("unknown"):
            proposal = proposed(stream, "mutant", MERCY, NOW)
            stream.seek(0)
            preview(stream, "mutant", MERCY, NOW, proposal.profile)
            return
        if kind in ("fhir", "ndjson"):
            found = list(FhirReads(stream, "mutant", Fields(MERCY, NOW), MERCY))
        else:
            found = list(table_of(stream, "mutant", Fields(MERCY, NOW)))
    except WetreadError:
        return
    assert all(each.content or each.findings or each.keys or each.raw for each in found)


@pytest.mark.parametrize("kind", GOOD)
def test_a_mutant_is_read_rejected_or_refused(kind):
    for seed in range(80):
        attempt(kind, mutant(kind, seed))


@pytest.mark.nightly
@pytest.mark.parametrize("kind", GOOD)
def test_many_mutants_are_read_rejected_or_refused(kind):
    for seed in range(80, 2_000):
        attempt(kind, mutant(kind, seed))


@pytest.mark.parametrize("kind", GOOD)
def test_the_good_file_is_read(kind):
    """What the mutants are made from; without this, all of them might be refused for another reason."""
    stream = io.BytesIO(GOOD[kind])
    if kind.startswith("unknown"):
        assert proposed(stream, "good", MERCY, NOW).profile.columns
    elif kind in ("fhir", "ndjson"):
        assert len(list(FhirReads(stream, "good", Fields(MERCY, NOW), MERCY))) > 1
    else:
        assert all(each.content for each in table_of(stream, "good", Fields(MERCY, NOW)))
