"""A school's category: suggested with its evidence, set by a person with a reason."""
