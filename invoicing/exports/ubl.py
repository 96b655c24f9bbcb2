"""UBL 2.1 that keeps the rules of EN 16931, a file a paper: an Invoice, or a CreditNote where the total is negative.

Untaxed professional fees are category O (outside the scope of VAT); where the paper has taxes, they are one rate of
category S on all lines. A line of a negative amount has a negative quantity: a price never is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from xml.sax.saxutils import escape

from invoicing.exports.line_grouping import ExportedLine, items
from invoicing.exports.papers_and_deeds import ExportPart, Grouping, Material, Written
from invoicing.exports.ubl_network import NO_NETWORK, Network, NetworkAddress
from invoicing.papers.paper import BillTo, Issuer, Paper
from invoicing.papers.postal_address import PostalAddress
from invoicing.pricing.priced_month import LineKind
from reads.core.money import Money, rounded, total

_NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PLACES = 4


@dataclass(frozen=True, slots=True)
class _Tax:
    """The one category of a paper: O, or S with a percent."""

    category: str
    percent: Decimal | None
    base: Money
    amount: Money


def invoices(material: Material) -> Written:
    """A file for each paper that bills or credits anything, named for its number."""
    papers = [paper for paper in material.papers if paper.lines]
    return Written(tuple(ExportPart(_name(paper), document(paper, material.grouping).encode()) for paper in papers))


def _name(paper: Paper) -> str:
    return (
        "".join(each if each.isascii() and (each.isalnum() or each in "-_") else "-" for each in paper.number or "")
        + ".xml"
    )


def document(paper: Paper, grouping: Grouping = Grouping.PER_RATE, network: Network = NO_NETWORK) -> str:
    """The paper as one XML document; NoPostalAddress where the network wants one by part and it can't be told apart."""
    sign = -1 if paper.total.minor < 0 else 1
    root = "CreditNote" if sign < 0 else "Invoice"
    taxes = [line.amount for line in paper.lines if line.of is LineKind.TAX]
    billed = [item for item in items(paper, grouping) if item.line.of is not LineKind.TAX]
    base = _signed(total([item.line.amount for item in billed], paper.currency), sign)
    tax = _tax(base, _signed(total(taxes, paper.currency), sign))
    lines = "".join(_line(number, item, sign, tax, root) for number, item in enumerate(billed, 1))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_NAMESPACE}{root}-2" '
        f'xmlns:cac="{_NAMESPACE}CommonAggregateComponents-2" xmlns:cbc="{_NAMESPACE}CommonBasicComponents-2">'
        f"{_head(paper, root, network)}{_supplier(paper, tax, network)}{_customer(paper.bill_to, network)}"
        f"{_payment(paper, root)}{_totals(tax)}{lines}</{root}>\n"
    )


def _signed(amount: Money, sign: int) -> Money:
    return amount if sign > 0 else -amount


def _tax(base: Money, amount: Money) -> _Tax:
    """The rate that all taxes of the paper come to together."""
    if not amount or not base:
        return _Tax("O", None, base, Money(0, base.currency))
    percent = rounded(Fraction(amount.minor, base.minor) * 100, _PLACES)
    return _Tax("S", percent, base, amount)


def _head(paper: Paper, root: str, network: Network) -> str:
    code = "CreditNoteTypeCode" if root == "CreditNote" else "InvoiceTypeCode"
    kind = "381" if root == "CreditNote" else "380"
    return "".join(
        (
            _leaf("CustomizationID", network.customization),
            _leaf("ProfileID", network.process),
            _leaf("ID", paper.number or ""),
            _leaf("IssueDate", paper.issued_on.isoformat()),
            _leaf("DueDate", paper.due_on.isoformat()) if root == "Invoice" else "",
            _leaf(code, kind),
            _leaf("Note", _text(f"{paper.month.spelled()}, {paper.contract_title or paper.contract}")),
            _leaf("DocumentCurrencyCode", paper.currency),
            _leaf("AccountingCost", _text(paper.bill_to.cost_center)),
            _leaf("BuyerReference", _text(paper.bill_to.id)),
            _group("InvoicePeriod", [_leaf("StartDate", f"{paper.month.first}"), _leaf("EndDate", _last_day(paper))]),
            _group("OrderReference", [_leaf("ID", _text(paper.po_number))]) if paper.po_number.strip() else "",
            *(_billed_before(number, day.isoformat()) for number, day in paper.about),
            _group("ContractDocumentReference", [_leaf("ID", _text(paper.contract))]),
        )
    )


