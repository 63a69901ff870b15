"""A list that is made when it is first read: of all that a template could read, it reads little."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TypeVar, overload

T = TypeVar("T")


class Later(Sequence[T]):
    """What ``make`` makes, once."""

    def __init__(self, make: Callable[[], list[T]]) -> None:
        self._make = make

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> list[T]: ...

    def __getitem__(self, at: int | slice) -> T | list[T]:
        return self._made[at]

    def __len__(self) -> int:
        return len(self._made)

    def __add__(self, other: Sequence[T]) -> list[T]:
        return [*self._made, *other]

    @cached_property
    def _made(self) -> list[T]:
        return self._make()
