"""The hospital's own list of the demonstration has the dirt that real ones have."""

import io
from datetime import UTC, datetime

from invoicing.demo.month import own_lists
from invoicing.reports.reconcile_list import Known, read_list
from reads.directory.directory import Directory
from tests.invoicing.closing.october import GENERAL


def test_the_list_is_the_same_every_time_and_is_as_dirty_as_it_says():
    (text,) = own_lists().values()
    assert own_lists() == {"st-brendan-october.csv": text}
    now = datetime(2026, 11, 3, tzinfo=UTC)
    known = Known(Directory.of(facilities=[GENERAL]), {"mercy-general": GENERAL}, "USD", now)
    found = read_list(io.BytesIO(text.encode()), "list.csv", known)
    accessions = [row.accession for row in found.rows]
    assert found.findings == []
    assert "" in accessions
    assert any(accession.startswith("sb-") for accession in accessions)
    assert len({row.said for row in found.rows}) < len(found.rows)
    assert all(row.times for row in found.rows)
    assert found.stated_total is not None
    assert found.stated_total.minor != sum(row.amount.minor for row in found.rows if row.amount)
