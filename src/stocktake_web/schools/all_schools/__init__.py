"""All schools for officers: whose time limit expires, and who has had no challenge for longest."""
