#!/usr/bin/env bash
# pikepdf 10.18.0: its PDF/A checker refuses every extension schema in the metadata.
# PDF/A-3 (ISO 19005-3, 6.6.2.3) asks that a property outside the predefined schemas, such as the PDF/UA mark, be described
# by an extension schema. A file that does so is told that the description's own namespaces are "not permitted", so that a
# file that claims PDF/A and PDF/UA together can't pass this checker, whatever it holds.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "pikepdf[pdfa]==10.18.0"
"$folder/venv/bin/python" - "$folder/described.pdf" <<'PYTHON'
import sys
import pikepdf
from pikepdf import pdfa

XMP = b"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="3" pdfaid:conformance="B"/>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>"""

pdf = pikepdf.new()
pdf.add_blank_page()
metadata = pdf.make_stream(XMP)
metadata.Type, metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
pdf.Root.Metadata = metadata
pdf.save(sys.argv[1])
found = sorted({one.message for one in pdfa.validate_written(sys.argv[1], "3b").findings if "XMP" in one.message})
print("pikepdf", pikepdf.__version__)
print("\n".join(found))
assert "XMP property pdfuaid:part is not permitted" in found
assert any("pdfaExtension" in each for each in found)
PYTHON
