"""Tests of proposals for unknown files."""
