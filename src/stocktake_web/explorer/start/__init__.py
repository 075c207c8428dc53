"""Where one begins: search, topics, the releases."""
