"""What is kept about a person: exported, and erased so that the chain still verifies."""
