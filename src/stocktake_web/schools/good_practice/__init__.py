"""Good practice: found in a school, described, and passed on to others."""
