"""The releases of published statistics."""
