"""The places of the installation."""
