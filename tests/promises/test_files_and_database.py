"""Files and database say the same: each PDF is read, strays and second prints of a number are named (spec 7.1, 4.11)."""

import hashlib
import io
import json
import shutil
from contextlib import contextmanager
from pathlib import Path

import pikepdf
import pytest
from sqlalchemy import text
from sqlmodel import Session

from invoicing.audit.file_checks import Files
from invoicing.audit.printed_paper import printed_paper
from invoicing.audit.verify import verify
from invoicing.papers.snapshot import paper_hash
from reads.store.canonical_json import canonical
from reads.store.events import hash_of
from tests.promises.damaging import Issued, but_the_guards, damaged


def pdfs(issued: Issued) -> list[Path]:
    return sorted((issued[0] / "invoices").rglob("*.pdf"))


def of(found, what: str) -> list[str]:
    return [each.message for each in found if each.what == what]


@contextmanager
def lying_there(path: Path, content: bytes):
    path.write_bytes(content)
    yield path
    path.unlink()


def saved_again(path: Path, **data: object) -> bytes:
    """The PDF with other bytes, and other figures in its data."""
    out = io.BytesIO()
    with pikepdf.open(path) as pdf:
        name = next(name for name in pdf.attachments if name.endswith(".json"))
        content = {**json.loads(pdf.attachments[name].get_file().read_bytes()), **data}
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, json.dumps(content).encode(), filename=name)
        pdf.save(out)
    return out.getvalue()


def rewritten(session: Session, change) -> None:
    """The first paper changed, and both chains written anew over it, so that the database alone agrees with itself."""
    row = session.execute(text("SELECT id, number, snapshot, schedule, previous FROM papers ORDER BY id LIMIT 1")).one()
    content = json.loads(row.snapshot)
    change(content)
    snapshot = canonical(content)
    previous, shas = row.previous, {}
    for paper in session.execute(text("SELECT * FROM papers ORDER BY id")).mappings().all():
        body = snapshot if paper["id"] == row.id else paper["snapshot"]
        sha = shas[paper["number"]] = paper_hash(body, paper["schedule"], previous)
        session.execute(
            text("UPDATE papers SET snapshot = :s, previous = :p, sha256 = :h WHERE id = :i"),
            {"s": body, "p": previous, "h": sha, "i": paper["id"]},
        )
        previous = sha
    before = "0" * 64
    for each in session.execute(text("SELECT * FROM events ORDER BY id")).mappings().all():
        detail = each["detail"]
        if each["action"] == "invoice.issued":
            detail = canonical({**json.loads(detail), "sha256": shas[each["entity"]]})
        names = ("at", "actor", "action", "entity")
        texts = (*(each[name] for name in names), detail, each["because"], before)
        now = hash_of(texts, each["root"])
        session.execute(
            text("UPDATE events SET detail = :d, previous = :p, hash = :h WHERE id = :i"),
            {"d": detail, "p": before, "h": now, "i": each["id"]},
        )
        before = now
    session.execute(text("UPDATE event_heads SET hash = :h"), {"h": before})


def test_what_was_just_issued_says_the_same_on_paper_and_in_the_database(issued):
    assert damaged(issued, lambda session: None) == []


@pytest.mark.parametrize(
    "change, said",
    [
        (lambda paper: paper.update(po_number="PO-EVE"), "po_number is"),
        (lambda paper: paper.update(issued_on="2026-11-03"), "issued_on is 2026-11-02 on it"),
        (lambda paper: paper.update(audit_head="ab" * 32), "another audit head stands on it"),
        (lambda paper: paper["lines"][0].update(name="Nothing special"), "lines 1 name is"),
    ],
)
def test_a_history_written_anew_doesn_t_agree_with_the_papers_that_were_printed(issued, change, said):
    found = of(damaged(issued, lambda session: rewritten(session, change)), "file_says_otherwise")
    assert len(found) == 1
    assert said in found[0]
    assert "invoices/2026-10/WR-2026-00001" in found[0]


def test_a_changed_read_is_told_without_saying_what_it_was(issued):
    def harm(session: Session) -> None:
        schedule = session.execute(text("SELECT schedule FROM papers ORDER BY id LIMIT 1")).scalar_one()
        content = json.loads(schedule)
        content["rows"][0][content["columns"].index("accession")] = "FORGED"
        session.execute(
            text("UPDATE papers SET schedule = :s WHERE id = (SELECT min(id) FROM papers)"), {"s": canonical(content)}
        )

    (found,) = of(damaged(issued, harm), "file_says_otherwise")
    assert found.endswith("schedule 1 accession differs")
    assert "FORGED" not in found


def test_another_print_under_a_number_is_named(issued):
    first = pdfs(issued)[0]
    with lying_there(first.with_name("copy.pdf"), saved_again(first, total="1.00")):
        (found,) = but_the_guards(_verified(issued).damage)
    assert found.what == "number_twice"
    assert "is another print of WR-2026-00001, of 1.00 USD" in found.message


def test_a_plain_copy_is_no_fault_and_somebody_else_s_pdf_is_not_covered(issued):
    first = pdfs(issued)[0]
    shutil.copy(first, first.with_name("copy.pdf"))
    with lying_there(first.with_name("menu.pdf"), b"%PDF-1.7 no paper"):
        found = _verified(issued)
    first.with_name("copy.pdf").unlink()
    assert but_the_guards(found.damage) == []
    assert "1 PDF in invoices that no paper of wetread is in" in found.uncovered


def test_a_file_whose_paper_is_gone_is_a_stray(issued):
    last = pdfs(issued)[-1]
    number = printed_paper(last).number

    def harm(session: Session) -> None:
        session.execute(
            text(f"DELETE FROM paper_files WHERE paper_id = (SELECT id FROM papers WHERE number = '{number}')")
        )
        session.execute(text(f"DELETE FROM papers WHERE number = '{number}'"))

    (found,) = of(damaged(issued, harm), "file_stray")
    assert f"is {number} of" in found
    assert "a paper that the database doesn't have" in found


def test_a_print_with_other_bytes_that_no_event_permits_is_named(issued):
    """A missing PDF printed anew by another template, and recorded: the first digest stands."""
    first = pdfs(issued)[0]
    content = saved_again(first)

    def harm(session: Session) -> None:
        other = hashlib.sha256(content).hexdigest()
        session.execute(
            text(
                "INSERT INTO paper_files (id, paper_id, kind, path, sha256, at) "
                f"SELECT 9999, paper_id, kind, 'invoices/2026-10/copy.pdf', '{other}', at FROM paper_files ORDER BY id LIMIT 1"
            )
        )

    with lying_there(first.with_name("copy.pdf"), content):
        found = of(damaged(issued, harm), "print_unrecorded")
    assert len(found) == 1
    assert "with other bytes than the first print" in found[0]


def test_first_prints_that_don_t_agree_are_named(issued):
    def harm(session: Session) -> None:
        session.execute(
            text(
                'UPDATE events SET action = \'paper.reprinted\', detail = \'{"before":"x","sha256":"y"}\' '
                "WHERE id = (SELECT min(id) FROM events WHERE action = 'paper.printed')"
            )
        )

    assert len(of(damaged(issued, harm), "print_unrecorded")) == 1


def test_it_says_what_it_doesn_t_cover(issued):
    found = _verified(issued)
    assert any(each.startswith("what was written elsewhere than in invoices/") for each in found.uncovered)
    assert found.as_json()["not_covered"] == found.uncovered


def _verified(issued: Issued):
    books, store = issued
    with store.read() as session:
        return verify(session, Files(books))
