"""What was promised and what happened, for anyone."""
