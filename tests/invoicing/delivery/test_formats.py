"""Each form in which a paper is delivered, read by something that is not ours."""

import csv
import email
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from email.policy import default

import pytest
from lxml import etree
from pyx12.x12file import X12Reader

from invoicing.delivery.cxml import cxml
from invoicing.delivery.errors import CurrencyNotHeld, FaultyDelivery, TextNotHeld
from invoicing.delivery.parcel import Parcel, ParcelCharge
from invoicing.delivery.portal_csv import portal_csv
from invoicing.delivery.profile import CxmlIds, DeliveryKind, Profile, ProfileUsage, X12Ids, X12Version
from invoicing.delivery.read_profile import read_profile
from invoicing.delivery.x12_810 import x12_810
from invoicing.papers.paper import Paper, PaperKind
from invoicing.papers.postal_address import NoPostalAddress
from invoicing.pricing.priced_month import LineKind
from tests.invoicing.documents.papers import BILL_TO, ISSUER, line, paper

AT = datetime(2026, 11, 2, 15, 30, tzinfo=UTC)
IDS = X12Ids(X12Version.V4010, ProfileUsage.TEST, "ZZ", "LAKESHORE", "ZZ", "MERCYAP")
NETWORK = CxmlIds("DUNS", "123456789", "NetworkID", "AN01", ProfileUsage.TEST)
POSTAL = {
    "issuer": replace(ISSUER, remit_to=("PO Box 9120", "Duluth, MN 55806")),
    "bill_to": replace(BILL_TO, vendor_number="V-4711", cost_center="7040"),
}


def parcel(made: Paper) -> Parcel:
    """The paper with its lines as they are."""
    charges = tuple(
        ParcelCharge(
            one.name,
            f"October 2026: {one.name}",
            one.quantity if one.unit_price is not None else Decimal(1),
            one.amount.amount if one.unit_price is None else one.unit_price,
            one.amount,
            date(2026, 10, 31),
            one.kind is LineKind.TAX,
        )
        for one in made.lines
    )
    return Parcel(made, 42, charges, "INV-2026-0042.pdf", b"%PDF-1.7 as it was")


def october(**changes) -> Paper:
    return paper(
        line("CT head 12 × 38.00"),
        line("STAT within 30 minutes = -38.00", None, LineKind.TURNAROUND),
        line("State tax = 33.44", None, LineKind.TAX),
        **{**POSTAL, **changes},
    )


def segments(content: bytes) -> list[list[str]]:
    """As pyx12 reads them, with its envelope checks."""
    reader = X12Reader(io.StringIO(content.decode("ascii")))
    found = [each.format("~", "*", ">").rstrip("~").split("*") for each in reader]
    assert reader.pop_errors() == []
    return found


def of(found: list[list[str]], name: str) -> list[list[str]]:
    return [each[1:] for each in found if each[0] == name]


@pytest.mark.parametrize("version", X12Version)
def test_an_810_has_an_envelope_that_another_reader_accepts(version: X12Version):
    found = segments(x12_810(parcel(october()), replace(IDS, version=version), AT))
    assert found[0][0] == "ISA"
    assert of(found, "GS")[0][-1] == {"4010": "004010", "5010": "005010"}[version]
    assert of(found, "CTT") == [["2"]]


def test_an_810_says_what_the_invoice_says():
    text = x12_810(parcel(october()), IDS, AT).decode()
    assert "BIG*20261102*INV-2026-0042**PO-88121***DI~" in text
    assert "REF*VR*V-4711~" in text
    assert "REF*DP*7040~" in text
    assert "N4*Evanston*IL*60201*US~" in text
    assert "IT1*1*12*EA*38.00~" in text
    assert "IT1*2*-1*EA*38.00~" in text
    assert "TDS*45144~" in text
    assert "TXI*TX*33.44~" in text


def test_a_credit_memo_is_an_810_without_signs_and_names_its_invoice():
    memo = paper(
        line("Reads credited 2 × -38.00"),
        kind=PaperKind.CREDIT_MEMO,
        number="CM-1",
        about=(("INV-2026-0042", date(2026, 11, 2)),),
        **POSTAL,
    )
    text = x12_810(parcel(memo), IDS, AT).decode()
    assert "***CR~" in text
    assert "REF*OI*INV-2026-0042~" in text
    assert "IT1*1*2*EA*38.00~" in text
    assert "TDS*7600~" in text


def test_an_810_is_the_same_each_time():
    assert x12_810(parcel(october()), IDS, AT) == x12_810(parcel(october()), IDS, AT)


