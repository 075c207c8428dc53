"""Precise actions that a visit agreed, followed to what became of them."""
