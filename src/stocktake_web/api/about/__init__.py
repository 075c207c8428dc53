"""The page that says how to use the API."""
