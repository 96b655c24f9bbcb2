"""Whatever is in a file of the books: findings with places, or a directory; never a traceback."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from reads.core.findings import Severity
from reads.directory.read_directory import read_directory
from tests.reads.directory.written import GOOD, key_of

TEXTS = {key_of(name): text.encode() for name, text in GOOD.items() if name.endswith(".csv")}


@st.composite
def mutants(draw: st.DrawFn) -> dict[str, bytes]:
    """The good files, one of them with a few bytes written over, cut out or put in."""
    kind = draw(st.sampled_from(sorted(TEXTS)))
    data = TEXTS[kind]
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(data)))
        gone = draw(st.integers(0, 20))
        put = draw(
            st.one_of(
                st.binary(max_size=8), st.sampled_from([b",", b'"', b"\n", b"\r", b"\x00", b"\xff\xfe", b"*", b"-"])
            )
        )
        data = data[:at] + put + data[at + gone :]
    return {**TEXTS, kind: data}


@given(mutants())
@example({**TEXTS, "exams": b'"'})
@example({**TEXTS, "exams": b"\xff\xfe" + "facility".encode("utf-16-le")})
def test_a_mutant_gives_findings_with_places_or_a_directory(texts: dict[str, bytes]):
    found = read_directory(texts)
    lines = {
        file: texts[key_of(file)].count(b"\n") + texts[key_of(file)].count(b"\r") + 1
        for file in GOOD
        if key_of(file) in texts
    }
    for finding in found.findings:
        assert finding.message
        assert finding.remedy
        assert finding.where.line <= lines[finding.where.file]
    if not any(finding.severity is Severity.ERROR for finding in found.findings):
        kept = {file.sort.kind: [row.entry for row in file.rows] for file in found.files.values()}
        again = {
            kind: [file.sort.made(cells) for cells in rows.values()]
            for (kind, rows), file in zip(found.contents().items(), found.files.values(), strict=True)
        }
        assert again == kept
