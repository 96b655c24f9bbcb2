"""Whether an answer is meant for these books: by whom it is addressed to, and whom it pays (spec 5.7). Pure but for `ours_of`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session

from reads.claims.ledger.repository import submitters
from reads.claims.x12.remittance_835 import Remittance
from reads.claims.x12.response_file import Addressed
from reads.core.findings import Finding
from reads.directory.load_directory import load_directory

_REMEDY = (
    "give it to the books it belongs to; if payers do answer these books under that id, add it to answer_ids under [claims] "
    "in wetread.toml and run `wetread apply`"
)

_TEST_REMEDY = (
    "nothing of it happened: keep it out of these books; if it did, ask the sender for it as production (ISA15 = P); one that "
    "says so of all its answers is named in test_senders under [claims] in wetread.toml, then `wetread apply`"
)


@dataclass(frozen=True, slots=True)
class OurIds:
    """Under which ids payers answer these books: receivers (ISA08, GS03), NPIs and tax ids, without signs between digits.

    `only_tests` is said of books whose own claims still go out as tests: what answers them is one too. `test_senders` (ISA06)
    say of everything that it is a test.
    """

    receivers: frozenset[str]
    npis: frozenset[str]
    tax_ids: frozenset[str]
    only_tests: bool = False
    test_senders: frozenset[str] = frozenset()

    def strangers(self, addressed: Addressed) -> Iterator[Finding]:
        """What in the envelope names somebody else."""
        named = ("ISA08", addressed.interchange_receiver), ("GS03", addressed.group_receiver)
        for element, given in named:
            if given and given.casefold() not in self.receivers:
                message = f"it is for {given} ({element}), these books are {_listed(self.receivers)}"
                yield Finding("answer_not_ours", message, _REMEDY)
        if addressed.is_test and not self.only_tests and addressed.sender.casefold() not in self.test_senders:
            message = f"it says of itself that it is a test (ISA15 is T; its sender, ISA06, is {addressed.sender})"
            yield Finding("answer_is_a_test", message, _TEST_REMEDY)

    def other_payee(self, payment: Remittance) -> Iterator[Finding]:
        """Whom the payment pays, where that is somebody else, or nobody that it names by NPI or tax id."""
        npi, tax_id = payment.payee_npi, _digits(payment.payee_tax_id)
        name = f" ({payment.payee})" if payment.payee else ""
        if npi and npi not in self.npis:
            message = f"payment {payment.trace} is to NPI {npi}{name}, these books have {_listed(self.npis)}"
            yield Finding("payee_not_ours", message, _REMEDY)
        if tax_id and tax_id not in self.tax_ids:
            message = f"payment {payment.trace} is to tax id {tax_id}{name}, these books have {_listed(self.tax_ids)}"
            yield Finding("payee_not_ours", message, _REMEDY)
        if not npi and not tax_id:
            message = f"payment {payment.trace} names its payee{name} by neither NPI nor tax id"
            yield Finding("payee_unnamed", message, "ask the payer for an 835 with the payee's NPI (N1*PE)")


def ours_of(session: Session) -> OurIds:
    """The ids in wetread.toml, and those under which files were exported before."""
    group = load_directory(session, ("group",)).group
    named = {group.submitter_id, *group.answer_ids} if group else set()
    also = frozenset(group.answer_ids) if group else frozenset()
    receivers = {*named, *submitters(session)} - {""}
    return OurIds(
        frozenset(each.casefold() for each in receivers),
        (frozenset({group.npi}) if group else frozenset()) | also,
        frozenset(_digits(each) for each in ((group.tax_id, *also) if group else ())),
        group is None or group.usage == "T",
        frozenset(each.strip().casefold() for each in (group.test_senders if group else ())),
    )


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isalnum()).upper()


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(name.upper() for name in names)) or "nobody yet: `wetread apply` the group's settings"
