"""Members' comments on items and papers."""
