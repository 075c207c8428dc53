"""What a release changed."""
