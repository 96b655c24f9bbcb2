#!/usr/bin/env bash
# ofxparse 0.21: a deposit posted on the evening of 31 October is one of 1 November.
# OFX writes a moment with its offset, "20261031210000[-5:EST]". The offset is applied and dropped: what is left is UTC
# without a zone, a day later than the bank's statement for all that is posted after 19:00 in New York. A period that closes
# by month then holds cash that the statement has in the one before.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "ofxparse==0.21"
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import io
from importlib.metadata import version

from ofxparse import OfxParser

STATEMENT = """OFXHEADER:100
DATA:OFXSGML
VERSION:102
SECURITY:NONE
ENCODING:USASCII
CHARSET:1252
COMPRESSION:NONE
OLDFILEUID:NONE
NEWFILEUID:NONE

<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20261104120000<LANGUAGE>ENG</SONRS>
</SIGNONMSGSRSV1><BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>USD
<BANKACCTFROM><BANKID>091000019<ACCTID>654321<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20261001<DTEND>20261031
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261031210000[-5:EST]<TRNAMT>1250.00<FITID>1<NAME>LAKEVIEW</STMTTRN>
</BANKTRANLIST><LEDGERBAL><BALAMT>1250.00<DTASOF>20261031</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""
(deposit,) = OfxParser.parse(io.BytesIO(STATEMENT.encode())).account.statement.transactions
print("ofxparse", version("ofxparse"))
print("posted 20261031210000[-5:EST], read as", deposit.date.isoformat(), "zone", deposit.date.tzinfo)
assert deposit.date.isoformat() == "2026-11-01T02:00:00"
PYTHON
