"""Termly interim objectives of a school, on the way to its level."""
