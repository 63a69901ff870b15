"""What the ledger is asked to remember in the tests: small samples, hypothesis strategies, and a dump to compare."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from fractions import Fraction

from hypothesis import strategies as st

from cccc.ledger import Ledger
from cccc.model.evaluations import Assessment, Evaluation, Finding, FindingKind, IssuedFinding, Status, Total, finding_key
from cccc.model.issuance import ConfirmedFinding, IssuedPaper
from cccc.model.observations import InputFile, Kind, Observation, Source
from cccc.model.targets import Operator, Target, Threshold, Window
from cccc.periods import Period, month
from cccc.problems import Location

NOW = datetime(2023, 9, 15, 8, 30, tzinfo=UTC)
JULY, AUGUST = month(2023, 7), month(2023, 8)
SIGNED = date(2023, 9, 15)


def opened(path):
    """A ledger that may be written, which must open."""
    ledger, problems = Ledger.open(path, create=True)
    assert problems == []
    return ledger


def dump(path):
    """Everything that the file holds, by table."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table' order by name")]
        return {table: connection.execute(f"select * from {table}").fetchall() for table in tables}  # noqa: S608 - names of its own tables


def is_clean(path):
    """Whether SQLite finds no damage and no dangling reference."""
    with closing(sqlite3.connect(path)) as connection:
        sound = connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        return sound and connection.execute("pragma foreign_key_check").fetchall() == []


# --- samples ---------------------------------------------------------------------------------------------------------


def seen(value, *, unit="xa-ha-ky", about="payment_total", file="8.xlsx", cell="C7", span=AUGUST):
    """One observation; a text is a rating."""
    kind = Kind.RATING if isinstance(value, str) else Kind.MEASURE
    exact = value if isinstance(value, str) else Fraction(value)
    return Observation(unit, kind, about, span, exact, Source(file, "Tháng 8", (cell,)))


def found(unit="xa-ha-ky", *, kind=FindingKind.CRITICISM, indicators=("online_payment",), occurrence=1):
    return Finding("payment-criticism", kind, unit, indicators, (), occurrence)


TARGET = Target(
    "hai-duong-2023",
    "online_payment",
    ("xa-ha-ky", "xa-dan-chu"),
    Threshold(Operator.AT_LEAST, Fraction(30)),
    date(2023, 4, 1),
    (Window.PERIOD, Window.CUMULATIVE),
    Location("targets/hai-duong-2023.yaml", 12, 5),
    issuer="UBND tỉnh Hải Dương",
    cite="mục 5",
)


def judged(unit="xa-ha-ky", *, numerator=5, denominator=28, period=AUGUST):
    value = Fraction(100 * numerator, denominator)
    status = Status.MET if value >= 30 else Status.MISSED
    source = Source("8.xlsx", "Tháng 8", ("C7", "D7"))
    return Assessment(
        unit, "online_payment", Window.PERIOD, period, status, numerator, denominator, value, target=TARGET, sources=(source,)
    )


def evaluated(*findings, period=AUGUST, sha256="a1", file="8.xlsx", numerator=5):
    return Evaluation(
        period,
        (judged(numerator=numerator, period=period),),
        findings=findings,
        inputs=(InputFile(file, sha256),),
    )


def read(ledger, file, sha256, *observations):
    """Save a run that has read one file and found nothing."""
    return ledger.save_evaluation(observations, Evaluation(AUGUST, inputs=(InputFile(file, sha256),)), NOW)


def figures(ledger, upto=AUGUST.end):
    """unit -> value, of the figures that count."""
    return {observation.unit: observation.value for observation in ledger.observations(upto)}


def paper(*standing, struck=(), number="1220/UBND-NV", sha256="p1", dated=SIGNED, period=AUGUST, **more):
    stands = {finding_key(period, finding): False for finding in struck} | {
        finding_key(period, finding): True for finding in standing
    }
    findings = tuple(ConfirmedFinding(key, stands[key]) for key in stands)
    return IssuedPaper(number, dated, "letters/notice.docx", sha256, period, "notice", findings, **more)


def earlier(period=JULY, unit="xa-ha-ky", **fields):
    return IssuedFinding(period, FindingKind.CRITICISM, unit, ("online_payment",), **fields)


# --- strategies ------------------------------------------------------------------------------------------------------

words = st.text(min_size=1, max_size=8)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
spans = st.tuples(days, days).map(lambda pair: Period(min(pair), max(pair)))
counts = st.integers(0, 10**30)
fractions = st.fractions()
maybe_words = st.none() | words
several_words = st.lists(words, max_size=3).map(tuple)
sources = st.builds(Source, words, words, st.lists(words, min_size=1, max_size=3).map(tuple), st.integers(0, 9))
windows = st.sampled_from(Window)

figures_seen = st.one_of(
    st.tuples(st.just(Kind.MEASURE), counts.map(Fraction)),
    st.tuples(st.just(Kind.RATE), fractions),
    st.tuples(st.just(Kind.RATING), st.text(max_size=8)),
)


@st.composite
def observations(draw):
    kind, value = draw(figures_seen)
    source, margin = draw(sources), draw(fractions)
    return Observation(draw(maybe_words), kind, draw(words), draw(spans), value, source, draw(windows), margin)


locations = st.builds(
    Location,
    words,
    st.none() | st.integers(1, 999),
    st.none() | st.integers(1, 99),
    maybe_words,
    maybe_words,
    st.integers(0, 9),
)
targets = st.builds(
    Target,
    words,
    words,
    several_words,
    st.none() | st.builds(Threshold, st.sampled_from(Operator), fractions),
    days,
    st.lists(windows, max_size=2).map(tuple),
    locations,
    st.text(max_size=5),
    maybe_words,
    st.booleans(),
    maybe_words,
    maybe_words,
    maybe_words,
    maybe_words,
    st.none() | st.tuples(words, fractions),
)
findings = st.builds(
    Finding, words, st.sampled_from(FindingKind), words, several_words, several_words, st.none() | st.integers(1, 99)
)
totals = st.builds(
    Total,
    maybe_words,
    words,
    windows,
    st.none() | spans,
    st.none() | counts,
    st.none() | counts,
    st.none() | fractions,
    maybe_words,
    st.none() | fractions,
)


def assessments(known_targets):
    return st.builds(
        Assessment,
        words,
        words,
        windows,
        spans,
        st.sampled_from(Status),
        st.none() | counts,
        st.none() | counts,
        st.none() | fractions,
        maybe_words,
        maybe_words,
        st.none() | fractions,
        st.none() | st.sampled_from(known_targets),
        several_words,
        st.lists(sources, max_size=2).map(tuple),
    )


@st.composite
def evaluations(draw, inputs=()):
    known = draw(st.lists(targets, min_size=1, max_size=3))
    return Evaluation(
        draw(spans),
        tuple(draw(st.lists(assessments(known), max_size=4))),
        tuple(draw(st.lists(totals, max_size=3))),
        tuple(draw(st.lists(findings, max_size=3))),
        tuple(draw(st.lists(findings, max_size=2))),
        inputs,
        draw(several_words),
        draw(maybe_words),
    )
