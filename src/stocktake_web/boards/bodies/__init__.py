"""Boards and groups, and who sits on them."""
