"""YAML text -> the nouns of the model, and problems with line and column."""
