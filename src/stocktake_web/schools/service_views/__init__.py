"""What heads and governors say of the service each year, so that no answer leads to a person."""
