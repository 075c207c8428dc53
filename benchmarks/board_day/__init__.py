"""What the benchmarks of the web application share: a place with a year's work, and its readers."""
