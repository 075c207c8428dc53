"""The plan at a glance: priorities in a sentence, dated points, how fresh the account is."""
