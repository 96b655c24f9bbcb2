#!/usr/bin/env bash
# json2ubl 1.0.1: an invoice given as in its README is UBL that has its number and nothing else, and a credit note swallows one.
# Its README names fields `issue_date` and `legal_monetary_total`; it knows `issuedate` and so on only, drops the rest, logs that
# the schema refuses the result, and answers without an error. Documents of one number are pages of one, whatever they are: an
# invoice 00123 and a credit note 00123, each of its own series, leave as one credit note. A price of 0.00005 is written 5e-05,
# which xsd:decimal, the type of all amounts in UBL 2.1, does not allow.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "json2ubl==1.0.1" "lxml==6.1.3"
"$folder/venv/bin/python" - <<'PYTHON'
import re
from importlib.metadata import version

from json2ubl import json_dict_to_ubl_xml
from loguru import logger

logger.disable("json2ubl")
INVOICE = {
    "id": "00123",
    "issue_date": "2026-11-02",
    "document_type": 380,
    "document_currency_code": "USD",
    "accounting_supplier_party": {"party": {"party_legal_entity": [{"registration_name": "Any Group"}]}},
    "accounting_customer_party": {"party": {"party_legal_entity": [{"registration_name": "Lakeview"}]}},
    "legal_monetary_total": {"payable_amount": 114.00},
    "invoice_line": [{"id": "1", "line_extension_amount": 114.00, "item": {"name": "Reads"}, "price": {"price_amount": 0.00005}}],
}


def in_its_names(given):
    if isinstance(given, list):
        return [in_its_names(each) for each in given]
    if not isinstance(given, dict):
        return given
    return {(name if name == "document_type" else name.replace("_", "")): in_its_names(each) for name, each in given.items()}


def written(*documents):
    answer = json_dict_to_ubl_xml(list(documents))
    assert answer["error_response"] is None
    return [each["xml"] for each in answer["documents"]]


print("json2ubl", version("json2ubl"))
(readme,) = written(INVOICE)
print("as in its README", re.findall(r"<c.c:(\w+)", readme))
assert re.findall(r"<c.c:(\w+)", readme) == ["ID"]
invoice = in_its_names(INVOICE)
(whole,) = written(invoice)
print("in its own names", len(re.findall(r"<c.c:(\w+)", whole)), "elements, a price of", re.search(r"PriceAmount [^>]*>([^<]*)<", whole)[1])
assert "LegalMonetaryTotal" in whole
assert re.search(r"PriceAmount [^>]*>([^<]*)<", whole)[1] == "5e-05"
credit = {name: value for name, value in invoice.items() if name != "invoiceline"}
credit |= {"document_type": 381, "legalmonetarytotal": {"payableamount": 12.00}}
credit |= {"creditnoteline": [{"id": "1", "lineextensionamount": 12.00, "item": {"name": "Slow reads"}}]}
both = written(invoice, credit)
kinds = [re.search(r"<(Invoice|CreditNote) ", each)[1] for each in both]
amounts = [re.findall(r"PayableAmount [^>]*>([^<]*)<", each) for each in both]
print("an invoice and a credit note", kinds, amounts)
assert kinds == ["CreditNote"]
assert amounts == [["12.0"]]
PYTHON
