"""The register of releases: what is out, its seal, recalls."""
