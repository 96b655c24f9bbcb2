"""What only some claims say (spec 5.8), from the columns of a file to the segments of the 837P; each file passes pyx12."""

import pytest

from reads.claims.claim import Claim
from reads.core.money import Money
from tests.reads.claims.practice import Practice
from tests.reads.claims.test_export import COMMERCIAL, read_back
from tests.reads.claims.x12.payers import a835

ACCIDENT = {
    "accident": "employment",
    "accident_date": "2026-10-04",
    "casualty_number": "WC-2026-77",
    "employer": "Harvest Mills",
}


def filed(practice: Practice, *changes: dict[str, str]) -> tuple[str, list[Claim]]:
    """The month's file of finals with these changes, and its claims."""
    practice.bring_in(*changes)
    (text,) = practice.export()
    return text, read_back(text)[1]


def named(practice: Practice, code: str) -> str:
    """What `claims check` says of the reason."""
    (held,) = practice.run("claims", "check", "--json").json["held"]
    return next(str(reason["message"]) for reason in held["reasons"] if reason["code"] == code)


def with_compensation(practice: Practice) -> None:
    """The books with an insurer of workers' compensation."""
    payers, enrolled = practice.books / "directory/payers.csv", practice.books / "directory/enrollments.csv"
    payers.write_text(payers.read_text() + "wc-acme,Acme Workers Comp,workers_comp,WC001,,exam,facility,,,\n")
    enrolled.write_text(enrolled.read_text() + "r-okafor,wc-acme,IL,2022-01-01,\n")
    practice.wetread("apply")


def test_workers_compensation_is_held_until_it_names_accident_claim_and_employer(practice: Practice):
    with_compensation(practice)
    practice.bring_in({"payer": "wc-acme", "member_id": "WC-77"})
    assert named(practice, "accident_incomplete") == (
        "missing or not understood: accident (employment), accident_date (a date like 2026-10-02), casualty_number, employer"
    )


def test_workers_compensation_goes_out_with_the_employer_as_subscriber(practice: Practice):
    with_compensation(practice)
    text, _ = filed(practice, {"payer": "wc-acme", "member_id": "WC-77"} | ACCIDENT)
    assert "SBR*P********WC~" in text
    assert "NM1*IL*2*HARVEST MILLS*****MI*WC-77~" in text
    assert "PAT*20~" in text
    assert "REF*Y4*WC-2026-77~" in text
    assert "***23:B:1*Y*A*Y*Y**EM~\nDTP*439*D8*20261004~" in text


def test_a_cars_accident_says_in_which_state(practice: Practice):
    crash = {"accident": "auto", "accident_date": "2026-10-05", "accident_state": "il", "casualty_number": "AC-9"}
    text, (claim,) = filed(practice, COMMERCIAL | crash)
    assert "*Y*A*Y*Y**AA:::IL~" in text
    assert claim.subscriber.casualty_number == "AC-9"


def test_an_inpatient_is_held_by_field_and_then_goes_out_with_the_day_of_admission(practice: Practice):
    practice.bring_in(COMMERCIAL | {"patient_class": "I"})
    assert "admitted_on" in named(practice, "no_admission")
    practice.bring_in(COMMERCIAL | {"patient_class": "I", "admitted_on": "2026-10-03"}, amend=True)
    (text,) = practice.export()
    read_back(text)
    assert "DTP*435*D8*20261003~" in text


