#!/usr/bin/env bash
# npi 0.1.0 (npm): four of five right National Provider Identifiers are wrong to it, and CMS's own example is right.
# The last digit of an NPI (45 CFR 162.406) is by CMS's standard the check digit of ISO/IEC 7812-1 over "80840" and the nine
# before it: what the sum lacks to the next ten. Here neither the prefix (24 of the sum) nor the difference is taken, so that
# the digit agrees only where the sum of the nine ends in 3 or 8: by chance that of 1234567893, with which such code is tried.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" "npi@0.1.0"
cd "$folder"
node - <<'NODE'
const assert = require('assert')
const { NPI } = require('npi')
const luhn = digits => [...digits].reverse().reduce((sum, digit, at) => {
  const weighted = Number(digit) * (at % 2 ? 2 : 1)
  return sum + (weighted > 9 ? weighted - 9 : weighted)
}, 0)
const whole = nine => nine + [...'0123456789'].find(digit => luhn(`80840${nine}${digit}`) % 10 === 0)
const right = Array.from({ length: 1000 }, (_, at) => whole(String(100000000 + at)))
const taken = right.filter(each => new NPI(each).isValid).length
const passing = [...'0123456789'].map(digit => `100000000${digit}`).filter(each => new NPI(each).isValid)
console.log('npi', require('npi/package.json').version, 'of 1000 that are right, taken:', taken)
console.log('1234567893', new NPI('1234567893').isValid, '1000000004', new NPI('1000000004').isValid, 'instead', passing)
assert.equal(taken, 200)
assert.equal(whole('123456789'), '1234567893')
assert.equal(new NPI('1234567893').isValid, true)
assert.equal(whole('100000000'), '1000000004')
assert.equal(new NPI('1000000004').isValid, false)
assert.deepEqual(passing, ['1000000002'])
NODE
