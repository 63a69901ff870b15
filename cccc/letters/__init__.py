"""Findings -> the text of a paper; pure."""
