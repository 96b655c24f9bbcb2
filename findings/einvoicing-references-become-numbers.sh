#!/usr/bin/env bash
# einvoicing 0.0.3 (npm): a UBL invoice read and written again is paid under 123 instead of 00123, and no schema accepts it.
# In UBL 2.1 a payment's ID, the buyer's reference and a postal zone are identifiers and texts: EN 16931's BT-83 is what the
# payer shall write on the payment, BT-10 by what the buyer routes the invoice. The reader makes numbers of all three; the
# invoice's own number and its order's keep their zeros. In the writer's totals PayableAmount, the last of its sequence in the
# schema, stands before what is prepaid and what is allowed, and a price's BaseQuantity before the PriceAmount.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" "einvoicing@0.0.3"
cd "$folder"
cat > one.xml <<'UBL'
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID><cbc:ID>00123</cbc:ID>
<cbc:IssueDate>2026-11-02</cbc:IssueDate><cbc:DueDate>2026-12-02</cbc:DueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
<cbc:DocumentCurrencyCode>USD</cbc:DocumentCurrencyCode><cbc:BuyerReference>0077</cbc:BuyerReference>
<cac:OrderReference><cbc:ID>00450</cbc:ID></cac:OrderReference>
<cac:AccountingSupplierParty><cac:Party><cac:PostalAddress><cbc:CityName>Any Town</cbc:CityName><cbc:PostalZone>01234</cbc:PostalZone>
<cac:Country><cbc:IdentificationCode>US</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
<cac:PartyLegalEntity><cbc:RegistrationName>Any Group</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cac:Party><cac:PostalAddress>
<cac:Country><cbc:IdentificationCode>US</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
<cac:PartyLegalEntity><cbc:RegistrationName>Lakeview</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:AccountingCustomerParty>
<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode><cbc:PaymentID>00123</cbc:PaymentID>
<cac:PayeeFinancialAccount><cbc:ID>000654321</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>
<cac:TaxTotal><cbc:TaxAmount currencyID="USD">0.00</cbc:TaxAmount><cac:TaxSubtotal>
<cbc:TaxableAmount currencyID="USD">114.00</cbc:TaxableAmount><cbc:TaxAmount currencyID="USD">0.00</cbc:TaxAmount>
<cac:TaxCategory><cbc:ID>E</cbc:ID><cbc:Percent>0</cbc:Percent><cbc:TaxExemptionReason>Medical</cbc:TaxExemptionReason>
<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="USD">114.00</cbc:LineExtensionAmount>
<cbc:TaxExclusiveAmount currencyID="USD">114.00</cbc:TaxExclusiveAmount><cbc:TaxInclusiveAmount currencyID="USD">114.00</cbc:TaxInclusiveAmount>
<cbc:PrepaidAmount currencyID="USD">4.00</cbc:PrepaidAmount><cbc:PayableAmount currencyID="USD">110.00</cbc:PayableAmount></cac:LegalMonetaryTotal>
<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="C62">3</cbc:InvoicedQuantity>
<cbc:LineExtensionAmount currencyID="USD">114.00</cbc:LineExtensionAmount><cac:Item><cbc:Name>CT reads</cbc:Name>
<cac:ClassifiedTaxCategory><cbc:ID>E</cbc:ID><cbc:Percent>0</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
</cac:ClassifiedTaxCategory></cac:Item><cac:Price><cbc:PriceAmount currencyID="USD">3800.00</cbc:PriceAmount>
<cbc:BaseQuantity unitCode="C62">100</cbc:BaseQuantity></cac:Price></cac:InvoiceLine></Invoice>
UBL
node - <<'NODE'
const assert = require('assert')
const { UblReader, UblWriter } = require('einvoicing')
const text = require('fs').readFileSync('one.xml', 'utf8')
const names = ['cbc:BuyerReference', 'cbc:PaymentID', 'cbc:PostalZone', 'cbc:ID']
const said = (xml, name) => new RegExp(`<${name}>([^<]*)<`).exec(xml)[1]
const order = (xml, ...names) => names.sort((one, other) => xml.indexOf(`<cbc:${one} `) - xml.indexOf(`<cbc:${other} `))

const main = async () => {
  const again = await new UblWriter().write(await new UblReader().readFromFile('one.xml'))
  const seen = names.map(name => [said(text, name), said(again, name)])
  const orders = [order(again, 'PrepaidAmount', 'PayableAmount'), order(again, 'PriceAmount', 'BaseQuantity')]
  console.log('einvoicing', JSON.parse(require('fs').readFileSync('node_modules/einvoicing/package.json')).version, seen, orders)
  assert.deepEqual(seen, [['0077', '77'], ['00123', '123'], ['01234', '1234'], ['00123', '00123']])
  assert.deepEqual(orders, [['PayableAmount', 'PrepaidAmount'], ['BaseQuantity', 'PriceAmount']])
}
main().catch(fault => { console.error(fault); process.exit(1) })
NODE
