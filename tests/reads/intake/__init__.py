"""From text to candidate reads."""
