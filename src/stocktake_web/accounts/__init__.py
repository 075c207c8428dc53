"""Who may come in, what they may do, and for which place."""
