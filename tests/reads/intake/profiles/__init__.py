"""Profiles of sources."""
