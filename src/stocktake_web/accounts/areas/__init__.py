"""Areas: the places of the installation, and what each is called."""
