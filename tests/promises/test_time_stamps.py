"""Where the audit log stands is stamped by an authority (RFC 3161): whoever writes everything anew can't date it back (spec 7.1)."""

import json
import shutil
from pathlib import Path

import pytest

from reads.store.anchors import anchor_file
from reads.store.timestamps import Authority, StampFailed
from tests.authority import authority
from tests.invoicing.closing import mercy


@pytest.fixture
def stamped(database, books, run, tmp_path):
    """Books that name an authority on this machine, applied and stamped once."""
    mercy.write_books(books, database)
    with authority(tmp_path / "tsa") as url:
        named(books, url, tmp_path / "tsa" / "root.pem")
        assert run("apply").status == 0
        done = run("audit", "stamp")
        assert done.status == 0, done.stderr
        assert done.stdout.startswith("the audit log was stamped at 20")
        yield database


def named(books: Path, url: str, root: Path) -> None:
    shutil.copy(root, books / "authority.pem")
    with (books / "wetread.toml").open("a") as file:
        file.write(f'\n[timestamps]\nurl = "{url}"\nroots = "authority.pem"\n')


def noted(database: str) -> list[dict]:
    return [json.loads(line) for line in anchor_file(database).read_text().splitlines()]


def damage(run) -> list[str]:
    return [each["what"] for each in run("audit", "verify", "--json").json["damage"]]


def test_a_stamp_is_kept_outside_the_books_and_verified(run, stamped):
    assert [bool(each["stamp"]) for each in noted(stamped)].count(True) == 1
    assert damage(run) == []


def test_an_anchor_that_was_written_anew_has_no_stamp_that_holds(run, stamped):
    path = anchor_file(stamped)
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    path.write_text("".join(json.dumps({**line, "events": line["events"] + 1}) + "\n" for line in lines))
    assert "stamp_wrong" in damage(run)


def test_another_authority_s_stamp_doesn_t_hold(run, stamped, books, tmp_path):
    with authority(tmp_path / "other"):
        shutil.copy(tmp_path / "other" / "root.pem", books / "authority.pem")
    assert damage(run) == ["stamp_wrong"]


def test_a_broken_stamp_is_named(run, stamped):
    path = anchor_file(stamped)
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    path.write_text("".join(json.dumps({**line, "stamp": line["stamp"] and "AAAA"}) + "\n" for line in lines))
    (found,) = run("audit", "verify", "--json").json["damage"]
    assert "it is no answer by RFC 3161" in found["message"]


def test_stamps_that_the_books_name_no_authority_for_are_not_covered(run, stamped, books):
    toml = books / "wetread.toml"
    toml.write_text(toml.read_text().partition("\n[timestamps]")[0])
    said = run("audit", "verify", "--json").json
    assert said["damage"] == []
    assert "1 time stamp: [timestamps] in wetread.toml names no authority" in said["not_covered"]


def test_without_an_answer_close_and_backup_go_on_and_say_so(run, database, books, tmp_path, clock):
    mercy.write_books(books, database)
    with authority(tmp_path / "tsa") as url:
        pass  # it is shut down
    named(books, url, tmp_path / "tsa" / "root.pem")
    assert run("apply").status == 0
    closed = run("close", "2026-10", "--issue", "--jobs", "1")
    assert closed.status == 0
    assert "gave no time stamp" in closed.stderr
    asked = run("audit", "stamp")
    assert asked.status == 3
    assert "→ `wetread audit stamp` asks again" in asked.stderr


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"HTTP/1.0 200 OK\r\n\r\n" + bytes.fromhex("30053003020102"), "the authority declined (status 2)"),
        (b"HTTP/1.0 200 OK\r\n\r\n", "it is no answer by RFC 3161"),
        (b"HTTP/1.0 503 Busy\r\n\r\n", "Busy"),
        (b"HTTP/1.0 302 Found\r\nLocation: gopher://elsewhere\r\n\r\n", "gopher"),
        (b"220 mail.example ESMTP\r\n\r\n", "220 mail.example ESMTP"),
        (b"HTTP/1.0 200 OK\r\nContent-Length: 900\r\n\r\nshort", "it is no answer by RFC 3161"),
    ],
)
def test_an_authority_that_declines_is_quoted(tmp_path, answer, why):
    with authority(tmp_path / "tsa", answer=answer) as url, pytest.raises(StampFailed) as failed:
        Authority(url, tmp_path / "tsa" / "root.pem").stamp(b"where the log stands")
    assert why in failed.value.message


def test_roots_that_are_gone_stop_no_close_and_leave_stamps_unchecked(run, stamped, books):
    (books / "authority.pem").unlink()
    closed = run("close", "2026-10", "--issue", "--jobs", "1")
    assert (closed.status, "authority.pem holds no certificate" in closed.stderr) == (0, True)
    (found,) = run("audit", "verify", "--json").json["damage"]
    assert found["what"] == "bad_stamp_roots"
    assert found["message"].startswith("1 time stamp can't be checked: ")


def test_books_that_name_nobody_are_told_how(run, database, books):
    mercy.write_books(books, database)
    assert run("apply").status == 0
    said = run("audit", "stamp")
    assert said.status == 3
    assert "[timestamps] url =" in said.stderr


def test_roots_that_hold_no_certificate_are_named(run, stamped, books):
    Path(books / "authority.pem").write_text("nothing")
    said = run("audit", "stamp")
    assert said.status == 3
    assert "authority.pem holds no certificate" in said.stderr
