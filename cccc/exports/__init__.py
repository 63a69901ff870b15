"""Bytes of exports -> observations with their cells, and problems."""
