"""The evidence pack: which records answer an inspection letter, what is missing first."""
