"""The schools of an area, with where each stands."""
