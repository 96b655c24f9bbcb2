"""A claim's account from what is stored of it: up to a day, with what further payers decided, and with no row of another's."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TypeVar

import pytest
from sqlmodel import Session

from reads.claims.ledger.accounts import account_of_claim, accounts_of
from reads.claims.ledger.payer_decisions import ClaimAccount, ClaimState
from reads.claims.ledger.tables import AnswerSetRow, ClaimPaymentRow
from reads.claims.repository import answers_to
from reads.claims.tables import AnswerFileRow, ClaimAnswerRow, ClaimFileRow, ClaimRow, FiledClaimRow, FurtherClaimRow
from reads.core.money import Money
from reads.store.engine import Store
from reads.store.patient_fields import Sealed

R = TypeVar("R")
AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
WHO = {"at": AT, "actor": "tester"}
NOVEMBER_10, NOVEMBER_20, DECEMBER_1 = date(2026, 11, 10), date(2026, 11, 20), date(2026, 12, 1)


class Ledger:
    """Claims and what payers say of them, row by row."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.claims: list[ClaimRow] = []
        self.sets = 0
        self.file = self._added(
            ClaimFileRow(
                name="1.837",
                month="2026-10",
                receiver="R",
                interchange=1,
                group_number=1,
                envelope="{}",
                sha256="",
                claims=0,
                lines=0,
                charge=0,
                **WHO,
            )
        )
        self.answers = self._added(AnswerFileRow(path="a.txt", sha256="", **WHO))

    def _added(self, row: R) -> R:
        self.session.add(row)
        self.session.flush()
        return row

    def claim(self, charge: int, *after: ClaimRow, filed: bool = True) -> ClaimRow:
        """A claim, in the file unless told otherwise; after others, those to the payers before, it is to the next."""
        number = f"C{len(self.claims) + 1:09d}"
        row = self._added(
            ClaimRow(
                control_number=number,
                frequency="1",
                payer="harbor",
                state="IL",
                month="2026-10",
                service_date=date(2026, 10, 5),
                charge=charge,
                because="",
                snapshot=Sealed(""),
                **WHO,
            )
        )
        self.claims.append(row)
        if filed:
            self._added(FiledClaimRow(file_id=self.file.id, claim_id=row.id, position=len(self.claims)))
        if after:
            self._added(FurtherClaimRow(claim_id=row.id, after_id=after[-1].id, first_id=after[0].id))
        return row

    def decided(
        self, claim: ClaimRow, day: date, paid: int, patient: int = 0, *, status: str = "1", number: str = ""
    ) -> None:
        """What one payer pays of a claim, and leaves to the patient."""
        self.sets += 1
        found = self._added(AnswerSetRow(answer_file_id=self.answers.id, position=self.sets, kind="835", control="1"))
        sign = -1 if status == "22" else 1
        self._added(
            ClaimPaymentRow(
                set_id=found.id,
                number=1,
                claim_id=claim.id,
                control_number=claim.control_number,
                status=status,
                day=day,
                payer=f"Payer {status}",
                payer_id="",
                payer_claim_number=number,
                original_number="",
                charge=sign * claim.charge,
                paid=paid,
                patient=patient,
                denied=0,
                prior=0,
                interest=25,
                remarks="",
                notes="",
            )
        )

    def told(self, claim: ClaimRow, state: ClaimState, day: date, number: str = "") -> None:
        """What a status says of a claim."""
        self._added(
            ClaimAnswerRow(
                answer_file_id=self.answers.id,
                claim_id=claim.id,
                kind="277",
                state=state.value,
                reasons="[]",
                payer_claim_number=number,
                said_on=day,
            )
        )


@pytest.fixture
def ledger(store: Store):
    with store.write() as session:
        yield Ledger(session)


def account(ledger: Ledger, claim: ClaimRow, day: date | None = None) -> ClaimAccount:
    found = account_of_claim(ledger.session, claim, day)
    assert found == accounts_of(ledger.session, ledger.claims, day)[claim.id or 0], "alone it is as among the others"
    return found


def sums(found: ClaimAccount) -> tuple[str, str, str, str]:
    return found.state.value, str(found.paid), str(found.open), str(found.contractual)


def test_each_claim_has_its_own_account(ledger: Ledger):
    one, other = ledger.claim(165_00), ledger.claim(100_00)
    ledger.decided(one, NOVEMBER_10, 60_00)
    ledger.decided(other, NOVEMBER_20, 30_00, 20_00)
    assert sums(account(ledger, one)) == ("paid", "60.00", "0.00", "105.00")
    assert sums(account(ledger, other)) == ("paid", "30.00", "20.00", "50.00")
    assert account(ledger, one).charge == Money(165_00)
    assert account(ledger, one).interest == Money(25)
    assert accounts_of(ledger.session, [other]).keys() == {other.id}
    assert accounts_of(ledger.session, []) == {}


