"""Questions that young people put to a board's next agenda, and what became of them."""
