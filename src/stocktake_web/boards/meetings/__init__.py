"""Meetings of a body: planned, opened, closed; who came."""
