"""The money of activities: committed, spent and forecast."""
