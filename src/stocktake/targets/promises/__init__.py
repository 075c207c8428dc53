"""Promises are checked before they are judged.

A fault is a promise that cannot be meant: a percentage of 900, a due year before the baseline. A
doubt is one that can, and that a person should confirm: the worse direction, a level that no
place ever reached. Some faults show without any figures; others, and most doubts, need the
indicator's definition and what was published. Each kind checks its own promise; here is what the
kinds share.
"""
