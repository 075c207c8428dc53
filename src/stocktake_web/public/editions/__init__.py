"""Editions of the public account: prepared, approved, published, recalled."""
