#!/usr/bin/env bash
# iso20022.js 0.0.15 (npm): 19.99 dollars are 1998.9999999999998 cents, 500 yen are 50,000, and what is pending is cash.
# Amounts come in the minor unit, by a floating product with 100 whatever the currency's exponent is (ISO 4217): up to 100.00 one
# in nine is no whole cent and equals no invoice. In camt.053 an entry's status (Sts) tells booked from only expected ones
# (PDNG): the reader has no word for it, and a month sums both. A reversal (RvslInd) is never one, and of an entry with two
# payers' amounts each detail has none.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" "iso20022.js@0.0.15"
cd "$folder"
cat > read.mjs <<'NODE'
import assert from 'assert'
import { readFileSync } from 'fs'
import { CashManagementEndOfDayReport } from 'iso20022.js'
const entry = (amount, currency = 'USD', status = 'BOOK', more = '', details = '') =>
  `<Ntry><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>${more}<Sts>${status}</Sts>` +
  '<BookgDt><Dt>2026-10-30</Dt></BookgDt><ValDt><Dt>2026-10-30</Dt></ValDt><AcctSvcrRef>R</AcctSvcrRef><BkTxCd/>' +
  `${details && `<NtryDtls>${details}</NtryDtls>`}</Ntry>`
const part = amount => `<TxDtls><AmtDtls><TxAmt><Amt Ccy="USD">${amount}</Amt></TxAmt></AmtDtls></TxDtls>`
const read = (...entries) => CashManagementEndOfDayReport.fromXML(
  '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>' +
  '<GrpHdr><MsgId>A</MsgId><CreDtTm>2026-11-02T06:00:00</CreDtTm></GrpHdr><Stmt><Id>1</Id>' +
  '<CreDtTm>2026-11-02T06:00:00</CreDtTm><Acct><Id><Othr><Id>654321</Id></Othr></Id>' +
  '<Svcr><FinInstnId><BIC>ANYBUS33</BIC></FinInstnId></Svcr></Acct>' +
  entries.join('') + '</Stmt></BkToCstmrStmt></Document>').statements[0].entries
const amounts = ['19.99', '1.15', '1250.00'].map(each => read(entry(each), entry('1'))[0].amount)
const [yen] = read(entry('500', 'JPY'), entry('1'))
const [booked, pending] = read(entry('500.00'), entry('500.00', 'USD', 'PDNG'))
const [reversed] = read(entry('500.00', 'USD', 'BOOK', '<RvslInd>true</RvslInd>'), entry('1'))
const [{ transactions }] = read(entry('300.00', 'USD', 'BOOK', '', part('100.00') + part('200.00')), entry('1'))
const { version } = JSON.parse(readFileSync('node_modules/iso20022.js/package.json'))
console.log('iso20022.js', version, amounts, yen.amount, yen.currency, 'pending', Object.keys(pending).join(' '))
console.log('reversal', reversed.reversal, 'details', transactions.map(each => Object.keys(each).join(' ')))
assert.deepEqual(amounts, [1998.9999999999998, 114.99999999999999, 125000])
assert.equal(yen.amount, 50000)
assert.deepEqual(pending, booked)
assert.equal(reversed.reversal, false)
assert.equal(transactions.length, 2)
assert(transactions.every(each => !('amount' in each)))
NODE
node read.mjs
