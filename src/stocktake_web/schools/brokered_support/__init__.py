"""Support that the council brokers: days, cost, impact, and whether it goes where need is."""
