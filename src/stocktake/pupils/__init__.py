"""Measures from pupil records, without letting a row out."""
