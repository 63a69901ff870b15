"""The contract once more, as plainly as it can be read: YAML texts and figures in, what must come out of them.

It works on what ``yaml.safe_load`` gives and shares no code with cccc; whoever changes one of the two explains why.  Months
are pairs (year, month), figures Fractions, a problem an exception.
"""

import calendar
from datetime import date, timedelta
from fractions import Fraction

import yaml

OPERATORS = {
    "at_least": lambda value, bound: value >= bound,
    "more_than": lambda value, bound: value > bound,
    "at_most": lambda value, bound: value <= bound,
    "less_than": lambda value, bound: value < bound,
    "exactly": lambda value, bound: value == bound,
}
GRAVITY = ["praise", "reminder", "criticism"]


class RefusedError(Exception):
    """An error that forbids a result; its text is the code."""


def day(value, default):
    return default if value is None else value if isinstance(value, date) else date.fromisoformat(value)


def first_of(month):
    return date(*month, 1)


def last_of(month):
    return date(*month, calendar.monthrange(*month)[1])


def month_of(label):
    text = str(label)
    return int(text[:4]), int(text[5:7])


def year_before(month):
    return (month[0] - 1, month[1])


def before(month):
    return (month[0] - 1, 12) if month[1] == 1 else (month[0], month[1] - 1)


def label_of(first, last):
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.year}-{first.month:02}"
    return f"{first.isoformat()}..{last.isoformat()}"


def number(text):
    return Fraction(str(text).rstrip("% ").replace(",", "."))


class Office:
    """Everything that is declared, read from the texts of its files."""

    def __init__(self, files):
        read = {name: yaml.safe_load(text) for name, text in files.items()}
        self.indicators = {one["id"]: one for one in read["indicators.yaml"]["indicators"]}
        self.groups = read["units.yaml"]["groups"]
        self.units = {}
        for group in self.groups:
            for one in group["units"]:
                valid = one.get("valid", {})
                carries = one.get("carries", [])
                self.units[one["id"]] = {
                    "name": one["name"],
                    "group": group["id"],
                    "level": group["level"],
                    "coordinate": group.get("relation") == "coordinate",
                    "from": day(valid.get("from"), date.min),
                    "to": day(valid.get("to"), date.max),
                    "formed_from": one.get("formed_from", []),
                    "carries": one.get("formed_from", []) if carries is True else carries or [],
                }
        self.plans = [content for name, content in read.items() if name.startswith("targets/")]
        self.policy = read["policy.yaml"]
        self.signed = [content for name, content in read.items() if name.startswith("ratings/")]
        self.history = read["history.yaml"]["issued"]

    # --- who ---

    def named(self, words):
        if words is None:
            return set(self.units)
        words = [words] if isinstance(words, str) else words
        return {name for name, unit in self.units.items() for word in words if word in (name, unit["group"], unit["level"])}

    def there(self, month):
        return [name for name, unit in self.units.items() if unit["from"] <= last_of(month) and unit["to"] >= first_of(month)]

    def line(self, name):
        """The unit and whoever it carries on, however far back."""
        return {name}.union(*(self.line(old) for old in self.units[name]["carries"]))

    def was_split(self, name):
        return sum(name in unit["formed_from"] for unit in self.units.values()) > 1

    # --- what is asked ---

    def holds(self, plan, when):
        return day(plan["applies"]["from"], None) <= when <= day(plan["applies"]["to"], None)

    def bound(self, target, unit):
        """(operator, value) or None; a raise looks the other plan up."""
        for operator in OPERATORS:
            if operator in target:
                return operator, number(target[operator])
        if "raise" in target:
            for other in self.plans:
                for one in other["targets"]:
                    if other["plan"] == target["raise"]["plan"] and one["indicator"] == target["indicator"]:
                        found = self.bound(one, unit) if unit in self.named(one.get("for")) else None
                        if found:
                            return found[0], found[1] + number(target["raise"]["points"])
        return None

    def target(self, unit, indicator, when):
        """The one target that holds, as a dict with plan, bound, since and windows; None where there is none."""
        found = [
            (plan, target)
            for plan in self.plans
            if self.holds(plan, when)
            for target in plan["targets"]
            if target["indicator"] == indicator and unit in self.named(target.get("for"))
        ]
        replaced = {name for plan, _ in found for name in plan.get("replaces", [])}
        standing = [(plan, target) for plan, target in found if plan["plan"] not in replaced] or found
        told = [
            {
                "plan": plan["plan"],
                "bound": self.bound(target, unit),
                "since": day(target.get("cumulative_from"), day(plan["applies"]["from"], None)),
                "windows": target.get("windows", ["period", "cumulative"]),
            }
            for plan, target in standing
        ]
        bounds = {one["bound"] for one in told if one["bound"]}
        if len({one["since"] for one in told}) > 1 or len(bounds) > 1:
            raise RefusedError("target-conflict")
        known = [one for one in told if one["bound"]] or told
        if not known:
            return None
        asked = {window for one in known for window in one["windows"]}
        return {**known[0], "windows": [window for window in ("period", "cumulative") if window in asked]}

    def check(self):
        """Conflicts on any day of any plan."""
        days = {day(plan["applies"]["from"], None) for plan in self.plans}
        days |= {day(plan["applies"]["to"], None) + timedelta(days=1) for plan in self.plans}
        for when in days:
            for unit in self.units:
                for indicator in self.indicators:
                    self.target(unit, indicator, when)


