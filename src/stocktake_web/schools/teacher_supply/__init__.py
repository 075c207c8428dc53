"""Teachers of each school by the published workforce census, and what is not held."""
