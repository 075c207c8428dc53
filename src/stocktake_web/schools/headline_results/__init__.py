"""Headline results on results day, as a school states them: unvalidated, seen by the council."""
