#!/usr/bin/env bash
# camt053-loader-mt940 0.0.23: what the bank took back comes in once more, and the statement's last words are the last payment's.
# In field 61 of MT940 RC is a credit that is reversed, money that goes. A reversing entry of camt.053 says DBIT and RvslInd for
# it: so does camt053 0.0.23, of the same makers, whose comment calls it "flipped". The loader says CRDT and RvslInd, and writes
# DBIT for a fee given back, so that entries and balances don't add up, which the schema can't see. Field 86 after 62F is of the
# whole statement: here it is of the last entry. A line more behind the bank's reference becomes a part of it, and a statement
# number with a sequence (28C, 1/1), as most have, can't be written as camt.053 at all. A refund is booked as a second payment.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "camt053-loader-mt940==0.0.23" "camt053==0.0.23"
"$folder/venv/bin/python" - <<'PYTHON'
from decimal import Decimal
from importlib.metadata import version

from camt053.constants import reverse_credit_debit
from camt053.exceptions import XMLGenerationError
from camt053.parse import parse_document
from camt053.xml.serialize_statement import serialize_document
from camt053_loader_mt940 import parse_mt940

STATEMENT = "\n".join((
    ":20:REF", ":25:654321", ":28C:1", ":60F:C261001USD1000,00",
    ":61:2610021002C1250,00NTRFWR-2026-00001//BANK1", "PAPER", ":86:LAKEVIEW HOSPITAL",
    ":61:2610051005RC250,00NTRFNONREF//BANK2", ":86:SENT BACK",
    ":61:2610051005RD15,50NCHGNONREF//BANK3", ":86:A FEE GIVEN BACK", ":62F:C261005USD2015,50", ":86:END OF THE MONTH"))
(read,) = parse_document(serialize_document(parse_mt940(STATEMENT))).statements
opening, closing = (Decimal(balance.amount) for balance in read.balances)
signs = {"CRDT": 1, "DBIT": -1}
entries = [(each.credit_debit_indicator, each.amount, each.reversal_indicator) for each in read.entries]
total = sum(signs[sign] * Decimal(amount) for sign, amount, _ in entries)
print("camt053-loader-mt940", version("camt053-loader-mt940"), entries, "from", opening, "to", closing, "by entries", opening + total)
assert reverse_credit_debit("CRDT") == "DBIT"
assert entries == [("CRDT", "1250.00", False), ("CRDT", "250.00", True), ("DBIT", "15.50", True)]
assert (closing, opening + total) == (Decimal("2015.50"), Decimal("2484.50"))
words = [detail.additional_info for detail in parse_mt940(STATEMENT).statements[0].entries[2].details]
first = parse_mt940(STATEMENT).statements[0].entries[0].account_servicer_ref
print("the last payment says", words, "the first one's reference is", first)
assert (words, first) == (["A FEE GIVEN BACK", "END OF THE MONTH"], "BANK1PAPER")
try:
    serialize_document(parse_mt940(STATEMENT.replace(":28C:1", ":28C:1/1")))
except XMLGenerationError as error:
    print("28C:1/1", type(error).__name__)
else:
    raise SystemExit("it writes 1/1 now")
PYTHON
