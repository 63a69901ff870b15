"""Evaluations and plans -> what a family of templates sees."""
