"""`wetread invoice adjust`, `credit`, `dispute`, `line`: what is put right after issue, as a billing manager does it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reads.core.clock import FixedClock
from reads.store.engine import Store
from tests.conftest import Reach, Run
from tests.databases import sqlite_url
from tests.invoicing.closing import mercy
from tests.invoicing.closing.months import bring

Bring = Callable[..., None]


@pytest.fixture
def late(books: Path, run: Run, clock: FixedClock, begin: Reach) -> Iterator[Bring]:
    """Mercy's October, issued; the function that it gives brings late reads in."""
    store = Store.open(sqlite_url(books / "wetread.db"), clock=clock)

    def issued() -> None:
        mercy.write_books(books, "sqlite:///wetread.db")
        assert run("apply").status == 0
        mercy.bring_in(store, mercy.OCTOBER)
        assert run("close", "2026-10", "--issue", "--jobs", "1").status == 0
        store.close()

    begin("late", issued)
    yield lambda *rows, **how: bring(store, *rows, **how)
    store.close()


def listed(books: Path, *accessions: str) -> str:
    path = books / "list.csv"
    path.write_text("Accession,Why\n" + "".join(f"{each},not ours\n" for each in accessions))
    return str(path)


def test_a_late_read_is_on_a_debit_memo_with_a_pdf_and_a_number_of_its_own(late: Bring, run: Run):
    late("lakeview-main LV9 CTHEAD CT 2026-10-09T01:20")
    (memo,) = run("invoice", "adjust", "lakeview", "2026-10", "--json").json["memos"]
    assert (memo["number"], memo["kind"], memo["total"]) == ("DM-WR-2026-00001", "debit_memo", "45.00")
    assert Path(memo["pdf"]).read_bytes().startswith(b"%PDF")
    assert [(row["accession"], row["reason"], row["charge"]) for row in memo["schedule"]] == [("LV9", "late", "45.00")]
    assert run("invoice", "show", memo["number"], "--json").json["total"] == "45.00"


def test_adjusting_again_finds_nothing_and_the_next_invoice_neither(late: Bring, run: Run):
    late("lakeview-main LV9 CTHEAD CT 2026-10-09T01:20")
    run("invoice", "adjust", "lakeview", "2026-10")
    again = run("invoice", "adjust", "lakeview", "2026-10", "--json").json
    assert (again["memos"], again["unchanged"]) == ([], ["lakeview"])
    assert run("close", "2026-11", "--json", "--client", "lakeview").json["invoices"] == []


def test_looking_issues_no_memo(late: Bring, run: Run):
    late("lakeview-main LV9 CTHEAD CT 2026-10-09T01:20")
    looked = run("invoice", "adjust", "lakeview", "2026-10", "--dry-run")
    assert "not issued, 45.00 USD" in looked.stdout
    assert [each["number"] for each in run("invoice", "list", "--json").json] == ["WR-2026-00001", "WR-2026-00002"]


def test_disputed_reads_are_credited_and_billed_again_once_the_dispute_is_over(late: Bring, run: Run, books: Path):
    listing = listed(books, "lv1")
    disputed = run("invoice", "dispute", "WR-2026-00001", "--reads", listing, "--because", "mail", "--json").json
    assert (disputed["reads"], disputed["unchanged"]) == (1, 0)
    again = run("invoice", "dispute", "WR-2026-00001", "--reads", listing, "--because", "mail", "--json").json
    assert (again["reads"], again["unchanged"]) == (0, 1)
    (credit,) = run("invoice", "adjust", "lakeview", "2026-10", "--json").json["memos"]
    assert (credit["number"], credit["total"]) == ("CM-WR-2026-00001", "-45.00")
    assert [(row["accession"], row["reason"]) for row in credit["schedule"]] == [("LV1", "disputed")]
    run("invoice", "dispute", "WR-2026-00001", "--reads", listing, "--restore")
    (debit,) = run("invoice", "adjust", "lakeview", "2026-10", "--json").json["memos"]
    assert (debit["total"], debit["lines"][0]["name"]) == ("45.00", "CT head, restored")


