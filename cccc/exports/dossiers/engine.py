"""The embedded database that counts: nothing is spilled, fetched or loaded, and what it says of a failure goes no further."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duckdb import DuckDBPyConnection

EARLIEST, LATEST = 1900, 2999
"""The years of a date that somebody means; another is a slip of the hand."""

_BLANK = r"[\s\x{00a0}\x{2000}-\x{200d}\x{202f}\x{2060}\x{feff}\x{00ad}_\x{2010}-\x{2014}\x{2212}-]*"
_SPACES = r"[\s\x{00a0}\x{2000}-\x{200d}\x{202f}\x{2060}\x{feff}]+"
_TIME = r"(?: \d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_SECONDS_OF_A_DAY = 86_400

_MACROS = (
    # a text that opens with a digit or a plain letter is not blank: seen at the first byte, for most cells
    f"""filled(x) AS CASE
        WHEN x IS NULL THEN false
        WHEN x >= '0' AND x < '_' OR x >= 'a' AND x < '~' THEN true
        ELSE NOT regexp_full_match(x, '{_BLANK}') END""",
    f"trimmed(x) AS trim(regexp_replace(x, '{_SPACES}', ' ', 'g'))",
    # day first always; a plain number of five or six digits is Excel's count of days
    rf"""written(x) AS CASE
        WHEN regexp_full_match(x, '\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}{_TIME}')
            THEN try_cast(regexp_replace(x, '^(\d+).(\d+).(\d+)', '\3-\2-\1') AS TIMESTAMP)
        WHEN regexp_full_match(replace(x, 'T', ' '), '\d{{4}}-\d{{1,2}}-\d{{1,2}}{_TIME}') THEN try_cast(x AS TIMESTAMP)
        WHEN regexp_full_match(x, '[1-9]\d{{4,5}}(\.\d+)?')
            THEN TIMESTAMP '1899-12-30' + to_seconds(round(try_cast(x AS DOUBLE) * {_SECONDS_OF_A_DAY})::BIGINT) END""",
    """shown(x) AS CASE
        WHEN length(x) = 10 AND substr(x, 3, 1) = '/' AND substr(x, 6, 1) = '/'
            THEN try_cast(substr(x, 7, 4) || '-' || substr(x, 4, 2) || '-' || substr(x, 1, 2) AS TIMESTAMP)
        WHEN length(x) IN (10, 19) AND substr(x, 5, 1) = '-' AND substr(x, 8, 1) = '-' THEN try_cast(x AS TIMESTAMP) END""",
    f"is_meant(t) AS t BETWEEN DATE '{EARLIEST}-01-01' AND DATE '{LATEST}-12-31'",
    """rounded(t) AS CASE WHEN is_meant(t) THEN
        CASE WHEN t = date_trunc('second', t) THEN t ELSE date_trunc('second', t + INTERVAL 500 MILLISECOND) END END""",
    "moment(x) AS CASE WHEN filled(x) THEN rounded(coalesce(shown(x), written(trimmed(x)))) END",
    # a day without a time lasts until its end
    "in_time(t, due) AS CASE WHEN due::TIME = TIME '00:00' THEN t < due + INTERVAL 1 DAY ELSE t <= due END",
)


class EngineError(Exception):
    """The engine could not do it.  Its own words may quote a row, and a row is of a person: they are not kept."""


class Engine:
    """One database in memory, for one run."""

    def __init__(self, memory: str = "256MB") -> None:
        from duckdb import connect

        self._connection: DuckDBPyConnection = connect(
            ":memory:",
            config={
                "temp_directory": "",
                "memory_limit": memory,
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "python_enable_replacements": "false",
            },
        )
        self._connection.execute("SET enable_progress_bar = false")  # it would be drawn on stdout
        for macro in _MACROS:
            self._connection.execute(f"CREATE TEMP MACRO {macro}")
        self._names = 0

    def name(self) -> str:
        """A name that no other table or view has."""
        self._names += 1
        return f"part_{self._names}"

    def ask(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """What ``query`` gives; raises `EngineError`."""
        from duckdb import Error

        try:
            return self._connection.execute(query, list(values)).fetchall()
        except (Error, UnicodeError):
            raise EngineError from None

    def lend(self, name: str, stream: Any) -> None:
        """Let queries see an Arrow stream under ``name``."""
        self._connection.register(name, stream)

    def take_back(self, name: str) -> None:
        """Forget what was lent under ``name``."""
        self._connection.unregister(name)

    def close(self) -> None:
        """Forget everything."""
        self._connection.close()


def text(value: str) -> str:
    """``value`` as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


def texts(values: Sequence[str]) -> str:
    """``values`` as SQL lists them."""
    return ", ".join(map(text, values))
