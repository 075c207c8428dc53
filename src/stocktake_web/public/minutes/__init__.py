"""What boards decided in the open: published minutes and their papers."""
