"""The public pages as files, which need no server."""
