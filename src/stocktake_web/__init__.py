"""The web application: where a plan is delivered, overseen and answered for in public."""
