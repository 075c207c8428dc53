"""Escalation: the stage of each school, decided by a meeting; who is informed, and what is late."""
