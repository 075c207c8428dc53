"""Governing bodies: vacancies, training by phase, and councillors who are governors."""
