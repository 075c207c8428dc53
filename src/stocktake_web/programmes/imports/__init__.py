"""Files of the map brought in, with all their faults at once."""
