"""Signing in: passwords, second steps, organisations, limits on guessing, sessions."""
