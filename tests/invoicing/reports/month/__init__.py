"""The month on one page."""
