#!/usr/bin/env bash
# zugferd-generator 1.2.1 (npm): what it writes of its own example is none of the five profiles of ZUGFeRD.
# In the invoice of its README a line has a quantity, which EN 16931-1 asks for (BT-129): it stands nowhere in the file. The day
# is "2024-01-01" where format 102 means YYYYMMDD, the guideline is "ZUGFeRD" and no URN, and elements of UBL stand under CII's
# names, so that factur-x 7.8 finds no schema that takes it. An account of the customer's that imports e-invoices refuses it.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "factur-x==7.8"
npm install --silent --no-audit --no-fund --prefix "$folder" "zugferd-generator@1.2.1"
cd "$folder"
cat > write.mjs <<'NODE'
import { writeFileSync } from 'fs'
import ZUGFeRDGenerator from 'zugferd-generator'
const invoice = {
  id: 'INV-001', issueDate: '2024-01-01', currency: 'EUR', totalAmount: 357,
  supplier: { name: 'Any Group', country: 'DE' }, customer: { name: 'Any Hospital', country: 'DE' },
  taxTotal: { taxAmount: 57, taxPercentage: 19 },
  lineItems: [{ id: '1', description: 'CT', quantity: 12, unitPrice: 25, lineTotal: 300 }]
}
writeFileSync('invoice.xml', new ZUGFeRDGenerator(invoice).toXMLString())
NODE
node write.mjs
venv/bin/python - <<'PYTHON'
import json
import logging
from importlib.metadata import version
from pathlib import Path

from facturx import xml_check_xsd
from lxml import etree

written = Path("invoice.xml").read_bytes()
texts = [each.text.strip() for each in etree.fromstring(written).iter(etree.Element) if each.text and each.text.strip()]


def taken(level):
    try:
        return xml_check_xsd(written, flavor="factur-x", level=level)
    except Exception as refused:
        return " ".join(str(refused).split())[:60]


logging.disable()
seen = {level: taken(level) for level in ("minimum", "basicwl", "basic", "en16931", "extended")}
generator = json.loads(Path("node_modules/zugferd-generator/package.json").read_text())["version"]
print("zugferd-generator", generator, "factur-x", version("factur-x"), seen)
print(texts)
assert all("not valid against" in said for said in seen.values())
assert "2024-01-01" in texts
assert "12" not in texts and "12.00" not in texts
PYTHON
