"""Keeps every release, and gives the figure for a place and period as known on a date."""
