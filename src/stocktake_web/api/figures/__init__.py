"""Published figures, and how each compares with the others."""