def test_a_screening_mammogram_needs_the_facilitys_certificate_and_no_order(practice: Practice):
    exams, charges = practice.books / "directory/exams.csv", practice.books / "directory/charges.csv"
    exams.write_text(exams.read_text() + "*,MGSCR,77067,MG,1,Screening mammogram\n")
    charges.write_text(charges.read_text() + "77067,120.00,2026-01-01\n")
    practice.wetread("apply")
    release = practice.books / "PPRRVU2026_Oct_demo.csv"
    row = next(line for line in release.read_text().splitlines() if line.startswith("70450,26"))
    release.write_text(release.read_text() + row.replace("70450", "77067").replace("0.83", "0.76") + "\n")
    practice.wetread("fees", "import", str(release))
    screening = {"exam_code": "MGSCR", "modality": "MG", "patient_class": "O", "diagnoses": "Z12.31",
                 "ordering_npi": "", "ordering_last": "", "ordering_first": ""}  # fmt: skip
    practice.bring_in(COMMERCIAL | screening)
    assert practice.held() == {"A1": {"no_certification"}}
    facilities = practice.books / "directory/facilities.csv"
    header, *rows = facilities.read_text().splitlines()
    facilities.write_text("\n".join([header + ",mammography", *(row + ",123456" for row in rows)]) + "\n")
    practice.wetread("apply")
    (text,) = practice.export()
    read_back(text)
    assert "REF*EW*123456~" in text
    assert "NM1*DN" not in text


def test_group_number_middle_name_and_suffix_are_on_the_claim(practice: Practice):
    names = {"patient_middle": "Lou", "patient_suffix": "Jr", "group_number": "G-4471", "plan_name": "Gold PPO"}
    text, _ = filed(practice, COMMERCIAL | names)
    assert "NM1*IL*1*ABERNATHY*IRIS*LOU**JR*MI*HM-1~" in text
    assert "SBR*P*18*G-4471******CI~" in text


def test_a_plan_without_a_number_is_named(practice: Practice):
    text, _ = filed(practice, COMMERCIAL | {"plan_name": "Gold PPO"})
    assert "SBR*P*18**GOLD PPO*****CI~" in text


def test_a_patient_who_lives_abroad_has_a_country_and_no_state(practice: Practice):
    abroad = {"patient_city": "Zürich", "patient_state": "", "patient_zip": "8001", "patient_country": "CH"}
    text, _ = filed(practice, COMMERCIAL | abroad)
    assert "N4*ZURICH**8001*CH~" in text


def test_a_patient_in_a_territory_lives_in_the_united_states(practice: Practice):
    there = {"patient_city": "San Juan", "patient_state": "", "patient_zip": "00901", "patient_country": "PR"}
    text, _ = filed(practice, COMMERCIAL | there)
    assert "N4*SAN JUAN*PR*00901~" in text


def test_supervising_and_referring_providers(practice: Practice):
    supervising = {"supervising_npi": "1450098961", "supervising_last": "Okafor", "supervising_first": "Daniel"}
    text, _ = filed(practice, COMMERCIAL | supervising)
    assert "NM1*DN*1*MARLOWE*RUTH****XX*1450136001~" in text
    assert "NM1*DQ*1*OKAFOR*DANIEL****XX*1450098961~" in text


def test_modifiers_by_code_stand_on_their_code_alone(practice: Practice):
    text, _ = filed(practice, COMMERCIAL | {"exam_code": "CTCAP", "modifiers_by_code": "71260:59"})
    assert "HC:71260:26:59*" in text
    assert "HC:74177:26*" in text


def test_where_the_read_was_made_at_the_groups_own_address_there_is_no_service_facility(practice: Practice):
    text, (here, there) = filed(practice, {"radiologist": "r-chen"}, {"exam_code": "CTCHEST"})
    assert text.count("NM1*77*") == 1
    assert (here.facility, there.facility.address.city) == (None, "TAMPA")


def test_a_second_payer_stands_on_the_first_ones_claim(practice: Practice):
    second = {"payer2": "harbor-commercial", "payer2_member_id": "HM-2", "payer2_group_number": "G9"}
    text, _ = filed(practice, second)
    assert "SBR*S*18*G9******CI~\nOI***Y***Y~\nNM1*IL*1*ABERNATHY*IRIS****MI*HM-2~\nNM1*PR*2*HARBOR" in text


