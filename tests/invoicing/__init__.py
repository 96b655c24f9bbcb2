"""Tests of invoicing."""
