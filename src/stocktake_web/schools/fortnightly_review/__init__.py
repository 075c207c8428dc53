"""Officers’ fortnightly review: what the services entered, and a decision for each school."""
