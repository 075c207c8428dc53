"""Decisions that a board must take because a target is newly off track on new evidence."""