def test_what_an_810_cannot_hold_is_refused_by_the_client_s_name():
    with pytest.raises(TextNotHeld, match="Mercy"):
        x12_810(parcel(october(bill_to=replace(BILL_TO, name="Mercy 東京"))), IDS, AT)
    with pytest.raises(TextNotHeld, match="longer than 22"):
        x12_810(parcel(october(po_number="P" * 23)), IDS, AT)
    with pytest.raises(NoPostalAddress, match="Mercy Health System"):
        x12_810(parcel(october(bill_to=replace(BILL_TO, address=("Somewhere",)))), IDS, AT)
    with pytest.raises(CurrencyNotHeld, match="KWD"):
        x12_810(parcel(paper(line("x = 1.000", currency="KWD"), currency="KWD", **POSTAL)), IDS, AT)


def test_separators_in_a_name_part_no_segment():
    found = segments(x12_810(parcel(october(bill_to=replace(BILL_TO, name="A*B~C>D"))), IDS, AT))
    assert ["BT", "A B C D", "92", "mercy-health"] in of(found, "N1")


def test_cxml_is_read_again_with_its_amounts_and_the_pdf():
    message = email.message_from_bytes(cxml(parcel(october()), NETWORK, AT), policy=default)
    xml, pdf = message.iter_parts()
    assert pdf.get_payload(decode=True) == b"%PDF-1.7 as it was"
    root = etree.fromstring(xml.get_payload(decode=True))
    assert root.findtext(".//Attachment/URL") == f"cid:{pdf['Content-ID'].strip('<>')}"
    assert root.find(".//InvoiceDetailRequestHeader").get("purpose") == "standard"
    items = root.findall(".//InvoiceDetailItem")
    products = [Decimal(each.get("quantity")) * Decimal(each.findtext("UnitPrice/Money")) for each in items]
    assert products == [Decimal(each.findtext("SubtotalAmount/Money")) for each in items]
    assert sum(products) == Decimal(root.findtext(".//InvoiceDetailSummary/SubtotalAmount/Money"))
    assert root.findtext(".//InvoiceDetailSummary/Tax/Money") == "33.44"
    assert root.findtext(".//DueAmount/Money") == "451.44"


def test_a_portal_has_its_own_header_and_our_fields():
    columns = (
        ("Supplier Invoice #", "number"),
        ("Line amt", "line.amount"),
        ("Date", "issued_on"),
        ("Cur", "currency"),
        ("Ctry", "=US"),
    )
    profile = Profile("portal", DeliveryKind.PORTAL_CSV, columns=columns)
    rows = list(csv.reader(io.StringIO(portal_csv([parcel(october())], profile).decode())))
    assert rows[0] == ["Supplier Invoice #", "Line amt", "Date", "Cur", "Ctry"]
    assert [row[1] for row in rows[1:]] == ["456.00", "-38.00", "33.44"]
    assert rows[1] == ["INV-2026-0042", "456.00", "11/02/2026", "USD", "US"]


def test_a_portal_without_a_currency_takes_no_yen_for_dollars():
    profile = Profile("portal", DeliveryKind.PORTAL_CSV, columns=(("Amount", "total"),))
    yen = parcel(paper(line("x = 6300", currency="JPY"), currency="JPY"))
    with pytest.raises(CurrencyNotHeld, match="Mercy Health System is billed in JPY"):
        portal_csv([yen], profile)


def test_no_name_is_a_formula_in_a_portal():
    profile = Profile("portal", DeliveryKind.PORTAL_CSV, columns=(("Client", "client"),))
    assert portal_csv([parcel(october(bill_to=replace(BILL_TO, name="=1+1")))], profile) == b"Client\r\n'=1+1\r\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('kind = "fax"', "unknown_value"),
        ('kind = "portal-csv"', "no_columns"),
        ('kind = "portal-csv"\n[columns]\n"A" = "numbr"', "unknown_field"),
        ('kind = "x12-810"\n[x12]\nreceiver = "B"', "missing_key"),
        ('kind = "x12-810"\n[x12]\nreceiver = "B"\nsender = "A*B"', "wrong_form"),
        ('kind = "ubl"\n[ubl]\nprofile = "pint"', "missing_key"),
        ('kind = "ubl"\n[ubl]\nseller_id = "12"', "wrong_form"),
        ('kind = "folder"\ncolour = "red"', "unknown_key"),
        ("", "missing_key"),
    ],
)
def test_what_is_wrong_with_a_profile_is_told(text: str, says: str):
    with pytest.raises(FaultyDelivery) as error:
        read_profile(text.encode(), "portal")
    assert says in {each.code for each in error.value.problems}
