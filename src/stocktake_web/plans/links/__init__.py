"""Links with which somebody without an account updates one activity, once."""
