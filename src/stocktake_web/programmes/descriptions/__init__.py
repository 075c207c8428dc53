"""Programmes of an area: the list, the page of one, adding and changing."""
