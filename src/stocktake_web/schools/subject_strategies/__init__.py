"""What each school does in a subject, how faithfully, and the moderation of early years."""
