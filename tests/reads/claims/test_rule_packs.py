"""Rules of payers: their age, and packs of them that are put into the books."""

import zipfile

from tests.reads.claims.practice import Practice

RULE = """[[rules]]
id = "harbor-telehealth"
check = "telehealth"
payer = "harbor-commercial"
value = "{value}"
from = 2026-01-01
source = "Harbor provider manual 2026, p. 12"
confidence = "verified"
checked = 2026-11-01
"""


def test_a_pack_of_rules_is_put_into_the_books_whole_or_not_at_all(practice: Practice):
    pack = practice.books / "rules-2027.zip"
    with zipfile.ZipFile(pack, "w") as archive:
        archive.writestr("pack/harbor.toml", RULE.format(value="yes"))
        archive.writestr("README.txt", "rules of 2027")
    assert practice.wetread("claims", "rules", "--import", str(pack))["added"] == ["harbor-telehealth"]
    practice.wetread("apply")
    (rule,) = [each for each in practice.wetread("claims", "rules")["rules"] if each["id"] == "harbor-telehealth"]
    assert (rule["of"], rule["checked"]) == ("books", "2026-11-01")
    assert practice.wetread("claims", "rules", "--import", str(pack))["known"] == ["harbor-telehealth"]
    other = practice.books / "other.toml"
    other.write_text(RULE.format(value="no"))
    refused = practice.wetread("claims", "rules", "--import", str(other), status=3)
    assert [each["code"] for each in refused["error"]["problems"]] == ["rule_differs"]
    other.write_text(RULE.format(value="perhaps"))
    assert practice.wetread("claims", "rules", "--import", str(other), status=3)["error"]["code"] == "not_a_rule_pack"


def test_rules_have_an_age_and_telehealth_has_an_end(practice: Practice):
    told = {rule["id"]: rule for rule in practice.wetread("claims", "rules", "--as-of", "2027-11-28")["rules"]}
    assert (told["medicare-telehealth"]["age"], told["medicare-telehealth"]["until"]) == (365, "2028-01-01")
    assert "352.17" in told["texas-other-states"]["source"]
    stale = {
        rule["id"]
        for rule in practice.wetread("claims", "rules", "--stale", "365", "--as-of", "2027-01-01", status=1)["rules"]
    }
    assert "nebraska-blue-dos" in stale
    assert "medicare-telehealth" not in stale
    after = {rule["id"] for rule in practice.wetread("claims", "rules", "--as-of", "2028-01-01")["rules"]}
    assert "medicare-telehealth" not in after
