"""Keeps a copy of everything an installation holds in its database, and puts it back."""
