"""The pupil premium of a school: what it is for, what it changed, and the gap next to it."""
