"""People: their accounts, what is kept about them, and erasing it."""
