"""A school's published figures in context, and the schools that are like it."""
