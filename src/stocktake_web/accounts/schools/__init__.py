"""The schools of a place, for the roles that are about one."""
