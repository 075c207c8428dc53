"""Who steps out of an item because of an interest."""
