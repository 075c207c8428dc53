"""The log of corrections: what was wrong in public, since when, and what is so."""
