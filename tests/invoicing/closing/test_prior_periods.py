"""What becomes of a month after it was issued: the difference goes on the next invoice, read by read (spec 3.6)."""

from pathlib import Path

from invoicing.closing.close import looked_at
from invoicing.closing.preview import Ask
from reads.core.actor_and_moment import By
from reads.log.decisions import Which, void
from reads.store.engine import Store
from tests.invoicing.closing import mercy
from tests.invoicing.closing.months import DECEMBER, NOVEMBER, OCTOBER, billed, bring, close, lines, papers, prior


def rows(paper):
    """The reads of other months on a paper: accession, reason, charge."""
    return [(row.accession, row.reason, str(row.charge)) for row in paper.schedule if row.month != paper.month]


def voided(store: Store, accession: str) -> None:
    with store.write() as session:
        void(session, Which(accession), "cancelled", by=By("tester", store.clock.now()))


def test_a_late_read_uses_the_true_up_up_first(october: Store):
    """October was topped up to 100.00; a late read of 12.00 is 0.00 more, and shown."""
    assert str(close(october, OCTOBER)["mercy-general"].total) == "100.00"
    bring(october, "mercy-general MG9 XRKNEE XR 2026-10-09T01:20")
    november = close(october, NOVEMBER)["mercy-general"]
    assert prior(november) == [
        ("2026-10", "Everything else, late", "12.00"),
        ("2026-10", "Monthly minimum", "-12.00"),
    ]
    assert rows(november) == [("MG9", "late", "12.00")]
    assert str(november.total) == "100.00"


def test_a_late_read_past_the_minimum_costs_what_is_over(october: Store):
    close(october, OCTOBER)
    bring(october, "mercy-general MG9 CTHEAD CT 2026-10-09T01:20")
    november = close(october, NOVEMBER)["mercy-general"]
    assert prior(november) == [("2026-10", "CT head, late", "38.00"), ("2026-10", "Monthly minimum", "-12.00")]
    assert billed(papers(october), "mercy-general", OCTOBER) == "126.00"


def test_what_is_settled_is_not_billed_again(october: Store):
    close(october, OCTOBER)
    bring(october, "lakeview-main LV9 CTHEAD CT 2026-10-09T01:20")
    assert prior(close(october, NOVEMBER)["lakeview"]) == [("2026-10", "CT head, late", "45.00")]
    assert close(october, DECEMBER)["lakeview"].lines == ()


def test_a_month_without_reads_of_its_own_bills_earlier_ones(october: Store):
    """Mercy West has nothing in October and November: closed without an invoice, until a late read comes."""
    assert close(october, OCTOBER)["mercy-west"].kind == "closed"
    bring(october, "mercy-west MW1 CTHEAD CT 2026-10-09T01:20")
    november = close(october, NOVEMBER)["mercy-west"]
    assert (november.kind, str(november.total)) == ("invoice", "20.00")


def test_a_voided_read_is_credited_with_what_it_was_billed(october: Store):
    close(october, OCTOBER)
    voided(october, "LV1")
    november = close(october, NOVEMBER)["lakeview"]
    assert (rows(november), str(november.total)) == ([("LV1", "voided", "-45.00")], "-45.00")


def test_a_read_that_a_correction_moved_is_billed_where_it_belongs_and_given_back_where_it_was(october: Store):
    close(october, OCTOBER)
    bring(october, "mercy-general MG3 CTHEAD CT 2026-11-01T00:20", corrects=True)
    closing = looked_at(october, Ask(NOVEMBER))
    assert "billed_elsewhere" in [each.code for each in closing.contracts["mercy-general"].warnings]
    november = close(october, NOVEMBER)["mercy-general"]
    assert lines(november)[0] == ("reads", "2026-11", "CT head", "38.00")
    assert rows(november) == [("MG3", "moved to November 2026", "-38.00")]
    assert billed(papers(october), "mercy-general", OCTOBER) == "100.00"


def test_a_read_that_a_correction_moved_to_another_clients_facility_is_given_back(october: Store):
    """Voided under its old identity by the sender, recorded anew under the other."""
    close(october, OCTOBER)
    voided(october, "LV1")
    bring(october, "mercy-west LV1 CTHEAD CT 2026-10-07T01:20")
    november = close(october, NOVEMBER)
    assert rows(november["lakeview"]) == [("LV1", "voided", "-45.00")]
    assert rows(november["mercy-west"]) == [("LV1", "late", "20.00")]


def test_a_corrected_read_differs_by_its_new_price(october: Store, books: Path):
    """A corrected signing time turns 45.00 by night into 40.00 by day."""
    by_day = '[[rates]]\nname = "By day"\nmatch = { local_time = "08:00-20:00" }\nper_read = "40.00"\n\n[[rates]]'
    contract = mercy.CONTRACTS["lakeview.toml"].replace("[[rates]]", by_day)
    (books / "contracts" / "lakeview.toml").write_text(contract)
    mercy.apply(books, october)
    close(october, OCTOBER)
    bring(october, "lakeview-main LV1 CTHEAD CT 2026-10-07T12:20", corrects=True)
    november = close(october, NOVEMBER)["lakeview"]
    assert (rows(november), prior(november)) == (
        [("LV1", "corrected", "-5.00")],
        [("2026-10", "By day, corrected", "-5.00")],
    )


