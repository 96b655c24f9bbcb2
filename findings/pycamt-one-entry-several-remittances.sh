#!/usr/bin/env bash
# pycamt 1.1.1: one entry of 300.00 whose details name two remittances is two transactions of 300.00 each.
# In camt.053.001.02 a detail's amount (AmtDtls) is optional, and banks leave it out where the entry's amount is the sum of
# what several payers or invoices sent. The entry's amount is then given to each detail: a month that sums transactions
# has cash that never came. Entries whose details have amounts are right.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "pycamt==1.1.1"
"$folder/venv/bin/python" - <<'PYTHON'
from decimal import Decimal
from importlib.metadata import version

from pycamt.parser import Camt053Parser

STATEMENT = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
<GrpHdr><MsgId>A</MsgId><CreDtTm>2026-11-03T06:00:00</CreDtTm></GrpHdr>
<Stmt><Id>1</Id><CreDtTm>2026-11-03T06:00:00</CreDtTm><Acct><Id><Othr><Id>654321</Id></Othr></Id></Acct>
<Ntry><Amt Ccy="USD">300.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-03</Dt></BookgDt>
<ValDt><Dt>2026-11-03</Dt></ValDt><AcctSvcrRef>R1</AcctSvcrRef><BkTxCd/><NtryDtls>
<TxDtls><Refs><EndToEndId>INV-1</EndToEndId></Refs>%s</TxDtls>
<TxDtls><Refs><EndToEndId>INV-2</EndToEndId></Refs>%s</TxDtls>
</NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>"""
AMOUNT = '<AmtDtls><TxAmt><Amt Ccy="USD">%s</Amt></TxAmt></AmtDtls>'


def amounts(*details):
    found = Camt053Parser(STATEMENT % details).get_transactions()
    return [(each["EndToEndId"], Decimal(each["Amount"])) for each in found]


apart, together = amounts(AMOUNT % "100.00", AMOUNT % "200.00"), amounts("", "")
print("pycamt", version("pycamt"))
print("details with amounts   ", apart)
print("details without amounts", together, "sum", sum(amount for _, amount in together))
assert apart == [("INV-1", Decimal(100)), ("INV-2", Decimal(200))]
assert together == [("INV-1", Decimal(300)), ("INV-2", Decimal(300))]
PYTHON
