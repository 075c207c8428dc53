"""Activities of the plan: who owns them, what was reported of them, where they stand."""
