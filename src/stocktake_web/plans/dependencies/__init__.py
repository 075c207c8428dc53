"""What an activity cannot go on without, such as another body's decision."""
