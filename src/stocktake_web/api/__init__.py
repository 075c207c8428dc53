"""Figures, plans and verdicts for machines: read-only and versioned."""
