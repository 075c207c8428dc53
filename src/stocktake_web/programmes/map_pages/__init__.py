"""What the map says: overlap, gaps, asks of schools, coverage, and pictures of it."""
