"""The reads as rows of text, by facility with subtotals."""

from dataclasses import replace
from decimal import Decimal

from invoicing.documents.schedule import COLUMNS, FacilityGroup, schedule_of
from reads.core.month import Month
from tests.invoicing.documents.papers import LAKE, MERCY, line, paper, read


def shown(cells: tuple[str, ...]) -> dict[str, str]:
    """A row's cells under their columns' names."""
    return dict(zip(COLUMNS, cells, strict=True))


def only(group: FacilityGroup) -> dict[str, str]:
    assert len(group.rows) == 1
    return shown(group.rows[0])


def test_a_read_is_one_row_with_its_facility_s_time():
    schedule = schedule_of(paper(schedule=(read(5),)))
    assert only(schedule.groups[0]) == {
        "Signed": "Oct 1, 2026 00:35 CDT",
        "Accession": "A0000005",
        "Exam": "CTAP CT abdomen and pelvis with contrast",
        "Mod.": "CT",
        "Radiologist": "M. Tanaka, DO",
        "Rate": "All reads",
        "TAT min": "17",
        "Units": "1",
        "wRVU": "",
        "Base": "38.00",
        "Extras": "9.50",
        "Amount": "47.50",
    }


def test_groups_follow_the_paper_s_facilities_with_earlier_months_behind():
    rows = (
        read(1, LAKE[0]),
        read(2, LAKE[0], month=Month(2026, 9)),
        read(3, MERCY[0]),
        read(5, LAKE[0]),
    )
    schedule = schedule_of(paper(schedule=rows))
    assert [(group.title, len(group.rows)) for group in schedule.groups] == [
        ("Mercy General Hospital", 1),
        ("Lakeside Community Hospital", 2),
        ("Lakeside Community Hospital · prior period September 2026", 1),
    ]
    lake = shown(schedule.groups[1].subtotal)
    assert lake["Signed"] == "Subtotal Lakeside Community Hospital, 2 reads"
    assert (lake["Units"], lake["Base"], lake["Extras"], lake["Amount"]) == ("2", "76.00", "9.50", "85.50")
    assert shown(schedule.total)["Amount"] == "161.50"


def test_what_is_unusual_about_a_read_stands_with_its_exam():
    row = read(1, read_type="addendum", credits=Decimal("38.00"), tier="above 500", turnaround_minutes=None)
    cells = only(schedule_of(paper(schedule=(row,))).groups[0])
    assert cells["Exam"] == "CTAP CT abdomen and pelvis with contrast · addendum · turnaround credit −38.00"
    assert cells["Rate"] == "All reads · above 500"
    assert cells["TAT min"] == "–"


def test_amounts_have_four_places_where_the_contract_rounds_by_line():
    exact = replace(read(1), base=Decimal("66.4125"), charge=Decimal("66.4125"), work_rvu=Decimal("1.82"))
    cells = only(schedule_of(paper(line("MR = 66.41"), schedule=(exact,))).groups[0])
    assert (cells["wRVU"], cells["Base"], cells["Amount"]) == ("1.82", "66.4125", "66.4125")


def test_a_paper_without_reads_has_no_groups():
    assert schedule_of(paper(line("HL7 interface = 150.00"))).groups == ()


def test_a_row_that_puts_a_read_right_says_why_and_the_note_stays_short():
    schedule = schedule_of(paper(schedule=(read(1, reason="voided", credits=Decimal("-1.00")), read(2))))
    assert "voided" in schedule.groups[0].rows[0][2]
    assert "Figures with a reason are what changed." in schedule.note
    assert len(schedule.note) < 130