def test_credited_reads_reverse_what_they_were_billed_and_the_minimum_has_a_line_of_its_own(
    late: Bring, run: Run, books: Path
):
    run("invoice", "credit", "WR-2026-00002", "--reads", listed(books, "MG1", "MG2"), "--because", "day team")
    (draft,) = run("close", "2026-11", "--json", "--client", "mercy").json["invoices"]
    assert [(line["name"], line["amount"]) for line in draft["lines"] if line["month"] == "2026-10"] == [
        ("CT head, credited", "-38.00"),
        ("Everything else, credited", "-12.00"),
        ("Monthly minimum", "50.00"),
    ]


def test_what_the_paper_does_not_bill_is_listed_and_nothing_is_recorded(late: Bring, run: Run, books: Path):
    outcome = run(
        "invoice", "dispute", "WR-2026-00001", "--reads", listed(books, "LV1", "NO1", "NO2"), "--because", "x", "--json"
    )
    assert outcome.status == 1
    assert [(each["line"], each["code"]) for each in outcome.json["error"]["problems"]] == [
        (3, "not_on_paper"),
        (4, "not_on_paper"),
    ]
    assert run("invoice", "adjust", "lakeview", "2026-10", "--json").json["memos"] == []


def test_an_agreed_credit_is_a_memo_at_once_that_no_difference_touches(late: Bring, run: Run):
    agreed = ("invoice", "credit", "WR-2026-00001", "--amount", "20.00", "--because", "goodwill", "--json")
    memo = run(*agreed).json
    assert (memo["number"], memo["total"]) == ("CM-WR-2026-00001", "-20.00")
    assert run("invoice", "adjust", "lakeview", "2026-10", "--json").json["memos"] == []
    assert run(*agreed).json["error"]["code"] == "made_before"
    more = run("invoice", "credit", "WR-2026-00001", "--amount", "25.01", "--because", "more", "--json")
    assert (more.status, more.json["error"]["code"]) == (3, "credit_too_large")
    assert run(*agreed, "--again").json["number"] == "CM-WR-2026-00002"


def test_a_manual_line_is_on_the_next_invoice_once(late: Bring, run: Run, clock: FixedClock):
    assert run("invoice", "line", "lakeview", "250.00", "--because", "Training").status == 0
    assert run("invoice", "line", "lakeview", "250.00", "--because", "Training", "--json").json["error"]["code"] == (
        "made_before"
    )
    closed = run("close", "2026-11", "--issue", "--early", "--over-cap", "--client", "lakeview", "--json").json
    assert [(line["name"], line["amount"]) for line in closed["invoices"][0]["lines"]] == [("Training", "250.00")]
    december = run("close", "2026-12", "--client", "lakeview", "--json").json
    assert december["invoices"] == []


def test_a_line_for_a_client_of_several_contracts_says_which(late: Bring, run: Run):
    asked = run("invoice", "line", "mercy", "10.00", "--because", "Courier", "--json")
    assert (asked.status, asked.json["error"]["code"]) == (2, "which_contract")
    assert run("invoice", "line", "mercy", "10.00", "--because", "Courier", "--contract", "mercy-west").status == 0


def test_a_month_that_is_not_issued_has_nothing_to_adjust(late: Bring, run: Run):
    outcome = run("invoice", "adjust", "lakeview", "2026-11", "--json")
    assert (outcome.status, outcome.json["error"]["code"]) == (3, "not_closed")


def test_audit_verify_finds_papers_with_prior_lines_and_memos_sound(late: Bring, run: Run, books: Path):
    late("lakeview-main LV9 CTHEAD CT 2026-10-09T01:20", "mercy-general MG9 XRKNEE XR 2026-10-09T01:20")
    run("invoice", "dispute", "WR-2026-00001", "--reads", listed(books, "LV1"), "--because", "x")
    run("invoice", "credit", "WR-2026-00002", "--amount", "20.00", "--because", "goodwill")
    run("invoice", "adjust", "lakeview", "2026-10")
    run("close", "2026-11", "--issue", "--early", "--jobs", "1")
    verified = run("audit", "verify", "--json")
    assert verified.json["damage"] == []


