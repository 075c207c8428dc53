"""Administrative tasks of the app."""
