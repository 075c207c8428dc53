"""What people fill in about boards, by what it is about."""
