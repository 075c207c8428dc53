"""What bodies decide."""
