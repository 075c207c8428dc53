"""The year of challenge and support by month: results days, reviews, and what is due here."""