def test_a_contract_changed_backwards_reprices_each_month_that_was_issued(october: Store, books: Path):
    close(october, OCTOBER)
    (books / "contracts" / "lakeview.toml").write_text(mercy.CONTRACTS["lakeview.toml"].replace("45.00", "40.00"))
    mercy.apply(books, october)
    november = close(october, NOVEMBER)["lakeview"]
    assert prior(november) == [("2026-10", "CT head, repriced", "-5.00")]
    assert billed(papers(october), "lakeview", OCTOBER) == "40.00"


def test_prior_tax_is_a_line_of_its_own_that_names_the_month(october: Store, books: Path):
    taxed = mercy.CONTRACTS["lakeview.toml"] + '[[taxes]]\nname = "GST"\npercent = "10"\n'
    (books / "contracts" / "lakeview.toml").write_text(taxed)
    mercy.apply(books, october)
    close(october, OCTOBER)
    bring(october, "lakeview-main LV9 CTHEAD CT 2026-10-09T01:20", "lakeview-main LV8 CTHEAD CT 2026-11-01T01:20")
    november = close(october, NOVEMBER)["lakeview"]
    assert lines(november) == [
        ("reads", "2026-11", "CT head", "45.00"),
        ("tax", "2026-11", "GST", "4.50"),
        ("prior", "2026-10", "CT head, late", "45.00"),
        ("tax", "2026-10", "GST, October 2026", "4.50"),
    ]


def test_a_waiving_contract_drops_a_late_read_lists_it_and_credits_a_voided_one_whole(october: Store, books: Path):
    (books / "contracts" / "lakeview.toml").write_text('late_reads = "waive"\n' + mercy.CONTRACTS["lakeview.toml"])
    mercy.apply(books, october)
    close(october, OCTOBER)
    bring(october, "lakeview-main LV9 CTHEAD CT 2026-10-09T01:20")
    part = looked_at(october, Ask(NOVEMBER)).contracts["lakeview"]
    assert [each.code for each in part.warnings if each.code == "waived"] == ["waived"]
    assert close(october, NOVEMBER)["lakeview"].lines == ()
    voided(october, "LV1")
    assert prior(close(october, DECEMBER)["lakeview"]) == [("2026-10", "CT head, voided", "-45.00")]


def test_a_contract_that_has_ended_has_a_memo_proposed(october: Store, books: Path):
    ended = mercy.CONTRACTS["lakeview.toml"].replace("2026-09-01", "2026-09-01\nuntil = 2026-11-01")
    later = ended.replace("effective     = 2026-09-01\nuntil = 2026-11-01", "effective     = 2026-11-01")
    (books / "contracts" / "lakeview.toml").write_text(ended)
    (books / "contracts" / "lakeview-2.toml").write_text(later)
    mercy.apply(books, october)
    close(october, OCTOBER)
    bring(october, "lakeview-main LV9 CTHEAD CT 2026-10-09T01:20")
    closing = looked_at(october, Ask(NOVEMBER))
    assert [each.remedy for each in closing.warnings if each.code == "adjust"] == [
        "`wetread invoice adjust lakeview 2026-10` issues a memo of it"
    ]


def ending(books: Path, store: Store, until: str) -> None:
    """Lakeview's contract ends, and no other follows."""
    terms = mercy.CONTRACTS["lakeview.toml"].replace("2026-09-01", f"2026-09-01\nuntil = {until}")
    (books / "contracts" / "lakeview.toml").write_text(terms)
    mercy.apply(books, store)


def test_what_is_open_of_an_ended_contract_is_told_whichever_month_is_looked_at(october: Store, books: Path):
    """Its last month again, and later ones, also where it is the client's only contract."""
    ending(books, october, "2026-11-01")
    close(october, OCTOBER)
    bring(october, "lakeview-main LV9 CTHEAD CT 2026-10-09T01:20")
    for ask in (Ask(OCTOBER), Ask(NOVEMBER), Ask(NOVEMBER, client="lakeview"), Ask(DECEMBER, client="lakeview")):
        found = [each.message for each in looked_at(october, ask).warnings if each.code == "adjust"]
        assert found == ["lakeview has ended, and 45.00 USD of October 2026 is open"], ask


def test_reads_that_were_held_when_their_month_was_issued_are_late_once_nothing_holds_them(october: Store, books: Path):
    """An unknown exam, mapped after the issue; and the memory of what is settled doesn't overlook it."""
    bring(october, "mercy-west MW1 NOSUCH MR 2026-10-09T01:20")
    close(october, OCTOBER)
    assert close(october, NOVEMBER)["mercy-west"].lines == ()
    exams = mercy.DIRECTORY["exams.csv"] + "*,NOSUCH,70551,MR,1,Brain MR\n"
    (books / "directory" / "exams.csv").write_text(exams)
    mercy.apply(books, october)
    assert rows(close(october, DECEMBER)["mercy-west"]) == [("MW1", "late", "20.00")]


def test_reads_by_somebody_unknown_are_late_once_the_directory_knows_them(october: Store, books: Path):
    row = "mercy-west,MW1,CTHEAD,CT,preliminary,r-new,2026-10-09T01:00:00-05:00,2026-10-09T01:20:00-05:00\n"
    mercy.bring_in(october, mercy.HEADER + row)
    close(october, OCTOBER)
    assert close(october, NOVEMBER)["mercy-west"].lines == ()
    for name, text in (
        ("radiologists.csv", "r-new,New Reader,\n"),
        ("locations.csv", "r-new,2025-01-01,,IN,Asia/Kolkata\n"),
    ):
        (books / "directory" / name).write_text(mercy.DIRECTORY[name] + text)
    mercy.apply(books, october)
    assert rows(close(october, DECEMBER)["mercy-west"]) == [("MW1", "late", "20.00")]
