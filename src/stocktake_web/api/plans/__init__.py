"""Plans and verdicts as they were published."""
