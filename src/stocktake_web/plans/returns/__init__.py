"""Local returns: figures that were requested, returned by form or file, or missed."""
