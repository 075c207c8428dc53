"""Old notes of visits, loaded from a sheet: all of them, or none and everything that is wrong."""