def _billed_before(number: str, day: str) -> str:
    """A paper that this one puts right (BG-3)."""
    reference = [_leaf("ID", _text(number)), _leaf("IssueDate", day)]
    return _group("BillingReference", [_group("InvoiceDocumentReference", reference)])


def _last_day(paper: Paper) -> str:
    return f"{paper.month}-{paper.month.days:02d}"


def _supplier(paper: Paper, tax: _Tax, network: Network) -> str:
    """The group; its tax number is shown as a registration where there are taxes, which EN 16931 asks for (BR-S-02)."""
    issuer, vendor = paper.issuer, _leaf("ID", _text(paper.bill_to.vendor_number))
    number = _group("TaxScheme", [_leaf("ID", "TAX")])
    registered = [_leaf("CompanyID", _text(issuer.tax_id)), number]
    return _group(
        "AccountingSupplierParty",
        [
            _group(
                "Party",
                [
                    _endpoint(network.seller),
                    _group("PartyIdentification", [vendor]),
                    _group("PartyName", [_leaf("Name", _text(issuer.name))]),
                    _address(issuer.address, issuer.name, network),
                    _group("PartyTaxScheme", registered) if tax.category == "S" else "",
                    _group(
                        "PartyLegalEntity",
                        [_leaf("RegistrationName", _text(issuer.name)), _leaf("CompanyID", _text(issuer.tax_id))],
                    ),
                    _group(
                        "Contact",
                        [_leaf("Telephone", _text(issuer.phone)), _leaf("ElectronicMail", _text(issuer.email))],
                    ),
                ],
            )
        ],
    )


def _customer(client: BillTo, network: Network) -> str:
    contact = [_leaf("Name", _text(client.attention)), _leaf("ElectronicMail", _text(client.email))]
    party = [
        _endpoint(network.buyer),
        _group("PartyIdentification", [_leaf("ID", _text(client.id))]),
        _group("PartyName", [_leaf("Name", _text(client.name))]),
        _address(client.address, client.name, network),
        _group("PartyLegalEntity", [_leaf("RegistrationName", _text(client.name))]),
        _group("Contact", contact),
    ]
    return _group("AccountingCustomerParty", [_group("Party", party)])


def _endpoint(at: NetworkAddress | None) -> str:
    """Where a party is reached (BT-34, BT-49)."""
    return "" if at is None else f'<cbc:EndpointID schemeID="{at.scheme}">{escape(at.id)}</cbc:EndpointID>'


def _address(lines: tuple[str, ...], whose: str, network: Network) -> str:
    """Lines as they are written, or part by part; the country of a US group and its clients (BR-09, BR-11)."""
    found = PostalAddress.of(lines, whose) if network.structured else PostalAddress(lines, "", "", "")
    street, more, *rest = [*(text for line in found.street if (text := _text(line))), "", ""]
    others = ", ".join(text for text in rest if text)
    return _group(
        "PostalAddress",
        [
            _leaf("StreetName", street),
            _leaf("AdditionalStreetName", more),
            _leaf("CityName", _text(found.city)),
            _leaf("PostalZone", found.zip),
            _leaf("CountrySubentity", found.state),
            _group("AddressLine", [_leaf("Line", others)]),
            _group("Country", [_leaf("IdentificationCode", "US")]),
        ],
    )


