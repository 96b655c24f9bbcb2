#!/usr/bin/env bash
# en16931 0.2: a discount of 2.5% takes 3.00 off 100.00, one of 7.5% takes 7.00, and one of 1% all of it.
# EN 16931-1 gives an allowance of the document a percentage (BT-94) of any number of decimals and an amount that is the base
# times it (BT-92). Here the percentage is made a fraction and rounded to two decimals before use, and up to 1 it is taken
# for the fraction itself, so that 0.5% is the half. The sums follow, so that no rule which adds an invoice up would notice. A
# charge is reckoned in the same way.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "en16931==0.2"
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

from en16931 import Invoice, InvoiceLine

READS = {"unit_code": "EA", "price": 1, "item_name": "reads", "currency": "EUR"}


def reckoned(percent):
    invoice = Invoice(invoice_id="WR-2026-00001", currency="EUR")
    invoice.add_line(InvoiceLine(quantity=100, tax_percent=0.19, tax_category="S", tax_name="VAT", **READS))
    invoice.discount_percent = percent
    return [str(each) for each in (invoice.discount_amount.amount, invoice.total().amount)]


seen = {percent: reckoned(percent) for percent in (2, 2.5, 7.5, 12.5, 1.5, 1, 0.5)}
print("en16931", version("en16931"), "discount of 100.00, and what is to be paid with 19%", seen)
assert seen == {
    2: ["2.00", "116.62"],
    2.5: ["3.00", "115.43"],
    7.5: ["7.00", "110.67"],
    12.5: ["12.00", "104.72"],
    1.5: ["1.00", "117.81"],
    1: ["100.00", "0.00"],
    0.5: ["50.00", "59.50"],
}
PYTHON
