#!/usr/bin/env bash
# factur-x 7.8: an accessible invoice with its list of reads attached leaves it without the list, and no longer says that it
# is accessible.
# ISO 19005-3, 6.8: a PDF/A-3 may hold any files, associated with it; ISO 14289-1, 5: a file is PDF/UA by the pdfuaid:part in
# its metadata, and it may be both. The library puts its XML in the place of all that was attached, and its metadata in the
# place of the old, without a word; the tags stay. The hospital gets an invoice of one line, 45.00, for reads that it can't
# check. Attachments must be handed over again in a parameter.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "factur-x==7.8" "weasyprint==70.0" "pikepdf==10.18.0"
cd "$folder"
cat > invoice.xml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
    xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
    xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
  <rsm:ExchangedDocumentContext>
    <ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn:factur-x.eu:1p0:minimum</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter>
  </rsm:ExchangedDocumentContext>
  <rsm:ExchangedDocument>
    <ram:ID>12</ram:ID><ram:TypeCode>380</ram:TypeCode>
    <ram:IssueDateTime><udt:DateTimeString format="102">20261031</udt:DateTimeString></ram:IssueDateTime>
  </rsm:ExchangedDocument>
  <rsm:SupplyChainTradeTransaction>
    <ram:ApplicableHeaderTradeAgreement>
      <ram:SellerTradeParty>
        <ram:Name>Any Group</ram:Name><ram:PostalTradeAddress><ram:CountryID>FR</ram:CountryID></ram:PostalTradeAddress>
      </ram:SellerTradeParty>
      <ram:BuyerTradeParty><ram:Name>Any Hospital</ram:Name></ram:BuyerTradeParty>
    </ram:ApplicableHeaderTradeAgreement>
    <ram:ApplicableHeaderTradeDelivery/>
    <ram:ApplicableHeaderTradeSettlement>
      <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
      <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
        <ram:TaxBasisTotalAmount>45.00</ram:TaxBasisTotalAmount><ram:TaxTotalAmount currencyID="EUR">0.00</ram:TaxTotalAmount>
        <ram:GrandTotalAmount>45.00</ram:GrandTotalAmount><ram:DuePayableAmount>45.00</ram:DuePayableAmount>
      </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
    </ram:ApplicableHeaderTradeSettlement>
  </rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>
XML
venv/bin/python - <<'PYTHON' 2> /dev/null
from importlib.metadata import version
from pathlib import Path

import facturx
import pikepdf
import weasyprint

PAGE = """<html lang="en"><head><title>Invoice 12</title></head><body><h1>Invoice 12</h1>
<table><thead><tr><th>Reads</th><th>Fee</th></tr></thead><tbody><tr><td>1</td><td>45.00</td></tr></tbody></table></body></html>"""
reads = weasyprint.Attachment(string="accession,fee\nA100245,45.00\n", name="reads.csv", relationship="Data")
weasyprint.HTML(string=PAGE).write_pdf("invoice.pdf", pdf_variant="pdf/ua-1", attachments=[reads])
facturx.generate_from_file("invoice.pdf", Path("invoice.xml").read_bytes(), output_pdf_file="sent.pdf", lang="en")


def held(name):
    with pikepdf.open(name) as pdf, pdf.open_metadata() as metadata:
        return sorted(pdf.attachments), metadata.get("pdfuaid:part"), metadata.pdfa_status, "/StructTreeRoot" in pdf.Root


print("factur-x", version("factur-x"), held("invoice.pdf"), "->", held("sent.pdf"))
assert held("invoice.pdf") == (["reads.csv"], "1", "", True)
assert held("sent.pdf") == (["factur-x.xml"], None, "3B", True)
PYTHON
