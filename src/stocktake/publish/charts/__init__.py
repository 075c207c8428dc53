"""Draws every chart as SVG: lines over time, sparkline, bars, strip of places, tile map.

Each chart is a frozen model that says everything in words too (title, description, the text of
each mark, its table), and one function that draws it. All share the elements of ``svg``, the looks
of ``palette`` and the axis of ``axes``.
"""