SECOND = COMMERCIAL | {"payer2": "il-medicaid", "payer2_member_id": "ILM-2", "exam_code": "CTCAP"}


def test_the_second_payer_gets_what_the_first_one_decided_line_by_line(practice: Practice):
    text, claims = filed(practice, SECOND)
    assert practice.wetread("claims", "secondary", "--month", "2026-10")[0]["state"] == "waiting"
    first, second = claims[0].lines
    share = {first.reference: "CO-45 100.00, PR-2 20.00", second.reference: "CO-45 50.00"}
    practice.answer(a835(*claims, lines=share, moa="MOA*0.5*12.50*MA01*N130"))
    (made,) = practice.wetread("claims", "secondary", "--month", "2026-10")
    assert (made["state"], made["next_payer"]) == ("made", "Illinois Medicaid")
    text = practice.export()[1]
    _, (claim,) = read_back(text)
    assert (claim.subscriber.rank, claim.subscriber.member_id, claim.insurer.id) == ("S", "ILM-2", "37320")
    (other,) = claim.others
    assert (other.rank, other.paid) == ("P", claim.charge - Money.of("170.00"))
    assert f"SVD*{other.id}*" in text
    assert "CAS*CO*45*100~\nCAS*PR*2*20~\nDTP*573*D8*20261120~\nAMT*EAF*20~" in text
    assert "OI***Y***Y~\nMOA*0.5*12.5*MA01*N130~\nNM1*IL*1*" in text.replace("12.50", "12.5")
    assert [line.decided[0].remaining for line in claim.lines] == [Money.of("20.00"), Money(0)]
    assert practice.wetread("claims", "secondary", "--month", "2026-10") == []
    assert len(practice.export()) == 2


@pytest.mark.parametrize(
    ("said", "carried"), [("MOA*.8**MA01*N130", "MOA*.8**MA01*N130~"), ("MIA*****MA01", ""), ("LQ*RX*75", "")]
)
def test_what_a_further_claim_passes_on_is_the_moa_and_nothing_else(practice: Practice, said: str, carried: str):
    """A rate may be written without its zero; an inpatient's remarks, or codes of a pharmacy's list, are no MOA."""
    _, claims = filed(practice, SECOND)
    share = {line.reference: "PR-2 20.00" for line in claims[0].lines}
    practice.answer(a835(*claims, lines=share, moa=said))
    assert [each["state"] for each in practice.wetread("claims", "secondary")] == ["made"]
    text = practice.export()[1]
    assert carried in text.replace("\n", "")
    assert ("MOA*" in text) is bool(carried)


def test_the_second_payers_money_counts_on_the_first_claim(practice: Practice):
    _, claims = filed(practice, SECOND)
    line = claims[0].lines[0].reference
    practice.answer(a835(*claims, lines={line: "CO-45 100.00, PR-2 20.00"}), name="first.835")
    practice.wetread("claims", "secondary")
    _, (claim,) = read_back(practice.export()[1])
    before = practice.wetread("claims", "show", claims[0].control_number)
    said = f"OA-23 {claim.lines[0].charge - Money.of('17.00')}"
    rest = f"OA-23 {claim.lines[1].charge}"
    second = a835(claim, lines={line: said, claim.lines[1].reference: rest}, trace="T2").replace(
        f"CLP*{claim.control_number}*1*", f"CLP*{claim.control_number}*2*"
    )
    practice.answer(second, name="second.835")
    after = practice.wetread("claims", "show", claims[0].control_number)
    assert Money.of(after["paid"]) == Money.of(before["paid"]) + Money.of("17.00")


