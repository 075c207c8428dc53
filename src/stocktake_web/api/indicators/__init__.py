"""The indicators of a release."""