class Month:
    """The verdicts of one month; ``seen`` is {(unit, month, measure or rating's indicator): value}."""

    def __init__(self, office, seen, month):
        self.office, self.month = office, month
        self.seen = dict(seen)
        for content in office.signed:
            for one in content["ratings"]:
                if month_of(content["period"]) == month:
                    self.seen[one["unit"], month, one["indicator"]] = one["rating"]

    # --- figures: (numerator, denominator, value) or a rating's word ---

    def own(self, unit, indicator, month):
        about = self.office.indicators[indicator]
        kind = about.get("type", "ratio")
        if kind == "rating":
            return self.seen.get((unit, month, indicator))
        counts = [self.seen.get((unit, month, about[part])) for part in ("numerator", "denominator") if part in about]
        if None in counts:
            return None
        if kind == "number":
            return None, None, Fraction(counts[0])
        return counts[0], counts[1], Fraction(100 * counts[0], counts[1]) if counts[1] else None

    def inherited(self, unit, indicator, month, *, to_add):
        """The figure of ``month``, of the units carried on where it lies before the unit began."""
        own = self.own(unit, indicator, month)
        about = self.office.units[unit]
        if own is not None or not about["carries"] or last_of(month) >= about["from"]:
            return own
        if to_add and any(self.office.was_split(old) for old in about["carries"]):
            return None
        figures = [self.inherited(old, indicator, month, to_add=to_add) for old in about["carries"]]
        if None in figures:
            return None
        return figures[0] if len(figures) == 1 else self.sum(figures, indicator, never_alone=True)

    def sum(self, figures, indicator, *, never_alone=False):
        kind = self.office.indicators[indicator].get("type", "ratio")
        if kind == "rating" or (never_alone and kind == "number" and self.adds(indicator) == "never"):
            return None
        if kind == "number":
            return None, None, sum(value for _, _, value in figures)
        n, d = sum(n for n, _, _ in figures), sum(d for _, d, _ in figures)
        return n, d, Fraction(100 * n, d) if d else None

    def adds(self, indicator):
        about = self.office.indicators[indicator]
        return "never" if about.get("type") == "rating" else about.get("adds", "sum")

    def cumulative(self, unit, indicator, since):
        """(figure, missing)."""
        first = (since.year, since.month)
        if first == self.month and (own := self.own(unit, indicator, self.month)) is not None:
            return own, []
        if self.adds(indicator) == "never":
            return None, [label_of(since, last_of(self.month))]
        months = [self.month]
        while months[0] > first:
            months.insert(0, before(months[0]))
        figures = [self.inherited(unit, indicator, month, to_add=True) for month in months]
        missing = [f"{year}-{number:02}" for (year, number), figure in zip(months, figures, strict=True) if figure is None]
        if missing:
            return None, missing
        return (figures[-1] if self.adds(indicator) == "end" else self.sum(figures, indicator)), []

    # --- verdicts ---

    def status(self, figure, indicator, target):
        bound = target["bound"] if target else None
        about = self.office.indicators[indicator]
        if about.get("type") == "rating":
            return "not_reported" if figure is None else "met" if figure in about["ratings"]["met"] else "missed"
        if figure is None:
            return "not_reported" if bound else "no_target"
        if figure[1] == 0:
            return "nothing_arose"
        if bound is None:
            return "no_target"
        return "met" if OPERATORS[bound[0]](figure[2], bound[1]) else "missed"

    def assessments(self):
        end = last_of(self.month)
        targets = {
            (unit, one): self.office.target(unit, one, end) for unit in self.office.units for one in self.office.indicators
        }
        rows = []
        for unit in self.office.there(self.month):
            for indicator, about in self.office.indicators.items():
                measures = [about[part] for part in ("numerator", "denominator") if part in about] or [indicator]
                told = all(any(what == measure for _, _, what in self.seen) for measure in measures)
                if not told and not any(targets[one, indicator] for one in self.office.units):
                    continue
                target = targets[unit, indicator]
                for window in ("period", "cumulative"):
                    since = target["since"] if target and window == "cumulative" else first_of(self.month)
                    if target and (window not in target["windows"] or since > end):
                        continue
                    if not target and (window == "cumulative" or self.own(unit, indicator, self.month) is None):
                        continue
                    rows.append(self.assessment(unit, indicator, window, since, target))
        return rows

    def assessment(self, unit, indicator, window, since, target):
        figure, missing, change, change_year = self.own(unit, indicator, self.month), [], None, None
        rating = self.office.indicators[indicator].get("type") == "rating"
        if window == "cumulative":
            figure, missing = self.cumulative(unit, indicator, since)
        elif not rating:
            change = difference(figure, self.inherited(unit, indicator, before(self.month), to_add=False))
            change_year = difference(figure, self.inherited(unit, indicator, year_before(self.month), to_add=False))
        bound = target["bound"] if target else None
        n, d, value = (None, None, None) if rating or figure is None else figure
        return {
            "unit": unit,
            "indicator": indicator,
            "window": window,
            "from": since.isoformat(),
            "to": last_of(self.month).isoformat(),
            "numerator": n,
            "denominator": d,
            "value": value,
            "display": figure if rating else shown(value, bound, self.percent(indicator)),
            "target": target and {"plan": target["plan"], "op": bound and bound[0], "value": bound and bound[1]},
            "status": self.status(figure, indicator, target),
            "change": change,
            "change_year": change_year,
            "missing": missing,
        }

    def percent(self, indicator):
        return "%" if self.office.indicators[indicator].get("type", "ratio") == "ratio" else ""

    def totals(self, rows):
        made = []
        for group in [None, *(group["id"] for group in self.office.groups)]:
            for indicator, about in self.office.indicators.items():
                for window in ("period", "cumulative"):
                    told = [row for row in rows if (row["indicator"], row["window"]) == (indicator, window)]
                    if about.get("type") == "rating" or not told:
                        continue
                    mine = [row for row in told if group in (None, self.office.units[row["unit"]]["group"])]
                    made.append(self.total(group, indicator, window, mine))
        return made

    def total(self, group, indicator, window, rows):
        total = {"group": group, "indicator": indicator, "window": window, "from": None, "to": None}
        total |= {"numerator": None, "denominator": None, "value": None, "display": None, "change": None, "change_year": None}
        if len({row["from"] for row in rows}) != 1:
            return total
        figure = added((row["numerator"], row["denominator"]) for row in rows)
        members = [name for name, unit in self.office.units.items() if group in (None, unit["group"])]
        past, year_ago = (
            added((self.own(unit, indicator, month) or (None, None))[:2] for unit in members)
            for month in (before(self.month), year_before(self.month))
        )
        n, d, value = figure or (None, None, None)
        return total | {
            "from": rows[0]["from"],
            "to": rows[0]["to"],
            "numerator": n,
            "denominator": d,
            "value": value,
            "display": shown(value, None, "%"),
            "change": difference(figure, past) if window == "period" else None,
            "change_year": difference(figure, year_ago) if window == "period" else None,
        }


