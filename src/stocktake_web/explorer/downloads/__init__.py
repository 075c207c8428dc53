"""Every view as a file, and pictures by address."""
