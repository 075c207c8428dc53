"""Revisions of the plan: its text as it was in force from one day on."""
