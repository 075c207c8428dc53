"""Pupils who go from year 6 to 7 and from 11 to 12, in counts: reported, placed, still there."""
