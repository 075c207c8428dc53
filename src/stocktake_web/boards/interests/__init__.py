"""The register of interests of a body's members."""
