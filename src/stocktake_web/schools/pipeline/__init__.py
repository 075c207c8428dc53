"""A school through its numbers, and what will become of schools: conversions, mergers, closures."""
