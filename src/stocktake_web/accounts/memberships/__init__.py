"""Memberships: who has which role in an area, from when to when."""
