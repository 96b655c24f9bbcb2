"""Pricing: a read to cents."""
