"""HL7 v2: from the bytes of files and connections to candidate reads and orders."""
