"""Invoices and statements by e-mail, through a real server: what goes out, what never does, and what is kept of it."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import keyring
import pikepdf
import pytest
from pypdf import PdfReader
from sqlmodel import select

from invoicing.receivables import smtp
from reads.core.clock import FixedClock
from reads.store.engine import Store
from reads.store.events import EventRow
from tests import mail
from tests.conftest import Outcome, Run
from tests.databases import sqlite_url
from tests.invoicing.cli.test_pay import LAKEVIEW, MERCY, issued  # noqa: F401 (a fixture)
from tests.mail import Postbox, settings

pytestmark = pytest.mark.usefixtures("issued")


@pytest.fixture
def box(books: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    with mail.trusted(books, tmp_path, monkeypatch) as box:
        yield box


def events(books: Path, clock: FixedClock) -> list[tuple[str, str, dict]]:
    store = Store.open(sqlite_url(books / "wetread.db"), clock=clock)
    with store.read() as session:
        found = [(row.action, row.entity, json.loads(row.detail)) for row in session.exec(select(EventRow))]
    store.close()
    return [event for event in found if event[0].startswith("mail.")]


def pdfs(box: Postbox) -> dict[str, bytes]:
    return {str(part.get_filename()): part.get_content() for part in box.messages[-1].iter_attachments()}


def words(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def refused(outcome: Outcome, says: str) -> None:
    assert (outcome.status, outcome.stdout) == (3, "")
    assert says in outcome.stderr


def test_an_invoice_goes_to_its_client_encrypted_and_the_event_says_so(
    run: Run, box: Postbox, books: Path, clock: FixedClock
):
    sent = run("invoice", "email", MERCY, "--json")
    assert sent.status == 0
    (message,) = box.messages
    assert (message["To"], message["From"]) == ("ap@mercy.example", "Prairie Night Radiology <billing@prairie.example>")
    assert message["Subject"] == f"Invoice {MERCY}, October 2026, Prairie Night Radiology"
    assert box.encrypted == [True]
    assert box.users == [mail.USER]
    body = message.get_body().get_content()
    assert "$100.00 (USD)" in body
    assert re.search(r"Audit head +[0-9a-f]{64}\r?\n", body)
    ((action, entity, detail),) = events(books, clock)
    assert (action, entity, detail["to"]) == ("mail.sent", MERCY, ["ap@mercy.example"])
    assert detail["attached"] == {each["name"]: each["sha256"] for each in sent.json["attached"]}
    assert detail["server_said"] == "queued as 4711"
    assert message["Message-ID"] == f"<{sent.json['message_id']}>"


def test_no_study_leaves_the_house_unprotected(run: Run, box: Postbox):
    run("invoice", "email", MERCY)
    (name, content) = next(iter(pdfs(box).items()))
    assert name == f"{MERCY}.pdf"
    said = words(content)
    assert "Total due" in said
    everything = [said, box.messages[-1].get_body().get_content()]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        everything += [spec.get_file().read_bytes().decode() for spec in pdf.attachments.values()]
        assert sorted(pdf.attachments) == [f"{MERCY}-lines.csv", f"{MERCY}.json"]
    assert [study for study in ("MG1", "MG2", "MG3") if any(study in text for text in everything)] == []


def test_the_schedule_goes_only_under_its_password(run: Run, box: Postbox, monkeypatch: pytest.MonkeyPatch):
    refused(run("invoice", "email", MERCY, "--with-schedule"), "set $WETREAD_SCHEDULE_PASSWORD")
    monkeypatch.setenv("WETREAD_SCHEDULE_PASSWORD", "staple")
    assert run("invoice", "email", MERCY, "--with-schedule").status == 0
    found = pdfs(box)
    assert list(found) == [f"{MERCY}.pdf", f"{MERCY}-schedule.pdf"]
    protected = io.BytesIO(found[f"{MERCY}-schedule.pdf"])
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(protected)
    with pikepdf.open(protected, password="staple") as pdf:
        assert pdf.encryption.R == 6
    assert b"MG1" not in b"".join(found.values())
    assert run("invoice", "email", MERCY, "--with-schedule", "--again").status == 0
    said = [json.loads(each["detail"]) for each in run("audit", "log", "--json").json if each["action"] == "mail.sent"]
    assert [len({each[what][list(found)[1]] for each in said}) for what in ("attached", "sealed_from")] == [2, 1]


def test_sending_twice_needs_again(run: Run, box: Postbox):
    assert run("invoice", "email", MERCY).status == 0
    refused(run("invoice", "email", MERCY), f"{MERCY} was sent to ap@mercy.example at 2026-11-20T15:00:00Z")
    assert len(box.messages) == 1
    assert run("invoice", "email", MERCY, "--again", "--to", "cfo@mercy.example").status == 0
    assert [message["To"] for message in box.messages] == ["ap@mercy.example", "cfo@mercy.example"]
    told = run("invoice", "show", MERCY, "--json").json["sent"]
    assert [(each["to"], each["outcome"]) for each in told] == [
        (["ap@mercy.example"], "sent"),
        (["cfo@mercy.example"], "sent"),
    ]


def test_a_statement_goes_the_same_way(run: Run, box: Postbox, books: Path, clock: FixedClock):
    assert run("statement", "lakeview", "--email", "--to", "ap@lakeview.example").status == 0
    (message,) = box.messages
    assert message["Subject"] == "Statement of account, November 20, 2026, Prairie Night Radiology"
    assert "$45.00" in words(pdfs(box)["statement-lakeview-2026-11-20.pdf"])
    assert events(books, clock)[0][:2] == ("mail.sent", "statement/lakeview/USD/2026-11-20")
    refused(run("statement", "lakeview", "--email", "--to", "ap@lakeview.example"), "--again sends it once more")
    assert not (books / "statements").exists()


def test_what_the_server_refuses_is_kept_as_refused_and_may_be_tried_again(
    run: Run, box: Postbox, books: Path, clock: FixedClock
):
    box.refuses = {"ap@mercy.example"}
    refused(run("invoice", "email", MERCY), f"{mail.NAME} refused ap@mercy.example with 550; nothing was sent")
    box.refuses, box.refuses_mail = set(), True
    refused(run("invoice", "email", MERCY), "refused the mail with 554; nothing was sent")
    assert [event[0] for event in events(books, clock)] == ["mail.refused", "mail.refused"]
    box.refuses_mail = False
    assert run("invoice", "email", MERCY).status == 0
    assert len(box.messages) == 1


def test_one_bad_recipient_of_two_keeps_the_mail_from_both(run: Run, box: Postbox):
    box.refuses = {"gone@mercy.example"}
    refused(
        run("invoice", "email", MERCY, "--to", "ap@mercy.example", "--to", "gone@mercy.example"), "gone@mercy.example"
    )
    assert box.messages == []


def test_a_connection_that_breaks_leaves_it_in_doubt_until_a_person_says_again(run: Run, box: Postbox):
    box.breaks = True
    refused(run("invoice", "email", MERCY), "it may have been sent")
    box.breaks = False
    refused(run("invoice", "email", MERCY), "how that ended is not known")
    assert box.messages == []
    assert run("invoice", "email", MERCY, "--again").status == 0
    assert len(box.messages) == 1


def test_killed_between_the_server_and_the_record_it_is_in_doubt_too(
    run: Run, box: Postbox, monkeypatch: pytest.MonkeyPatch
):

    def killed(*_: object) -> None:
        raise SystemExit(137)

    from invoicing.receivables import sent_mail

    with monkeypatch.context() as patch:
        patch.setattr(sent_mail, "end", killed)
        run("invoice", "email", MERCY)
    assert len(box.messages) == 1
    refused(run("invoice", "email", MERCY), "how that ended is not known")
    assert len(box.messages) == 1


def test_a_wrong_password_is_said_without_saying_it(run: Run, box: Postbox, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WETREAD_SMTP_PASSWORD", "hunter22")
    outcome = run("invoice", "email", MERCY)
    refused(outcome, f"refused the password of {mail.USER} with 535")
    assert "hunter22" not in outcome.stderr
    monkeypatch.delenv("WETREAD_SMTP_PASSWORD")
    refused(run("invoice", "email", MERCY), "set $WETREAD_SMTP_PASSWORD")


def test_another_machine_without_starttls_is_given_nothing(run: Run, books: Path, monkeypatch: pytest.MonkeyPatch):
    mail.named(monkeypatch, mail.NAME)
    with mail.serving(None) as box:
        settings(books, box.port)
        refused(run("invoice", "email", MERCY), f"{mail.NAME} offers no STARTTLS")
    assert box.messages == []


def test_another_machine_whose_certificate_is_not_trusted_is_given_nothing(
    run: Run, books: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    mail.named(monkeypatch, mail.NAME)
    with mail.serving(mail.certificate(tmp_path)) as box:
        settings(books, box.port)
        refused(run("invoice", "email", MERCY), f"the certificate of {mail.NAME} is not trusted")
    assert box.messages == []


def test_a_trusted_certificate_of_another_name_is_not_enough(
    run: Run, books: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    certificate = mail.certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    mail.named(monkeypatch, "mail.elsewhere.example")
    with mail.serving(certificate) as box:
        settings(books, box.port, "mail.elsewhere.example")
        refused(run("invoice", "email", MERCY), "the certificate of mail.elsewhere.example is not trusted")
    assert box.messages == []


def test_a_server_on_this_machine_may_do_without(run: Run, books: Path):
    with mail.serving(None) as box:
        settings(books, box.port, "127.0.0.1")
        assert run("invoice", "email", MERCY).status == 0
    assert box.encrypted == [False]


def test_a_server_on_this_machine_with_its_own_certificate_is_used_encrypted(run: Run, books: Path, tmp_path: Path):
    with mail.serving(mail.certificate(tmp_path)) as box:
        settings(books, box.port, "localhost")
        assert run("invoice", "email", MERCY).status == 0
    assert box.encrypted == [True]


def test_nobody_there_nobody_named_and_nobody_to_send_to(run: Run, books: Path):
    refused(run("invoice", "email", MERCY), "the books name no server for mail")
    settings(books, mail.free_port(), "127.0.0.1")
    refused(run("invoice", "email", MERCY), "can't be reached (Connection refused)")
    clients = books / "directory" / "clients.csv"
    clients.write_text(clients.read_text().replace("ap@lakeview.example", ""))
    assert run("apply").status == 0
    refused(run("invoice", "email", LAKEVIEW), "lakeview has no e-mail address")
    assert run("invoice", "email", MERCY, "--to", "Dana <ap@mercy.example>").status == 2
    assert run("invoice", "email", MERCY, "--to", "a@b.example\nBcc: x@y.example").status == 2
    assert run("invoice", "email", MERCY, "--to", "m\N{LATIN SMALL LETTER U WITH DIAERESIS}ller@b.example").status == 2


def test_settings_of_mail_are_checked_with_the_others(run: Run, books: Path):
    settings(books, 70000)
    outcome = run("apply")
    assert outcome.status == 1
    assert "[email]: `port`: '70000' is not a whole number from 1 to 65535" in outcome.stderr


def test_tls_from_the_first_byte_does_as_well(run: Run, books: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Port 465, which a test can't have: another stands for it."""
    certificate = mail.certificate(tmp_path)
    mail.named(monkeypatch, mail.NAME)
    with mail.serving(certificate, implicit=True) as box:
        monkeypatch.setattr(smtp, "IMPLICIT_TLS_PORT", box.port)
        settings(books, box.port)
        refused(run("invoice", "email", MERCY), f"the certificate of {mail.NAME} is not trusted")
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert run("invoice", "email", MERCY).status == 0
    assert box.encrypted == [True]


