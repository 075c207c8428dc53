"""What schools predict: asked for twice a year, entered in a ledger that nobody can write over."""
