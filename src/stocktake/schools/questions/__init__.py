"""Questions that governors should put, from what a school's profile shows."""
