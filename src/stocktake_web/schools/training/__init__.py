"""Courses and networks, evaluated, and chosen from the needs that schools state."""
