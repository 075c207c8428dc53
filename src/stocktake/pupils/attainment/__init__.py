"""What pupils attain and how far they have come, from the early years to nineteen.

Each measure is a plain function over a table of results: one row per pupil comes back, and
:mod:`stocktake.pupils.summary` makes shares and means of those by any crossing of groups.
Code lists, points, thresholds and national estimates are definition files by year and release.
"""
