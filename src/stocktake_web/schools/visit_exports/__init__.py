"""A school's records of visits for a freedom of information request: redacted, as Word and CSV."""
