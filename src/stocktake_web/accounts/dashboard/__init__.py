"""The dashboard: a person's tasks, gathered from the apps."""
