#!/usr/bin/env bash
# carta-ach 0.4.5, achkit 0.2.0 and from npm @ach/ach 1.1.0, @midlandsbank/node-nacha 0.4.0: of four writers of ACH files none
# writes this payment of a health plan.
# Its addendum (CCD+, 45 CFR 162.1602(d)) is the TRN of its 835, by which the two are found again, with the terminator "~".
# carta-ach cuts texts at a character that it does not know: the "~", and a payee's name at the apostrophe (the issue is known
# for CTX: travishathaway/python-ach 16); it and achkit write a trace number in capitals. @ach/ach makes an entry hash by
# writing the routing numbers one behind the other, where Nacha adds them; @midlandsbank/node-nacha numbers its entries from 0
# and their addenda from 1, so that each addendum names the next payee's entry.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "carta-ach==0.4.5" "achkit==0.2.0"
npm install --silent --no-audit --no-fund --prefix "$folder" "@ach/ach@1.1.0" "@midlandsbank/node-nacha@0.4.0"
cd "$folder"
venv/bin/python - <<'PYTHON'
from datetime import date
from importlib.metadata import version

from ach.builder import AchFile as Carta
from achkit.generate import AchFile as Achkit

TRACE = "TRN*1*eft1a*1999999992~"
bank = {"immediate_dest": "091000019", "immediate_org": "1999999992", "immediate_dest_name": "ANY BANK"}
carta = Carta("A", {**bank, "immediate_org_name": "ANY INSURANCE", "company_id": "1999999992"})
entry = {"type": "22", "routing_number": "091000019", "account_number": "654321", "amount": "95.00"}
entry |= {"name": "ST. JOHN'S HOSPITAL", "addenda": [{"payment_related_info": TRACE}]}
carta.add_batch("CCD", [entry], eff_ent_date=date(2026, 11, 3), entry_desc="HCCLAIMPMT")
achkit = Achkit.create(origin_dfi="091000019", company_id="1999999992", origin_name="ANY INSURANCE")
batch = achkit.batch("CCD", "HCCLAIMPMT", "2026-11-03")
batch.credit("ST. JOHN'S HOSPITAL", "091000019", "654321", 9500, addenda=TRACE)


def payee_and_addendum(text):
    records = {line[0]: line for line in text.splitlines()}
    return records["6"][54:76].strip(), records["7"][3:83].strip()


seen = [payee_and_addendum(carta.render_to_string()), payee_and_addendum(achkit.render())]
print("carta-ach", version("carta-ach"), seen[0], "achkit", version("achkit"), seen[1])
assert seen[0] == ("ST. JOHN", "TRN*1*EFT1A*1999999992")
assert seen[1] == ("ST. JOHN'S HOSPITAL", "TRN*1*EFT1A*1999999992~")
PYTHON
node - <<'NODE'
const assert = require('assert')
const { Writable } = require('stream')
const header = { from: { name: 'ANY INSURANCE', fein: '1999999992' }, for: { name: 'ANY BANK', routing: '091000019' } }
const batch = { effectiveDate: '261103', description: 'HCCLAIMPMT' }
const account = { num: '654321', type: 'C' }
const payee = (routing, trace) => ({ name: 'ANY GROUP', routing, account, amount: 9500, addenda: `TRN*1*${trace}*1999999992~` })
const payees = [payee('091000019', 'EFT1'), payee('121000248', 'EFT2')]
const records = (text, type) => text.split('\n').filter(line => line[0] === type)
const sum = payees.reduce((whole, each) => whole + Number(each.routing.slice(0, 8)), 0)

const nacha = require('@midlandsbank/node-nacha')
const file = payees.reduce((made, each) => made.credit(each), nacha.create(header).ccd(batch)).object
const text = nacha.from(file).to('ach')
const numbers = [records(text, '6').map(line => line.slice(87, 94)), records(text, '7').map(line => line.slice(87, 94))]
console.log('node-nacha', require('@midlandsbank/node-nacha/package.json').version, 'entries and their addenda', numbers)
assert.deepEqual(numbers, [['0000000', '0000001'], ['0000001', '0000002']])

const ach = require('@ach/ach')()
const to = Object.fromEntries(payees.map((each, at) => [at, each]))
const opened = ach.create({ ...header, to }).ccd(batch)
const made = payees.reduce((done, each, at) => done.credit({ ...each, to: `${at}` }), opened).object
const written = []
const sink = new Writable({ write (chunk, _, done) { written.push(chunk); done() } })
sink.on('finish', () => {
  const [control] = records(written.join(''), '8')
  console.log('@ach/ach', require('@ach/ach/package.json').version, 'entry hash', control.slice(10, 20), 'instead of', sum)
  assert.equal(sum, 21200025)
  assert.equal(control.slice(10, 20), '0112100024')
})
const formatter = ach.getFormatter('ach')
formatter.pipe(sink)
formatter.end(made)
NODE
