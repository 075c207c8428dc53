"""Settings: ``base`` for all, then one module each for local use, tests and a deployment."""
