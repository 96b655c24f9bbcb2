"""Tests of FHIR intake."""
