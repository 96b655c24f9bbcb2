"""Text to candidate reads and findings: csv, xlsx, hl7, fhir; pure, gets bytes, not paths."""
