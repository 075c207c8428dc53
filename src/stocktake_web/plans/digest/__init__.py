"""The weekly mail: what is new for a person, in counts alone."""
