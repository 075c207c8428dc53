"""An estimate of results to come that does not depend on what the school predicts."""
