"""The stocktake pack of a meeting."""
