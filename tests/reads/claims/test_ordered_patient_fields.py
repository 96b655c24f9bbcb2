"""What an order says of its patient reaches the final that lacks it, sealed on the way."""

from __future__ import annotations

import pytest

from reads.claims.final_fields import FinalFields
from reads.claims.final_intake import import_reads
from reads.claims.ordered_patient_fields import completed, ordered_fields
from reads.log.outcome import Source
from reads.log.read_versions import reads_of
from reads.store.keys import NoKey
from reads.store.patient_fields import Vault
from tests.reads.directories import MERCY
from tests.reads.intake.hl7.messages import NOW, PATIENT, message, order, reading, report

VAULT = Vault({1: b"0" * 32})
INSURED = "IN1|1|PLAN|AETNA|||||||||||||DOE^JANE|SEL" + "|" * 19 + "W123456"
ORDER = order().replace("ORC|", INSURED + "\rORC|")
FINAL = message(report("F")).replace(PATIENT, "PID|1||MRN78")


def feed(store, text, open_vault=lambda: VAULT):
    source = Source("hl7", "feed.hl7", "0" * 64)
    with store.write() as session:
        return import_reads(session, reading(text), source, MERCY, open_vault, actor="tester", at=NOW).counts


def fields_from_order(store):
    with store.read() as session:
        finals = reads_of(session, "A100")
        found = ordered_fields(session, lambda: VAULT, finals, MERCY)
    return found.get(finals[0].key)


@pytest.mark.parametrize("texts", [(ORDER, FINAL), (FINAL, ORDER), (ORDER, ORDER, FINAL, ORDER)])
def test_patient_and_insurance_come_from_the_order(store, texts):
    for text in texts:
        feed(store, text)
    whole = completed(FinalFields({"patient_id": "MRN78", "patient_last": ""}), fields_from_order(store))
    assert (whole["patient_id"], whole["patient_last"], whole["member_id"]) == ("MRN78", "DOE", "W123456")
    with store.read() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM order_fields").scalar_one() == 1


def test_nothing_of_it_stands_open_in_the_database(store):
    feed(store, ORDER)
    with store.read() as session:
        for table in ("orders", "order_fields", "quarantine"):
            rows = session.connection().exec_driver_sql(f"SELECT * FROM {table}").fetchall()
            assert "DOE" not in repr(rows)
            assert "W123456" not in repr(rows)


def test_without_a_key_the_order_is_kept_without_its_patient(store):
    def none():
        raise NoKey

    assert feed(store, ORDER, none).ignored == 1
    feed(store, message())
    assert fields_from_order(store) is None


def test_pairs_lists_what_was_ordered_and_never_read(books, run):
    (books / "wetread.toml").write_text("")
    (books / "feed.hl7").write_text(order(accession="A200") + order() + message())
    run("reads", "import", str(books / "feed.hl7"))
    found = run("pairs", "--month", "2026-10", "--json").json
    assert [(each["accession"], each["ordered_at"]) for each in found["ordered_unread"]] == [
        ("A200", "2026-10-03T10:00:00Z")
    ]
    assert "never read: 1" in run("pairs", "--month", "2026-10").stdout
