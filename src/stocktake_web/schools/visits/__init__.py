"""Visits and meetings: written down, checked by the head, approved and then locked."""
