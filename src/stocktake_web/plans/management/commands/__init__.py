"""Commands of ``stocktake-web``."""
