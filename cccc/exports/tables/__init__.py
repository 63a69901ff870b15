"""Grids to tables, rows to units, cells to exact figures: how a table of units is read."""
