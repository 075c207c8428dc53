"""What ties an adviser to a school: declared interests, and years of working together."""
