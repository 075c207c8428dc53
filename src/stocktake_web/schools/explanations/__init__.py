"""Officers ask a school about its predictions, and its reply is kept."""
