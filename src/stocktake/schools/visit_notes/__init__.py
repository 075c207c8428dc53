"""Old notes of visits, read from one sheet: everything, or nothing and all that is wrong."""
