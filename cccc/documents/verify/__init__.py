"""A letter that people have edited, held against what it was drafted with."""
