"""What the ledger holds and what files give -> the figures that count once they are taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.ledger import Ledger
    from cccc.model.observations import InputFile, Observation


def known_with(
    ledger: Ledger, remembered: Sequence[Observation], read: Sequence[Observation], inputs: Sequence[InputFile]
) -> list[Observation]:
    """``remembered`` as it will be when ``inputs``, from which ``read`` comes, are in the ledger.

    A file read again takes back what it gave before of the same spans; what another file had said then counts again.
    """
    from cccc.ledger.imports import name_of

    names, again = {name_of(given.file) for given in inputs}, {seen.span for seen in read}
    given = {seen.key: seen for seen in read}
    if not remembered:
        return list(given.values())
    known: dict[object, Observation] = {}
    taken_back: list[Observation] = []
    for seen in remembered:
        # few spans are read again, so most of the past is passed by the first test
        if seen.span not in again or name_of(seen.source.file) not in names:
            known[seen.key] = seen
        elif seen.key not in given:
            taken_back.append(seen)
    if taken_back:
        known |= {seen.key: seen for seen in ledger.said_by_others(taken_back, inputs)}
    return list((known | given).values())
