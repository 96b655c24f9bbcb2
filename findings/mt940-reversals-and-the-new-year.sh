#!/usr/bin/env bash
# mt-940 5.1.1, mt940 0.8.1 and from npm mt940-js 1.0.0, mt940js 1.3.5: of four readers none reads this statement.
# Field 61 of MT940 has the marks C, D, RC and RD; a reversed credit (RC) is money that goes. It comes in mt-940 (known:
# wolph/mt940 130) and mt940-js, where a reversed debit goes as well. The entry date has no year: 1231 beside the value date
# 260102 is the last day of 2025. All but mt-940 make 31 December 2026 of it, a year after the cash was there.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix "$folder" "mt940-js@1.0.0" "tslib@2.8.1" "mt940js@1.3.5"
# both packages of Python are imported as mt940; mt940-js needs tslib and doesn't say so
for package in mt-940==5.1.1 mt940==0.8.1; do
    python3 -m venv "$folder/$package"
    "$folder/$package/bin/pip" install --quiet --disable-pip-version-check "$package"
done
printf '%s\r\n' ':20:REF' ':25:091000019/654321' ':28C:1/1' ':60F:C251231USD1000,00' \
    ':61:2601021231C1250,00NTRFWR-2026-00001//BANK1' ':86:LAKEVIEW HOSPITAL' \
    ':61:2601020102RC250,00NTRFNONREF//BANK2' ':86:NOT OURS, SENT BACK' \
    ':61:2601020102RD15,50NCHGNONREF//BANK3' ':86:A FEE GIVEN BACK' ':62F:C260102USD2015,50' > statement.sta
"mt-940==5.1.1/bin/python" - <<'PYTHON'
from importlib.metadata import version
from pathlib import Path

import mt940

statement = mt940.parse(Path("statement.sta").read_text())
amounts = [str(each.data["amount"].amount) for each in statement]
print("mt-940", version("mt-940"), amounts, statement[0].data["entry_date"])
assert amounts == ["1250.00", "250.00", "15.50"]
assert str(statement[0].data["entry_date"]) == "2025-12-31"
PYTHON
"mt940==0.8.1/bin/python" - <<'PYTHON'
from importlib.metadata import version

from mt940 import MT940

(statement,) = MT940("statement.sta").statements
amounts = [str(each.amount) for each in statement.transactions]
print("mt940", version("mt940"), amounts, statement.transactions[0].booking)
assert amounts == ["1250.00", "-250.00", "15.50"]
assert str(statement.transactions[0].booking) == "2026-12-31"
PYTHON
node - <<'NODE'
const assert = require('assert')
const bytes = require('fs').readFileSync('statement.sta')
const [first] = new (require('mt940js').Parser)().parse(bytes.toString())
const own = first.transactions.map(each => each.amount)
console.log('mt940js', require('mt940js/package.json').version, own, first.transactions[0].entryDate)
assert.deepEqual(own, [1250, -250, 15.5])
assert.equal(first.transactions[0].entryDate.toISOString().slice(0, 10), '2026-12-31')
require('mt940-js').read(bytes).then(([{ transactions }]) => {
  const signed = transactions.map(each => each.isCredit ? each.amount : -each.amount)
  console.log('mt940-js', require('mt940-js/package.json').version, signed, transactions[0].entryDate)
  assert.deepEqual(signed, [1250, 250, -15.5])
  assert.equal(transactions[0].entryDate, '2026-12-31')
})
NODE
