"""The library from a terminal; each command calls one public function."""
