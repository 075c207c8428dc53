"""What of minutes anyone may read."""
