"""Payments, aging, statements."""
