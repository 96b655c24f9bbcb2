"""Clients, facilities, radiologists and where they sat when, payers, exams: who and where."""
