"""Findings, figures and dates -> the words of an office."""
