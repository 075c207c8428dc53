"""Rows that belong to an area, and the one way in which people change them.

``models`` holds the bases, ``change`` the one function that writes, ``forms`` and ``views`` what
plain pages of create, read, update and list are made of.
"""
