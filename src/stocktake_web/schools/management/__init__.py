"""What the explorer does from a terminal."""
