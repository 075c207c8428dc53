"""One indicator: of one place over time, of many places, and gaps."""
