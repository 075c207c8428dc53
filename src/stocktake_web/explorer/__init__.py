"""Published figures of any authority, compared, drawn and downloaded."""