def _payment(paper: Paper, root: str) -> str:
    """How it is paid, in words: routing numbers of remittance lines are no IBAN."""
    due = _leaf("PaymentDueDate", paper.due_on.isoformat()) if root == "CreditNote" else ""
    remit = _text(", ".join(paper.issuer.remit_to))
    terms = (
        f"Net {paper.terms_days} days. Remit to {remit}" if root == "Invoice" else f"Credit, {paper.terms_days} days"
    )
    account = _account(paper.issuer) if root == "Invoice" else ""
    code = "30" if account else "1"
    means = [_leaf("PaymentMeansCode", code), due, _leaf("PaymentID", paper.number or ""), account]
    return _group("PaymentMeans", means) + _group("PaymentTerms", [_leaf("Note", terms)])


def _account(issuer: Issuer) -> str:
    """The account that takes transfers, as it is known in the United States: by routing and account number."""
    if not (issuer.ach_account and issuer.ach_routing):
        return ""
    branch = _group("FinancialInstitutionBranch", [_leaf("ID", _text(issuer.ach_routing))])
    return _group(
        "PayeeFinancialAccount", [_leaf("ID", _text(issuer.ach_account)), _leaf("Name", _text(issuer.name)), branch]
    )


def _totals(tax: _Tax) -> str:
    whole = tax.base + tax.amount
    category = _category("TaxCategory", tax, reason=True)
    subtotal = _group("TaxSubtotal", [_amount("TaxableAmount", tax.base), _amount("TaxAmount", tax.amount), category])
    sums = [
        _amount("LineExtensionAmount", tax.base),
        _amount("TaxExclusiveAmount", tax.base),
        _amount("TaxInclusiveAmount", whole),
        _amount("PayableAmount", whole),
    ]
    return _group("TaxTotal", [_amount("TaxAmount", tax.amount), subtotal]) + _group("LegalMonetaryTotal", sums)


def _line(number: int, item: ExportedLine, sign: int, tax: _Tax, root: str) -> str:
    """One line; its quantity carries the sign, and its price is what quantity × price = amount asks for."""
    amount = _signed(item.line.amount, sign)
    price = abs(item.unit_price)
    quantity = abs(item.quantity) if amount.minor >= 0 else -abs(item.quantity)
    unit = "CreditedQuantity" if root == "CreditNote" else "InvoicedQuantity"
    priced = f'<cbc:PriceAmount currencyID="{amount.currency}">{price:f}</cbc:PriceAmount>'
    return _group(
        "CreditNoteLine" if root == "CreditNote" else "InvoiceLine",
        [
            _leaf("ID", str(number)),
            f'<cbc:{unit} unitCode="C62">{quantity:f}</cbc:{unit}>',
            _amount("LineExtensionAmount", amount),
            _group(
                "Item",
                [
                    _leaf("Description", _text(item.text)),
                    _leaf("Name", _text(item.line.name) or "Reads"),
                    _category("ClassifiedTaxCategory", tax, reason=False),
                ],
            ),
            _group("Price", [priced]),
        ],
    )


def _category(name: str, tax: _Tax, *, reason: bool) -> str:
    percent = "" if tax.percent is None else _leaf("Percent", f"{tax.percent:f}")
    why = _leaf("TaxExemptionReasonCode", "VATEX-EU-O") if reason and tax.category == "O" else ""
    return _group(name, [_leaf("ID", tax.category), percent, why, _group("TaxScheme", [_leaf("ID", "VAT")])])


def _leaf(name: str, text: str) -> str:
    """An element of text; nothing where there is none, since empty elements are refused."""
    return f"<cbc:{name}>{escape(text)}</cbc:{name}>" if text else ""


def _amount(name: str, amount: Money) -> str:
    return f'<cbc:{name} currencyID="{amount.currency}">{amount}</cbc:{name}>'


def _group(name: str, parts: Iterable[str]) -> str:
    content = "".join(parts)
    return f"<cac:{name}>{content}</cac:{name}>" if content else ""


def _text(text: str) -> str:
    """One line without what XML can't hold."""
    return " ".join(_FORBIDDEN.sub(" ", text).split())
