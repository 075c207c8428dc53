"""Statements of the rate of improvement: drafted from figures, signed off, sent as a letter."""