def test_what_was_decided_later_than_the_day_is_not_known_on_it(ledger: Ledger):
    claim = ledger.claim(165_00)
    ledger.decided(claim, NOVEMBER_10, 60_00, number="ICN1")
    ledger.decided(claim, NOVEMBER_20, -60_00, status="22", number="ICN1")
    assert sums(account(ledger, claim, date(2026, 11, 9))) == ("exported", "0.00", "165.00", "0.00")
    assert sums(account(ledger, claim, NOVEMBER_10)) == ("paid", "60.00", "0.00", "105.00")
    assert sums(account(ledger, claim, NOVEMBER_20)) == ("reversed", "0.00", "165.00", "0.00")
    assert account(ledger, claim) == account(ledger, claim, DECEMBER_1)


def test_what_the_second_and_the_third_payer_decide_counts_for_the_first_claim(ledger: Ledger):
    """Each is a claim of its own, with a number of its own; what it is paid is paid of the first."""
    first, stranger = ledger.claim(200_00), ledger.claim(50_00)
    second = ledger.claim(200_00, first)
    third = ledger.claim(200_00, first, second)
    ledger.decided(first, NOVEMBER_10, 80_00, 30_00)
    ledger.decided(stranger, NOVEMBER_10, 50_00)
    ledger.decided(second, NOVEMBER_20, 17_00, 13_00, status="2")
    ledger.decided(third, DECEMBER_1, 9_00, 4_00, status="3")
    assert sums(account(ledger, first, NOVEMBER_10)) == ("paid", "80.00", "30.00", "90.00")
    assert sums(account(ledger, first, NOVEMBER_20)) == ("paid", "97.00", "13.00", "90.00")
    assert sums(account(ledger, first)) == ("paid", "106.00", "4.00", "90.00")
    assert sums(account(ledger, second)) == ("paid", "17.00", "13.00", "170.00")
    assert sums(account(ledger, stranger)) == ("paid", "50.00", "0.00", "0.00")


def test_until_it_is_decided_a_claim_stands_where_its_newest_status_says_on_that_day(ledger: Ledger):
    made, sent, asked = ledger.claim(165_00, filed=False), ledger.claim(165_00), ledger.claim(165_00)
    ledger.told(asked, ClaimState.ACCEPTED, NOVEMBER_10)
    ledger.told(asked, ClaimState.PENDING, NOVEMBER_20)
    assert [account(ledger, each).state.value for each in (made, sent, asked)] == ["made", "exported", "pending"]
    assert account(ledger, asked, NOVEMBER_10).state is ClaimState.ACCEPTED
    assert account(ledger, asked, date(2026, 11, 9)).state is ClaimState.EXPORTED
    assert str(account(ledger, asked).open) == "165.00"


def test_the_payers_number_is_that_of_its_decision_else_of_its_newest_status(ledger: Ledger):
    silent, told, decided = ledger.claim(165_00), ledger.claim(165_00), ledger.claim(165_00)
    ledger.told(told, ClaimState.ACCEPTED, NOVEMBER_10, "S1")
    ledger.told(told, ClaimState.PENDING, NOVEMBER_20, "S2")
    ledger.told(decided, ClaimState.ACCEPTED, NOVEMBER_10, "S3")
    ledger.decided(decided, NOVEMBER_20, 60_00, number="ICN9")
    ledger.decided(told, NOVEMBER_20, 60_00)
    assert [account(ledger, each).payer_claim_number for each in (silent, told, decided)] == ["", "S2", "ICN9"]


def test_answers_that_were_read_already_are_not_asked_for_again(ledger: Ledger):
    claim = ledger.claim(165_00)
    ledger.told(claim, ClaimState.PENDING, NOVEMBER_10, "S1")
    answers = answers_to(ledger.session, [claim.id or 0])
    ledger.told(claim, ClaimState.REJECTED, NOVEMBER_20, "S2")
    (found,) = accounts_of(ledger.session, [claim], answers=answers).values()
    assert (found.state, found.payer_claim_number) == (ClaimState.PENDING, "S1")
    (found,) = accounts_of(ledger.session, [claim], answers={}).values()
    assert (found.state, found.payer_claim_number) == (ClaimState.EXPORTED, "")
