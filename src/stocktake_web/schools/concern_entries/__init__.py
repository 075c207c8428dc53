"""The register of concern: entries with their evidence, which the head sees and may answer."""