def test_a_month_stands_beside_the_one_before_facility_by_facility(late: Bring, run: Run):
    late("mercy-general MG7 CTHEAD CT 2026-11-01T01:20", "mercy-west MW7 CTHEAD CT 2026-11-01T01:20")
    found = run("close", "2026-11", "--json").json["facilities"]
    assert [(each["facility"], each["change"], each["units_before"], each["units"]) for each in found] == [
        ("lakeview-main", "missing", "1", None),
        ("mercy-general", "changed", "3", "1"),
        ("mercy-west", "new", None, "1"),
    ]
    shown = run("close", "2026-11").stdout
    assert "Against October 2026" in shown
    assert "missing" in shown


def test_a_memo_is_dated_between_the_paper_it_is_about_and_today(late: Bring, run: Run):
    late("lakeview-main LV9 CTHEAD CT 2026-10-09T01:20")
    for day in ("2026-11-01", "2026-11-03"):
        adjusted = run("invoice", "adjust", "lakeview", "2026-10", "--dated", day, "--json")
        assert (adjusted.status, adjusted.json["error"]["code"]) == (2, "memo_date")
        agreed = ("invoice", "credit", "WR-2026-00001", "--amount", "1.00", "--because", "x", "--dated", day, "--json")
        assert run(*agreed).json["error"]["code"] == "memo_date"
    assert "from 2026-11-02 to 2026-11-02" in adjusted.json["error"]["remedy"]
    assert run("invoice", "adjust", "lakeview", "2026-10", "--dated", "2026-11-02").status == 0


def test_a_month_counts_its_own_reads_before_and_after_issue(late: Bring, run: Run):
    late("lakeview-main LV9 CTHEAD CT 2026-10-09T01:20", "lakeview-main LV10 CTHEAD CT 2026-11-01T12:20")
    close = ("close", "2026-11", "--client", "lakeview")

    def reads() -> list[str]:
        return [line.split()[2] for line in run(*close).stdout.splitlines() if line.startswith("lakeview")]

    assert reads() == ["1"]
    run(*close, "--issue", "--early")
    assert reads() == ["1"]


def test_a_manual_line_is_an_amount_and_a_negative_one_follows_two_dashes(late: Bring, run: Run):
    nothing = run("invoice", "line", "lakeview", "0.00", "--because", "x", "--json")
    assert (nothing.status, nothing.json["error"]["code"]) == (2, "bad_amount")
    option = run("invoice", "line", "lakeview", "-50.00", "--because", "x", "--json")
    assert option.status == 2
    assert "-- NAME -50.00" in option.json["error"]["remedy"]
    assert run("invoice", "line", "--because", "goodwill", "--", "lakeview", "-50.00").status == 0


def test_a_memo_shown_says_of_each_line_which_facility_it_is_of(late: Bring, run: Run):
    late("lakeview-main LV9 CTHEAD CT 2026-10-09T01:20")
    looked = run("invoice", "adjust", "lakeview", "2026-10", "--dry-run").stdout
    assert "  CT head, late  45.00  lakeview-main · 1 read of October 2026, late" in looked


@pytest.mark.parametrize("amount", ["12,00", "1.230", "€12.00", "(12.00)", "0.00"])
def test_an_amount_with_two_readings_credits_nothing(late: Bring, run: Run, amount: str):
    """`12,00` issued a memo of -1,200.00."""
    refused = run("invoice", "credit", "WR-2026-00001", "--amount", amount, "--because", "agreed twelve dollars")
    assert (refused.status, refused.stdout) == (2, "")
    assert [each["kind"] for each in run("invoice", "list", "--json").json if each["kind"] != "invoice"] == []


def test_no_service_takes_a_decision_without_a_reason(late: Bring, run: Run, books: Path):
    """A trial voided a read and wrote 7,657.02 off with an empty reason."""
    for command in (
        ("reads", "void", "LV1"),
        ("invoice", "credit", "WR-2026-00001", "--amount", "12.00"),
        ("invoice", "write-off", "WR-2026-00001"),
        ("invoice", "pay", "--reverse", "1"),
    ):
        outcome = run(*command, "--because", " ")
        assert (outcome.status, "the reason (--because) is empty" in outcome.stderr) == (2, True), command
