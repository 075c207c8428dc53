"""Requests for release: asked for, looked at, let out or sent back by a second person."""
