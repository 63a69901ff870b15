"""cccc turns targets in YAML and portal exports into evaluations that can be proved and official letters."""

__version__ = "0.1.0"
