#!/usr/bin/env bash
# @atomic-ehr/fhirpath 0.1.4 (npm): an invoice of lines 0.10 and 0.20 is not one of 0.30, 8.325 is 8.32, and (-7) div 2 is -4.
# FHIR R4 (datatypes, decimal) tells who implements it to take no IEEE 754 type for a decimal. In FHIRPath `=` compares decimals by
# their value, `round(2)` takes a half up, and `div` is truncated division. Here all of it is JavaScript's number: a check that a
# total is the sum of its lines fails for right invoices, half a cent is lost, and a credit's halves are a dollar more than a
# charge's.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" "@atomic-ehr/fhirpath@0.1.4"
cd "$folder"
node --input-type=module - <<'NODE'
import assert from 'assert'
import { readFileSync } from 'fs'
import { evaluate } from '@atomic-ehr/fhirpath'

const invoice = (total, ...lines) => ({
  resourceType: 'Invoice',
  status: 'issued',
  lineItem: lines.map(value => ({ priceComponent: [{ type: 'base', amount: { value, currency: 'USD' } }] })),
  totalGross: { value: total, currency: 'USD' }
})
const BALANCES = 'lineItem.priceComponent.amount.value.aggregate($this + $total, 0) = totalGross.value'
const said = async (expression, input) => (await evaluate(expression, { input }))[0]
const balances = [
  await said(BALANCES, invoice(58.00, 38.00, 20.00)),
  await said(BALANCES, invoice(0.30, 0.10, 0.20)),
  await said(BALANCES, invoice(50.40, 38.10, 12.30)),
  await said(BALANCES, invoice(115.15, 38.05, 38.55, 38.55))
]
const expressions = ['8.335.round(2)', '8.325.round(2)', '1.005.round(2)', '7 div 2', '(-7) div 2']
const seen = Object.fromEntries(await Promise.all(expressions.map(async each => [each, await said(each)])))
console.log('@atomic-ehr/fhirpath', JSON.parse(readFileSync('node_modules/@atomic-ehr/fhirpath/package.json')).version, balances, seen)
assert.deepEqual(balances, [true, false, false, false])
assert.deepEqual(seen, { '8.335.round(2)': 8.34, '8.325.round(2)': 8.32, '1.005.round(2)': 1, '7 div 2': 3, '(-7) div 2': -4 })
NODE
