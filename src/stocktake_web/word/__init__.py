"""Word documents: their pages, and what is written on them."""
