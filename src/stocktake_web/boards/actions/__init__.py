"""Writes boards: every function is one transaction with its event."""
