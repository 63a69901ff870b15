"""Finds what cccc ships beside its code: plans, layouts, letter templates, and the starter workspace."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_INSTALLED = _PACKAGE / "shipped"
_CHECKOUT = _PACKAGE.parent


def plans() -> Path:
    """The folder of the plans that ``builtin:NAME`` names."""
    return _folder("targets", "targets")


def layouts() -> Path:
    """The folder of the built-in layouts."""
    return _folder("layouts", "layouts")


def templates() -> Path:
    """The folder of the letter templates and the base document."""
    return _folder("templates", "templates")


def starter() -> Path:
    """The workspace that ``cccc init`` copies."""
    return _folder("starter", "examples/starter")


def _folder(installed: str, checkout: str) -> Path:
    # a wheel carries them inside the package; an editable install leaves them where git keeps them
    return _INSTALLED / installed if _INSTALLED.is_dir() else _CHECKOUT / checkout
