"""Statutory powers: considered, drafted, served and recorded; information, not legal advice."""
