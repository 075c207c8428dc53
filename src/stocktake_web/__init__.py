"""The web application: where a plan is delivered, overseen and reported in public."""
