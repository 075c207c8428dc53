"""Places a figure among others: rank, band, neighbours, region, gap, index."""
