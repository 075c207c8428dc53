"""Minutes of a meeting: drafted, edited, approved, then only added to."""
