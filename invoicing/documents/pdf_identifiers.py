"""The marks by which a PDF says what it is: PDF/A-3a by WeasyPrint, and PDF/UA-1 with the description that PDF/A asks for."""

from __future__ import annotations

from typing import Any

_UA = """
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
""".strip()
_END = b"</rdf:RDF>"


def claim_accessibility(document: Any) -> None:
    """Lets the document claim PDF/UA-1 (ISO 14289-1, 5) beside its PDF/A: what readers look for stands in the one RDF block.

    A second block, which WeasyPrint's `xmp_metadata` would make, is not looked at; its property is no predefined one, so that
    ISO 19005-3, 6.6.2.3, asks for its schema.
    """
    metadata = document.metadata
    written = metadata.generate_rdf_metadata

    def generate(variant: Any, version: Any, conformance: Any) -> bytes:
        xml: bytes = written(variant, version, conformance)
        head, end, _ = xml.rpartition(_END)
        return head + _UA.encode() + end

    metadata.generate_rdf_metadata = generate
