"""The agenda of a meeting: items, what suggests itself, papers."""
