"""What is known and judged of each school: its record, predictions, statements and levels."""
