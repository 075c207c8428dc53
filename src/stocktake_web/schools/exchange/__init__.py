"""The exchange: schools that signed it compare results with each other before they are final."""
