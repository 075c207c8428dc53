"""Exclusions by school and week in counts, and samples that two people review."""