def test_the_password_may_be_in_the_keyring(run: Run, box: Postbox, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("WETREAD_SMTP_PASSWORD")
    kept = {("wetread-smtp", mail.USER): mail.PASSWORD}
    monkeypatch.setattr(keyring, "get_password", lambda service, user: kept.get((service, user)))
    assert run("invoice", "email", MERCY).status == 0
    assert box.users == [mail.USER]


def test_a_server_that_lets_nobody_log_in_is_told_apart(run: Run, books: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WETREAD_SMTP_PASSWORD", mail.PASSWORD)
    with mail.serving(None) as box:
        settings(books, box.port, "127.0.0.1", f'user = "{mail.USER}"\n')
        refused(run("invoice", "email", MERCY), f"127.0.0.1 lets neither {mail.USER} nor anybody else log in")
    assert box.messages == []


def test_a_number_with_slashes_is_a_file_name_without_them(run: Run, box: Postbox, books: Path):
    toml = books / "wetread.toml"
    toml.write_text(toml.read_text().replace("WR-{year}-{seq:05d}", "W/{year}/{seq}"))
    assert run("apply").status == 0
    memo = run("invoice", "credit", LAKEVIEW, "--amount", "1.00", "--because", "goodwill", "--json").json["number"]
    assert memo == "CM-W/2026/1"
    sent = run("invoice", "email", memo)
    assert sent.stdout == "CM-W-2026-1.pdf sent to ap@lakeview.example\n"
    (content,) = pdfs(box).values()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert sorted(pdf.attachments) == ["CM-W-2026-1-lines.csv", "CM-W-2026-1.json"]
