"""Which school got what in which term, and who is its contact there."""