def test_the_third_payer_gets_what_both_before_it_decided(practice: Practice):
    third = COMMERCIAL | {
        "payer2": "bcbs-illinois",
        "payer2_member_id": "XOF882310044",
        "payer3": "il-medicaid",
        "payer3_member_id": "ILM-3",
    }
    _, (first,) = filed(practice, third)
    assert [other.rank for other in first.others] == ["S", "T"]
    line = first.lines[0].reference
    practice.answer(a835(first, lines={line: "CO-45 100.00, PR-2 20.00"}), name="first.835")
    (made,) = practice.wetread("claims", "secondary")
    assert made["next_payer"].startswith("Blue Shield")
    _, (second,) = read_back(practice.export()[1])
    assert practice.wetread("claims", "secondary")[0]["state"] == "waiting"
    taken = first.charge - Money.of("20.00")
    answer = a835(second, lines={line: f"OA-23 {taken}, PR-2 5.00"}, trace="T2", status="2")
    practice.answer(answer.replace("SUNSHINE MEDICARE PART B", "BLUE SHIELD"), name="second.835")
    (made,) = practice.wetread("claims", "secondary")
    assert (made["state"], made["next_payer"]) == ("made", "Illinois Medicaid")
    _, (claim,) = read_back(practice.export()[2])
    assert claim.subscriber.rank == "T"
    assert {other.rank: str(other.paid) for other in claim.others} == {
        "P": str(first.charge - Money.of("120.00")),
        "S": "15.00",
    }
    assert [str(each.remaining) for each in claim.lines[0].decided] == ["20.00", "5.00"]
    account = practice.wetread("claims", "show", first.control_number)
    assert (account["open"], account["contractual"]) == ("5.00", "100.00")
    assert practice.wetread("claims", "secondary") == []


def test_an_employer_stands_as_one_on_the_claim_to_the_next_payer(practice: Practice):
    with_compensation(practice)
    work = {"payer": "wc-acme", "member_id": "WC-77", "payer2": "harbor-commercial", "payer2_member_id": "HM-2"}
    _, claims = filed(practice, work | ACCIDENT)
    practice.answer(a835(*claims, lines={claims[0].lines[0].reference: "PR-2 20.00"}))
    practice.wetread("claims", "secondary")
    text = practice.export()[1]
    _, (claim,) = read_back(text)
    assert "NM1*IL*2*HARVEST MILLS*****MI*WC-77~" in text
    assert (claim.others[0].is_employer, claim.others[0].relationship) == (True, "20")
    assert not claim.subscriber.is_employer


def test_what_crossed_over_is_not_sent_a_second_time(practice: Practice):
    _, claims = filed(practice, SECOND)
    number = claims[0].control_number
    line = claims[0].lines[0].reference
    answer = a835(*claims, lines={line: "CO-45 100.00, PR-2 20.00"})
    practice.answer(answer.replace(f"CLP*{number}*1*", f"CLP*{number}*19*"))
    (told,) = practice.wetread("claims", "secondary", "--month", "2026-10")
    assert told["state"] == "crossed_over"
    assert len(practice.export()) == 1


def test_each_receiver_has_its_own_file_and_kind_of_id(practice: Practice):
    payers = practice.books / "directory/payers.csv"
    header, *rows = payers.read_text().splitlines()
    own = [row + (",STATE MEDICAID,37320,30" if row.startswith("harbor-commercial,") else ",,,") for row in rows]
    payers.write_text("\n".join([f"{header},receiver,receiver_id,receiver_qualifier", *own]) + "\n")
    practice.edit(
        "wetread.toml", 'submitter_id = "LAKESHORE"', 'submitter_id = "LAKESHORE"\nsubmitter_qualifier = "30"'
    )
    practice.bring_in({}, COMMERCIAL | {"patient_first": "Una"})
    clearinghouse, state = practice.export()
    assert "*30*LAKESHORE      *ZZ*CLEARHOUSE     *" in clearinghouse
    assert "*30*LAKESHORE      *30*37320          *" in state
    assert [len(read_back(text)[1]) for text in (clearinghouse, state)] == [1, 1]
    assert practice.export(folder="again") == [clearinghouse, state]
