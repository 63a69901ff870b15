"""Spans of days: read from labels and Vietnamese phrases, and printed as such."""

from cccc.periods.phrases import Doubt, agrees_with_name, in_name, in_phrase, in_text, in_title, names_days, plain
from cccc.periods.spans import (
    MONTHS,
    WEEK,
    Period,
    iso_date,
    long_date,
    month,
    months_of,
    parse_label,
    short_date,
    week_a_year_before,
    year,
)

__all__ = [
    "MONTHS",
    "WEEK",
    "Doubt",
    "Period",
    "agrees_with_name",
    "in_name",
    "in_phrase",
    "in_text",
    "in_title",
    "iso_date",
    "long_date",
    "month",
    "months_of",
    "names_days",
    "parse_label",
    "plain",
    "short_date",
    "week_a_year_before",
    "year",
]
