#!/usr/bin/env bash
# x12-parser 1.3.0 (npm): of two interchanges in a file the second is read by the first one's separators.
# X12.5 (interchange control structures): each ISA declares its own separators, by position, and a file may hold several.
# A clearinghouse that puts two payers' remittances into one file gives the second's procedures as one word
# ("HC>71046>26", no code, no modifier 26), or its whole payment as the name of one segment. Nor is an error raised where
# the first piece of the stream is shorter than an ISA: then all is one segment. Alone, or in one piece, each is right.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" "x12-parser@1.3.0"
cd "$folder"
node - <<'NODE'
const assert = require('assert')
const { Readable } = require('stream')
const { X12parser } = require('x12-parser')

const remittance = (element, component) =>
  [
    `ISA*00*          *00*          *ZZ*PAYER          *ZZ*GROUP          *261103*0900*^*00501*000000001*0*P*${component}`,
    'GS*HP*PAYER*GROUP*20261103*0900*1*X*005010X221A1', 'ST*835*0001',
    'BPR*I*100*C*ACH*CCP*01*091000019*DA*123456*1999999992**01*091000019*DA*654321*20261103',
    'TRN*1*EFT1*1999999992', 'DTM*405*20261103', 'N1*PR*ANY INSURANCE', 'N3*1 MAIN ST', 'N4*DULUTH*MN*55802',
    'PER*BL*EDI DESK*TE*2185550100', 'N1*PE*ANY GROUP*XX*1234567893', 'LX*1', 'CLP*A2*1*120*100*20*12*ICN3',
    'NM1*QC*1*ROE*RICHARD****MI*M2', `SVC*HC${component}71046${component}26*120*100`, 'DTM*472*20261001', 'CAS*PR*2*20',
    'SE*16*0001', 'GE*1*1', 'IEA*1*000000001'
  ].map(segment => segment.replaceAll('*', element) + '~').join('')

const read = (text, piece = text.length) =>
  new Promise((resolve, reject) => {
    const segments = []
    const pieces = Array.from({ length: Math.ceil(text.length / piece) }, (_, n) => text.slice(n * piece, (n + 1) * piece))
    Readable.from(pieces).pipe(new X12parser()).on('error', reject)
      .on('data', segment => segments.push(segment)).on('end', () => resolve(segments))
  })
const codes = segments => segments.filter(one => one.name === 'SVC').map(one => [one['1'], one['1-1'], one['1-2']].join(' ').trim())

;(async () => {
  const seen = {
    'each alone': [codes(await read(remittance('*', ':'))), codes(await read(remittance('*', '>'))), codes(await read(remittance('|', ':')))],
    'second with ">" between components': codes(await read(remittance('*', ':') + remittance('*', '>'))),
    'second with "|" between elements': codes(await read(remittance('*', ':') + remittance('|', ':'))),
    'segments of one, in pieces of 105': (await read(remittance('*', ':'), 105)).length,
    'segments of one, in pieces of 106': (await read(remittance('*', ':'), 106)).length
  }
  console.log('x12-parser', JSON.parse(require('fs').readFileSync('node_modules/x12-parser/package.json')).version, seen)
  const right = 'HC 71046 26'
  assert.deepEqual(Object.values(seen), [[[right], [right], [right]], [right, 'HC>71046>26'], [right], 1, 20])
})()
NODE
