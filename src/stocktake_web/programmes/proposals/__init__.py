"""Proposals, tested against the map before anybody agrees to them."""
