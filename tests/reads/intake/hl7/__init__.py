"""From HL7 messages to candidate reads."""
