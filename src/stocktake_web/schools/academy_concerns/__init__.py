"""Concerns about academies: sent to the trust, then to the Regional Director."""
