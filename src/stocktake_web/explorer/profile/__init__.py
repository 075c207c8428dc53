"""One authority over all its indicators."""
