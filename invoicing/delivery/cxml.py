"""cXML 1.2 InvoiceDetailRequest with the PDF, as one MIME message of two parts: what procurement networks take.

The header names both parties without a secret: who carries the file there adds it. Amounts of a credit are negative, as
cXML has them for creditMemo.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from email.message import EmailMessage
from email.policy import SMTP

from lxml import etree

from invoicing.delivery.parcel import Parcel, ParcelCharge
from invoicing.delivery.profile import CxmlIds, ProfileUsage
from invoicing.papers.paper import PaperKind
from reads.core.money import Money
from reads.core.times import rfc3339

VERSION = "1.2.050"
DOCTYPE = f'<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/{VERSION}/InvoiceDetail.dtd">'
_PURPOSES = {
    PaperKind.INVOICE: "standard",
    PaperKind.DEBIT_MEMO: "lineLevelDebitMemo",
    PaperKind.CREDIT_MEMO: "lineLevelCreditMemo",
}


def cxml(parcel: Parcel, ids: CxmlIds, at: datetime) -> bytes:
    """The message: the document, then the PDF that it names by its Content-ID."""
    message = EmailMessage(policy=SMTP)
    message["MIME-Version"] = "1.0"
    message["Content-Type"] = (
        f'multipart/related; boundary="{boundary(parcel)}"; type="text/xml"; start="<document@wetread>"'
    )
    for content, kind, cid in (
        (document(parcel, ids, at), "text/xml", "document@wetread"),
        (parcel.pdf, "application/pdf", _cid(parcel)),
    ):
        part = EmailMessage(policy=SMTP)
        main, _, sub = kind.partition("/")
        part.set_content(content, maintype=main, subtype=sub, cid=f"<{cid}>")
        del part["MIME-Version"]
        message.attach(part)
    return message.as_bytes()


def boundary(parcel: Parcel) -> str:
    """What parts the message: the same for the same paper."""
    return f"wetread-{parcel.control:09d}"


def _cid(parcel: Parcel) -> str:
    return f"pdf-{parcel.control}@wetread"


def document(parcel: Parcel, ids: CxmlIds, at: datetime) -> bytes:
    """The cXML document."""
    root = etree.Element(
        "cXML", version=VERSION, payloadID=f"{parcel.control}.{parcel.number}@wetread", timestamp=rfc3339(at)
    )
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "en-US")
    _header(root, ids)
    mode = "production" if ids.usage is ProfileUsage.PRODUCTION else "test"
    request = etree.SubElement(etree.SubElement(root, "Request", deploymentMode=mode), "InvoiceDetailRequest")
    _request_header(request, parcel)
    _order(request, parcel)
    _summary(request, parcel)
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", doctype=DOCTYPE)
    return content


def _header(root: etree._Element, ids: CxmlIds) -> None:
    header = etree.SubElement(root, "Header")
    parties = (
        ("From", ids.from_domain, ids.from_identity),
        ("To", ids.to_domain, ids.to_identity),
        ("Sender", ids.from_domain, ids.from_identity),
    )
    for role, domain, identity in parties:
        party = etree.SubElement(header, role)
        _text(etree.SubElement(party, "Credential", domain=domain), "Identity", identity)
        if role == "Sender":
            _text(party, "UserAgent", "wetread")


def _request_header(request: etree._Element, parcel: Parcel) -> None:
    paper = parcel.paper
    kind = PaperKind.CREDIT_MEMO if parcel.sign < 0 else paper.kind
    head = etree.SubElement(
        request,
        "InvoiceDetailRequestHeader",
        invoiceID=parcel.number,
        purpose=_PURPOSES[kind],
        operation="new",
        invoiceDate=f"{paper.issued_on}T12:00:00+00:00",
    )
    etree.SubElement(head, "InvoiceDetailHeaderIndicator")
    etree.SubElement(head, "InvoiceDetailLineIndicator")
    _contact(head, "remitTo", paper.issuer.name, paper.issuer.paid_at, paper.issuer.tax_id)
    _contact(head, "billTo", paper.bill_to.name, paper.bill_to.address, paper.bill_to.vendor_number)
    if paper.about:
        number, day = paper.about[0]
        etree.SubElement(head, "InvoiceIDInfo", invoiceID=number, invoiceDate=f"{day}T12:00:00+00:00")
    term = etree.SubElement(head, "PaymentTerm", payInNumberOfDays=str(paper.terms_days))
    if offer := paper.early_payment:
        early = etree.Element("PaymentTerm", payInNumberOfDays=str(offer.days))
        etree.SubElement(etree.SubElement(early, "Discount"), "DiscountPercent", percent=f"{offer.percent:f}")
        term.addprevious(early)
    period = {
        "startDate": f"{paper.month.first}T00:00:00+00:00",
        "endDate": f"{paper.month}-{paper.month.days:02d}T23:59:59+00:00",
    }
    etree.SubElement(head, "Period", period)
    comments = etree.SubElement(head, "Comments")
    comments.text = f"{paper.month.spelled()}, {paper.contract_title or paper.contract}"
    _text(etree.SubElement(comments, "Attachment"), "URL", f"cid:{_cid(parcel)}")
    for name, value in (("costCenter", paper.bill_to.cost_center), ("contract", paper.contract)):
        if value:
            etree.SubElement(head, "Extrinsic", name=name).text = value


def _contact(head: etree._Element, role: str, name: str, lines: tuple[str, ...], reference: str) -> None:
    """A party by its lines as they are written: cXML takes any number of streets."""
    partner = etree.SubElement(head, "InvoicePartner")
    contact = etree.SubElement(partner, "Contact", role=role)
    _text(contact, "Name", name).set("{http://www.w3.org/XML/1998/namespace}lang", "en-US")
    address = etree.SubElement(contact, "PostalAddress")
    for line in lines or ("-",):
        _text(address, "Street", line)
    _text(address, "City", "")
    _text(address, "Country", "United States").set("isoCountryCode", "US")
    if reference:
        domain = "supplierTaxID" if role == "remitTo" else "vendorNumber"
        etree.SubElement(partner, "IdReference", identifier=reference, domain=domain)


def _order(request: etree._Element, parcel: Parcel) -> None:
    order = etree.SubElement(request, "InvoiceDetailOrder")
    info = etree.SubElement(order, "InvoiceDetailOrderInfo")
    if parcel.paper.po_number:
        etree.SubElement(info, "OrderIDInfo", orderID=parcel.paper.po_number)
    else:
        etree.SubElement(info, "MasterAgreementIDInfo", agreementID=parcel.paper.contract)
    for place, charge in enumerate((each for each in parcel.charges if not each.tax), 1):
        _item(order, place, charge)


def _item(order: etree._Element, place: int, charge: ParcelCharge) -> None:
    """A price is never negative: the quantity carries the sign."""
    quantity, price = (
        (-charge.quantity, -charge.unit_price) if charge.unit_price < 0 else (charge.quantity, charge.unit_price)
    )
    item = etree.SubElement(order, "InvoiceDetailItem", invoiceLineNumber=str(place), quantity=f"{quantity:f}")
    _text(item, "UnitOfMeasure", "EA")
    _money(etree.SubElement(item, "UnitPrice"), price, charge.amount.currency)
    reference = etree.SubElement(item, "InvoiceDetailItemReference", lineNumber=str(place))
    _text(reference, "Description", charge.text).set("{http://www.w3.org/XML/1998/namespace}lang", "en-US")
    _money_of(etree.SubElement(item, "SubtotalAmount"), charge.amount)


def _summary(request: etree._Element, parcel: Parcel) -> None:
    summary = etree.SubElement(request, "InvoiceDetailSummary")
    _money_of(etree.SubElement(summary, "SubtotalAmount"), parcel.before_tax)
    tax = etree.SubElement(summary, "Tax")
    _money_of(tax, parcel.tax)
    words = ", ".join(each.name for each in parcel.charges if each.tax) or "No tax"
    _text(tax, "Description", words).set("{http://www.w3.org/XML/1998/namespace}lang", "en-US")
    for name in ("GrossAmount", "NetAmount", "DueAmount"):
        _money_of(etree.SubElement(summary, name), parcel.paper.total)


def _money_of(parent: etree._Element, amount: Money) -> None:
    _money(parent, amount.amount, amount.currency)


def _money(parent: etree._Element, amount: Decimal, currency: str) -> None:
    etree.SubElement(parent, "Money", currency=currency).text = f"{amount:f}"


def _text(parent: etree._Element, name: str, text: str) -> etree._Element:
    """An element of text without what XML can't hold."""
    element = etree.SubElement(parent, name)
    element.text = "".join(each if each.isprintable() else " " for each in text)
    return element
