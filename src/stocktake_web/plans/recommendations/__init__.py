"""Recommendations from inspection, review, scrutiny and research, until their impact is evident."""
