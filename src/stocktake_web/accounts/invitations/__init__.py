"""Invitations: a role offered by mail, and taken up once."""
