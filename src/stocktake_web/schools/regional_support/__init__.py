"""Support by the department's regional improvement teams, as the council notes it."""
