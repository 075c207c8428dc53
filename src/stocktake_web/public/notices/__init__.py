"""Contact, accessibility statement, privacy notice and cookies: the pages of the footer."""
