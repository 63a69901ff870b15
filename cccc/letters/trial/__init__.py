"""Invented data, on which every template is tried before a real letter is made."""
