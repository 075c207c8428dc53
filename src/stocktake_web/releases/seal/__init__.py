"""The seal of an area's register, kept in the database."""
