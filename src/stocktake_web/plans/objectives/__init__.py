"""Interim objectives: what should be so by the end of a term on the way to a target."""
