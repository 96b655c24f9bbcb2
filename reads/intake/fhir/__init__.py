"""FHIR R4: from DiagnosticReports, alone, in Bundles or one a line, to candidate reads."""
