"""Risks to the plan: the list, a risk, what is done about it, and its closing."""