def added(pairs):
    known = [(n, d) for n, d in pairs if n is not None]
    if not known:
        return None
    n, d = sum(n for n, _ in known), sum(d for _, d in known)
    return n, d, Fraction(100 * n, d) if d else None


def difference(now, past):
    if now is None or past is None or now[2] is None or past[2] is None:
        return None
    return now[2] - past[2]


def half_up(value, decimals):
    scaled = abs(value) * 10**decimals + Fraction(1, 2)
    digits = str(scaled.numerator // scaled.denominator).rjust(decimals + 1, "0")
    whole, part = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
    return ("-" if value < 0 and digits.strip("0") else "") + whole + ("." + part if part else "")


def shown(value, bound, sign):
    """Half up, two decimals, more where they would contradict the verdict; no trailing zeros, a comma, points of thousands."""
    if value is None:
        return None
    decimals = 2
    while bound and OPERATORS[bound[0]](Fraction(half_up(value, decimals)), bound[1]) != OPERATORS[bound[0]](value, bound[1]):
        decimals += 1
    whole, _, part = half_up(value, decimals).partition(".")
    part = part.rstrip("0")
    return f"{int(whole):,}".replace(",", ".") + ("," + part if part else "") + sign


# --- findings --------------------------------------------------------------------------------------------------------


class Findings:
    """What the policy proposes in a month; ``past`` are the assessments of earlier months, by month."""

    def __init__(self, office, month, rows, past):
        self.office, self.month, self.past = office, month, past
        self.rows = {(row["unit"], row["indicator"], row["window"]): row for row in rows}
        self.least = office.policy.get("min_denominator", 1)

    def all(self):
        found, withheld, exempted, used = [], [], [], set()
        for rule in self.office.policy["rules"]:
            for unit, lines in self.subjects(rule):
                key = (unit, "all", rule["kind"]) if "all" in rule else (unit, *lines)
                steps = [
                    step for step in self.steps(rule) if step[0] != "criticism" or not self.office.units[unit]["coordinate"]
                ]
                if key in used or not steps or not self.holds(unit, lines, 0):
                    continue
                finding = self.finding(rule, unit, list(lines), steps)
                exemption = self.exemption(unit, lines, finding["kind"])
                if not self.holds(unit, lines, self.least):
                    withheld.append(finding)
                elif exemption:
                    until = str(exemption["to"])
                    exempted.append({**finding, "reason": exemption["reason"], "until": until, "cite": exemption.get("cite")})
                else:
                    used.add(key)
                    found.append(finding)
        exempted = self.untold(exempted, found)
        return found, self.untold(withheld, found + exempted), exempted

    def untold(self, some, told):
        kept = []
        for one in some:
            said = any(one["unit"] == other["unit"] and set(one["indicators"]) & set(other["indicators"]) for other in told)
            again = any((one["unit"], one["indicators"]) == (other["unit"], other["indicators"]) for other in kept)
            kept += [] if said or again else [one]
        return kept

    def subjects(self, rule):
        reached = self.office.named(rule.get("for"))
        units = [unit for unit in self.office.there(self.month) if unit in reached]
        if "all" in rule:
            return [(unit, rule["all"]) for unit in units]
        return [(unit, {indicator: rule["when"]}) for indicator in rule["indicators"] for unit in units]

    # --- conditions ---

    def holds(self, unit, lines, least):
        return all(self.test(test, unit, indicator, least) for indicator, test in lines.items())

    def test(self, test, unit, indicator, least):
        for key, value in test.items():  # what stands side by side must hold together
            if key in ("any", "all"):
                if not (any if key == "any" else all)(self.test(one, unit, indicator, least) for one in value):
                    return False
            elif not self.condition(self.rows.get((unit, indicator, key)), value, least):
                return False
        return True

    def condition(self, row, options, least):
        if row is None or (row["denominator"] and row["denominator"] < least):
            return False
        for option in options if isinstance(options, list) else [options]:
            if option == row["status"]:
                return True
            if isinstance(option, dict) and row["value"] is not None:
                [(operator, bound)] = option.items()
                if OPERATORS[operator](row["value"], number(bound)):
                    return True
        return False

    # --- what was before ---

    def steps(self, rule):
        escalate = rule.get("escalate")
        steps = escalate.get("steps") if isinstance(escalate, dict) else None
        return [(next(iter(step.items())) if isinstance(step, dict) else (step, None)) for step in steps or [rule["kind"]]]

    def finding(self, rule, unit, indicators, steps):
        escalate = rule.get("escalate")
        kind, label, occurrence = *steps[0], None
        if escalate:
            settings = escalate if isinstance(escalate, dict) else {"per": escalate}
            kinds = {kind for kind, _ in steps}
            counted = self.counted(unit, indicators, kinds, settings.get("per", "year"), settings.get("reset_after"))
            at = 0
            for month in sorted({month for month, _ in counted}):
                gravest = max((kind for when, kind in counted if when == month), key=GRAVITY.index)
                later = [place for place in range(at, len(steps)) if steps[place][0] == gravest]
                at = later[0] + 1 if later else at
            kind, label = steps[min(at, len(steps) - 1)]
            occurrence = 1 + len({month for month, of in counted if of == kind})
        also = [
            rating
            for rating in rule.get("also", [])
            if self.rows.get((unit, rating, "period"), {}).get("status") == "missed"
            and not self.exemption(unit, [rating], kind)
        ]
        told = {"rule": rule["id"], "kind": kind, "unit": unit, "indicators": indicators, "also": also}
        return {**told, "occurrence": occurrence, "step": label}

    def counted(self, unit, indicators, kinds, per, reset_after):
        """(month, kind) of each finding that counts."""
        line = self.office.line(unit)
        found = {
            (month_of(one["period"]), one["kind"])
            for one in self.office.history
            if one["unit"] in line and one["kind"] in kinds and set(one["indicators"]) & set(indicators)
        }
        found = {
            (month, kind) for month, kind in found if month < self.month and (per == "running" or month[0] == self.month[0])
        }
        if not reset_after or not found:
            return found
        taken = {month for month, _ in found}
        month = min(taken)
        run, kept = 0, set(found)
        while month < self.month:
            run = run + 1 if month not in taken and self.was_met(line, indicators, month) else 0
            if run >= reset_after:
                kept = {(when, kind) for when, kind in found if when > month}
            month = (month[0] + 1, 1) if month[1] == 12 else (month[0], month[1] + 1)
        return kept

    def was_met(self, line, indicators, month):
        for indicator in indicators:
            told = [row for row in self.past.get(month, []) if row["unit"] in line and row["indicator"] == indicator]
            by_unit = {}
            for row in told:
                if row["window"] == "period" or row["unit"] not in by_unit:
                    by_unit[row["unit"]] = row["status"]
            if not by_unit or set(by_unit.values()) != {"met"}:
                return False
        return True

    def exemption(self, unit, indicators, kind):
        for one in self.office.policy.get("exemptions", []):
            when = last_of(self.month)
            if (
                unit in self.office.named(one.get("for") or one.get("unit"))
                and kind in one.get("kinds", ["reminder", "criticism"])
                and day(one.get("from"), date.min) <= when <= day(one["to"], None)
                and (not one.get("indicators") or set(one["indicators"]) & set(indicators))
            ):
                return one
        return None


def judged(files, seen, months):
    """What ``cccc evaluate`` of the last of ``months`` must say, the others having been evaluated before it."""
    office = Office(files)
    office.check()
    past = {}
    for month in months:
        one = Month(office, {key: value for key, value in seen.items() if key[1] <= month}, month)
        past[month] = one.assessments()
    found, withheld, exempted = Findings(office, months[-1], past[months[-1]], past).all()
    return {
        "assessments": past[months[-1]],
        "totals": one.totals(past[months[-1]]),
        "findings": found,
        "withheld": withheld,
        "exempted": exempted,
    }
