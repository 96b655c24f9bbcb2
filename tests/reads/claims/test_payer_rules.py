"""Rules of payers and states (spec 5.2): which one answers, from which day, and that a hold names it."""

from dataclasses import replace
from datetime import date

from reads.claims.checks.all_checks import objections
from reads.claims.rules.lookup import Rules
from reads.directory.model import Enrollment, PayerRule
from tests.reads.claims.cases import BLUE, GROUND, HARBOR, SINCE, directory, final

MEMBER = {"member_id": "HM-1"}


def enrolled(*rows: Enrollment, rules: Rules | None = None):
    return replace(GROUND, directory=directory(enrollments=rows), rules=rules or Rules())


def rule(name: str, value: str, **changes) -> PayerRule:
    plain = PayerRule(name, "dos_basis", value, "", "", "", "a letter", "verified")
    return replace(plain, **changes)


def test_the_closest_rule_answers_and_the_books_before_what_is_shipped():
    shipped = [
        rule("all", "exam"),
        rule("kind", "interpretation", kind="bcbs"),
        rule("state", "exam", kind="bcbs", state="NE"),
    ]
    rules = Rules([], shipped)
    day = date(2026, 10, 6)
    assert [rules.find("dos_basis", BLUE, state, day).id for state in ("IL", "NE")] == ["kind", "state"]
    assert rules.find("dos_basis", HARBOR, "IL", day).id == "all"
    own = Rules([rule("own", "interpretation")], shipped)
    assert own.find("dos_basis", BLUE, "NE", day).id == "own"
    replaced = Rules([rule("state", "interpretation", kind="bcbs", state="IL")], shipped)
    assert replaced.find("dos_basis", BLUE, "NE", day).id == "kind"


def test_a_hold_for_enrolment_names_the_rule_that_chose_the_state():
    nobody = enrolled()
    (medicare,) = objections(final(ground=nobody))
    assert medicare.rule.endswith("; rule medicare-enrolment")
    (blue,) = objections(final(MEMBER, nobody, payer=BLUE))
    assert blue.rule.endswith("; rule blue-enrolment")
    assert (blue.source, blue.confidence) == ("a Blue plan pays those who have its contract (known)", "known")


def test_an_uncertain_rule_of_enrolment_holds_where_it_matters_and_a_person_may_decide():
    """In Florida it was read, in Illinois is the facility."""
    unsure = rule("harbor", "facility", check="not_enrolled", payer="harbor", confidence="uncertain")
    for states, decidable in (("IL", [True]), ("FL", [True]), ("", [False]), ("IL FL", [])):
        rows = [Enrollment("okafor", "harbor", state, SINCE) for state in states.split()]
        looked = final(MEMBER, enrolled(*rows, rules=Rules([unsure])), payer=HARBOR)
        found = objections(looked)
        assert [(reason.code, reason.decidable) for reason in found] == [("not_enrolled", each) for each in decidable]


def test_a_rule_holds_from_its_day_to_before_the_next():
    rules = Rules(
        [rule("one", "exam", ends=date(2026, 10, 1)), rule("one", "interpretation", starts=date(2026, 10, 1))], []
    )
    assert [rules.find("dos_basis", BLUE, "IL", date(2026, month, 1)).value for month in (9, 10)] == [
        "exam",
        "interpretation",
    ]


def test_nebraskas_blue_plan_wants_the_day_of_the_scan():
    nebraska = replace(BLUE, id="blue-ne", state="NE", dos="", filing_plan="reading")
    assert final(MEMBER, payer=nebraska).sitting.dos.value == "exam"
