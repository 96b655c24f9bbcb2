"""Markup and CSS only: no arithmetic, no queries."""
