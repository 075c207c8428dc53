"""Changes of the tables of programmes."""
