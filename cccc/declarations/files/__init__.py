"""YAML text -> nouns and problems: one module a kind of file."""
