"""The places of which a release has figures."""
