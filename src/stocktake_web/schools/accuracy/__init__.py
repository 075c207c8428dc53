"""The head's check of a record's facts: accurate, inaccurate point by point, or no reply."""
