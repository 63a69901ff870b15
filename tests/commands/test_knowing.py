"""A run is judged by exactly the figures that the ledger holds once the run is saved."""

from datetime import UTC, datetime
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from cccc.ledger import Ledger
from cccc.model.evaluations import Evaluation
from cccc.model.observations import InputFile, Kind, Observation, Source
from cccc.periods import month
from cccc.workflow.evidence import known_with

JULY, AUGUST = month(2023, 7), month(2023, 8)
NOW = datetime(2023, 9, 15, tzinfo=UTC)

contents = st.dictionaries(st.tuples(st.sampled_from("abc"), st.sampled_from((JULY, AUGUST))), st.integers(0, 2))
runs = st.lists(st.tuples(st.sampled_from(["1.xlsx", "./1.xlsx", "2.xlsx", "3.xlsx"]), contents), max_size=7)


def seen(unit, span, value, file):
    return Observation(unit, Kind.MEASURE, "payment_total", span, Fraction(value), Source(file, "Biểu", ("C5",)))


def figures(observations):
    return {one.key: one.value for one in observations}


@settings(deadline=None, max_examples=200)
@given(told=runs)
def test_what_a_run_is_judged_by_is_what_is_saved(tmp_path_factory, told):
    ledger, _ = Ledger.open(tmp_path_factory.mktemp("runs") / "ledger.db", create=True)
    with ledger:
        for file, content in told:
            read = [seen(unit, span, value, file) for (unit, span), value in content.items()]
            inputs = (InputFile(file, repr(sorted(content.items(), key=str))),)
            known = known_with(ledger, ledger.observations(AUGUST.end), read, inputs)
            ledger.save_evaluation(read, Evaluation(AUGUST, inputs=inputs), NOW)
            assert figures(known) == figures(ledger.observations(AUGUST.end))


def test_the_file_read_last_wins_also_where_its_bytes_are_known(tmp_path):
    ledger, _ = Ledger.open(tmp_path / "ledger.db", create=True)
    with ledger:
        for file, value in (("1.xlsx", 5), ("2.xlsx", 6), ("1.xlsx", 5)):
            read, inputs = [seen("a", AUGUST, value, file)], (InputFile(file, file),)
            known = known_with(ledger, ledger.observations(AUGUST.end), read, inputs)
            ledger.save_evaluation(read, Evaluation(AUGUST, inputs=inputs), NOW)
            assert [one.value for one in known] == [one.value for one in ledger.observations(AUGUST.end)] == [value]
