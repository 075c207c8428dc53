"""Targets: verdicts as computed, with the ratings that people add."""
