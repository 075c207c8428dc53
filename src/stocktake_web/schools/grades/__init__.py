"""The share of an area's pupils in schools of each grade."""
