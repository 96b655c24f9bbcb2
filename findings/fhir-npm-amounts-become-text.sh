#!/usr/bin/env bash
# fhir 4.12.0 (npm): an invoice read from XML has "100.10" where JSON wants 100.10, and its own validator refuses it.
# FHIR R4, JSON (primitive elements): integers and decimals are JSON numbers, "true" and "false" JSON booleans, all else
# strings. A decimal comes as text, an integer as a number. What adds such amounts in JavaScript joins them: 100.10 and
# 50.00 are "100.1050.00".
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" "fhir@4.12.0"
cd "$folder"
node - <<'NODE'
const assert = require('assert')
const { Fhir } = require('fhir')
const read = (code, amount, place) =>
  `<lineItem><sequence value="${place}"/><chargeItemCodeableConcept><coding><code value="${code}"/></coding>` +
  `</chargeItemCodeableConcept><priceComponent><type value="base"/><amount><value value="${amount}"/>` +
  '<currency value="USD"/></amount></priceComponent></lineItem>'
const xml =
  '<Invoice xmlns="http://hl7.org/fhir"><status value="issued"/>' + read('70450', '100.10', 1) + read('71046', '50.00', 2) +
  '<totalNet><value value="150.10"/><currency value="USD"/></totalNet></Invoice>'
const fhir = new Fhir()
const invoice = fhir.xmlToObj(xml)
const amounts = invoice.lineItem.map(line => line.priceComponent[0].amount.value)
const sum = amounts.reduce((sum, amount) => sum + amount)
console.log('fhir', require('fhir/package.json').version, JSON.stringify(invoice.totalNet), invoice.lineItem[1].sequence, sum)
assert.deepEqual([amounts, invoice.totalNet.value, invoice.lineItem[1].sequence], [['100.10', '50.00'], '150.10', 2])
assert.equal(sum, '100.1050.00')
assert.equal(fhir.validate(invoice).valid, false)
NODE
