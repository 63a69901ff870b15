"""Compiles the gettext catalogues (.po) that git keeps into the .mo files that a wheel carries."""

from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):
    """Runs before every build, an editable one included."""

    def initialize(self, version: str, build_data: dict) -> None:  # noqa: ARG002 - the interface is hatchling's
        """Write a .mo file beside every .po file."""
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        for source in sorted(Path(self.root, "cccc", "messages").glob("*/LC_MESSAGES/*.po")):
            with source.open("rb") as po, source.with_suffix(".mo").open("wb") as mo:
                write_mo(mo, read_po(po))
