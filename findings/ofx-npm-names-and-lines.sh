#!/usr/bin/env bash
# node-ofx-parser 0.5.1 and ofx-data-extractor 1.5.0 (npm): one payer with "&" in its name has two others there, and a
# statement without line breaks, or with two accounts, is refused.
# OFX 1.x is SGML: "&amp;" stands for "&", an element without children needs no end tag, and no line break has a meaning.
# node-ofx-parser escapes the name twice more, ofx-data-extractor not at all; ofx-js gives the name. What is matched against
# the names of customers finds none. ofx-data-extractor needs each tag on a line of its own, and a single STMTTRNRS.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" "node-ofx-parser@0.5.1" "ofx-data-extractor@1.5.0" "ofx-js@1.1.1"
cd "$folder"
node - <<'NODE'
const assert = require('assert')
const { Ofx } = require('ofx-data-extractor')
const HEADER = ['OFXHEADER:100', 'DATA:OFXSGML', 'VERSION:102', 'SECURITY:NONE', 'ENCODING:USASCII', 'CHARSET:1252',
  'COMPRESSION:NONE', 'OLDFILEUID:NONE', 'NEWFILEUID:NONE', '', ''].join('\n')
const account = (number, name) => '<STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>USD<BANKACCTFROM>' +
  `<BANKID>091000019<ACCTID>${number}<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>20261001<DTEND>20261031` +
  `<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261030<TRNAMT>1250.00<FITID>1<NAME>${name}</STMTTRN></BANKTRANLIST>` +
  '<LEDGERBAL><BALAMT>1250.00<DTASOF>20261031</LEDGERBAL></STMTRS></STMTTRNRS>'
const statement = (...accounts) => HEADER + '<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS>' +
  '<DTSERVER>20261104120000<LANGUAGE>ENG</SONRS></SIGNONMSGSRSV1><BANKMSGSRSV1>' + accounts.join('') + '</BANKMSGSRSV1></OFX>'
const inLines = text => text.replace(/([^\n])</g, '$1\n<')
const first = parsed => [].concat(parsed.OFX.BANKMSGSRSV1.STMTTRNRS)[0].STMTRS.BANKTRANLIST.STMTTRN.NAME
const extracted = text => { try { return new Ofx(text).getBankTransferList()[0].NAME } catch (error) { return error.name } }

const one = statement(account('654321', 'LAKEVIEW &amp; SONS'))
const two = statement(account('654321', 'LAKEVIEW &amp; SONS'), account('777', 'MERCY'))
require('ofx-js').parse(one).then(parsed => {
  const seen = {
    'ofx-js': first(parsed),
    'node-ofx-parser': first(require('node-ofx-parser').parse(one)),
    'ofx-data-extractor, a tag a line': extracted(inLines(one)),
    'ofx-data-extractor, one line': extracted(one),
    'ofx-data-extractor, two accounts': extracted(inLines(two))
  }
  console.log(seen)
  assert.deepEqual(Object.values(seen),
    ['LAKEVIEW & SONS', 'LAKEVIEW &amp;amp;amp; SONS', 'LAKEVIEW &amp; SONS', 'SyntaxError', 'SyntaxError'])
})
NODE
