"""Tables about pupils that wait for release, and what has been released."""
