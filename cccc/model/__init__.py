"""The nouns of the field, frozen, one subject a module; the contract's glossary gives each its one name.

Percentages are `Fraction`s in percent (``Fraction(30)`` is 30%), counts are ints, spans are `Period`s.
"""
