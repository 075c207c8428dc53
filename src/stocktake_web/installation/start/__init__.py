"""The start page: what this is, and the state of each place as the public may know it."""
