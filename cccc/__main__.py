"""Turns a command line into an exit status; answers ``--version`` before anything heavy is imported."""


def main() -> None:
    """Run ``cccc``."""
