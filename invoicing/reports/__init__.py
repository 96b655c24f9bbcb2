"""Reconciliation and the month report."""
