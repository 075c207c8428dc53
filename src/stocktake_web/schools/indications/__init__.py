"""Early indications of results to come, and the support that officers add because of them."""
