"""Random small offices: the texts of their files, and figures of some months."""

from itertools import product

import yaml
from hypothesis import strategies as st

MONTHS = [(2022, 8), (2023, 4), (2023, 5), (2023, 6), (2023, 7), (2023, 8)]
LABELS = [f"{year}-{number:02}" for year, number in MONTHS]
RATIOS = ("pay", "dig")
INDICATORS = ("pay", "dig", "late", "web")
OPERATORS = ("at_least", "more_than", "at_most", "less_than", "exactly")
STATUSES = ("missed", "missed", "missed", "met", "met", "nothing_arose", "not_reported", "no_target")
WORDS = ("communes", "departments", "sectors", "district", "commune", "a", "b", "c", "k")
BREAKS = {"2023-06-01": "2023-05-31", "2023-07-01": "2023-06-30", "2023-08-01": "2023-07-31"}

words = st.sampled_from([None, None, None, *([word] for word in WORDS), ["a", "k"], ["commune", "p"], ["b", "c", "a"]])
days = st.sampled_from(["2023-01-01", "2023-04-01", "2023-06-01", "2023-07-01", "2023-08-01"])


def given_only(entry):
    """``entry`` without the keys that are not given."""
    return {key: value for key, value in entry.items() if value is not None}


# --- units -----------------------------------------------------------------------------------------------------------

SUCCESSIONS = {
    "none": {},
    "rename": {"m": ["a"]},
    "merge": {"m": ["a", "b"]},
    "split": {"m": ["a"], "h": ["a"]},
    "many to many": {"m": ["a", "b"], "h": ["b", "c"]},
}


@st.composite
def units(draw):
    new = SUCCESSIONS[draw(st.sampled_from(list(SUCCESSIONS)))]
    start = draw(st.sampled_from(list(BREAKS)))
    old = {name for formed in new.values() for name in formed}
    communes = [{"name": f"Xã {name}", "id": name} for name in "abc"]
    for one in communes:
        if one["id"] in old:
            one["valid"] = {"to": BREAKS[start]}
    for name, formed in new.items():
        carries = draw(st.sampled_from([None, True, False, formed[:1]]))
        unit = {"name": f"Xã {name}", "id": name, "valid": {"from": start}, "formed_from": formed, "carries": carries}
        communes.append(given_only(unit))
    if new and start != "2023-08-01" and draw(st.booleans()):  # a second generation
        communes[-1]["valid"]["to"] = "2023-07-31"
        last = {
            "name": "Xã z",
            "id": "z",
            "valid": {"from": "2023-08-01"},
            "formed_from": [communes[-1]["id"]],
            "carries": True,
        }
        communes.append(last)
    return {
        "groups": [
            {"id": "departments", "level": "district", "name": "Phòng", "units": [{"name": "Phòng p", "id": "p"}]},
            {"id": "communes", "level": "commune", "name": "Xã", "units": communes},
            {
                "id": "sectors",
                "level": "district",
                "name": "Ngành",
                "relation": "coordinate",
                "units": [{"name": "Ngành k", "id": "k"}],
            },
        ]
    }


def ids(roster):
    return [unit["id"] for group in roster["groups"] for unit in group["units"]]


# --- plans -----------------------------------------------------------------------------------------------------------


@st.composite
def thresholds(draw, indicator):
    operator = draw(st.sampled_from(OPERATORS))
    if indicator == "late":
        return {operator: draw(st.sampled_from(["0", "3", "5"]))}
    return {operator: draw(st.sampled_from(["20%", "50%", "66,5%", "75%", "80%"]))}


@st.composite
def targets(draw, earlier):
    indicator = draw(st.sampled_from(INDICATORS))
    target = {
        "indicator": indicator,
        "for": draw(words),
        "cumulative_from": draw(st.none() | days),
        "windows": draw(st.sampled_from([None, None, ["period"], ["cumulative"], ["cumulative", "period"]])),
    }
    raisable = [plan for plan in earlier if any(one["indicator"] == indicator and "for" not in one for one in plan["targets"])]
    if indicator == "web":
        pass
    elif indicator in RATIOS and raisable and draw(st.booleans()):
        plan = draw(st.sampled_from(raisable))["plan"]
        target["raise"] = {"plan": plan, "points": draw(st.sampled_from(["5", "2,5", "0"]))}
    elif draw(st.sampled_from([True, True, True, True, False])):
        target |= draw(thresholds(indicator))
    return given_only(target)


@st.composite
def plans(draw):
    made = []
    for number in range(draw(st.integers(1, 3))):
        wanted = draw(st.lists(targets(made), min_size=1, max_size=4))
        usual = [{"indicator": name, "at_least": "75%"} for name in RATIOS if not made]
        wanted = list({one["indicator"]: one for one in [*usual, *wanted]}.values())
        start, end = draw(
            st.sampled_from([("2023-01-01", "2023-12-31"), ("2023-01-01", "2023-06-30"), ("2023-07-01", "2023-12-31")])
        )
        plan = {"plan": f"plan-{number}", "title": "Kế hoạch", "issuer": "UBND", "applies": {"from": start, "to": end}}
        replaces = [one["plan"] for one in made if draw(st.sampled_from([True, True, True, False]))]
        wanted = [{key: value for key, value in one.items() if key != "cumulative_from" or value <= end} for one in wanted]
        made.append({**plan, "replaces": replaces, "targets": wanted})
    return made


# --- policies --------------------------------------------------------------------------------------------------------


@st.composite
def conditions(draw, about, depth):
    if depth and draw(st.sampled_from([False, False, False, True])):
        return {draw(st.sampled_from(["any", "all"])): draw(st.lists(conditions(about, depth - 1), min_size=1, max_size=2))}
    option = st.sampled_from(STATUSES) if set(about) - set(RATIOS) else st.sampled_from(STATUSES) | thresholds("pay")
    options = option | st.lists(option, min_size=1, max_size=2)
    return draw(st.dictionaries(st.sampled_from(["period", "cumulative"]), options, min_size=1))


LADDERS = {
    "criticism": [
        "year",
        {"per": "running"},
        {"steps": ["reminder", "criticism", "criticism", {"criticism": "Kiểm điểm trách nhiệm"}]},
        {"per": "running", "reset_after": 1, "steps": ["reminder", "reminder", {"criticism": "Phê bình"}, "criticism"]},
        {"reset_after": 2, "steps": ["criticism", {"criticism": "Yêu cầu kiểm điểm"}]},
    ],
    "reminder": ["year", {"per": "running", "reset_after": 1}, {"steps": ["reminder", {"reminder": "Nhắc nhở lần cuối"}]}],
    "praise": ["year", {"reset_after": 2}],
}


@st.composite
def rules(draw, number):
    kind = draw(st.sampled_from(["praise", "reminder", "criticism", "criticism"]))
    rule = {"id": f"rule-{number}", "kind": kind, "for": draw(words)}
    chosen = draw(st.lists(st.sampled_from(INDICATORS), min_size=1, max_size=3, unique=True))
    if draw(st.sampled_from([True, True, False])):
        rule |= {"indicators": chosen, "when": draw(conditions(chosen, 2))}
    else:
        rule["all"] = {name: draw(conditions([name], 2)) for name in chosen[:2]}
    rule["escalate"] = draw(st.none() | st.sampled_from(LADDERS[kind]))
    rule["also"] = draw(st.sampled_from([None, ["web"]]))
    return given_only(rule)


exemptions = st.fixed_dictionaries(
    {
        "for": st.sampled_from([["commune"], ["a", "b"], ["c"], ["sectors", "a"], ["district"]]),
        "indicators": st.none() | st.lists(st.sampled_from(INDICATORS), min_size=1, max_size=2, unique=True),
        "kinds": st.sampled_from([None, None, ["criticism"], ["praise", "reminder"], ["praise"]]),
        "from": st.sampled_from([None, "2023-08-01", "2023-09-01"]),
        "to": st.sampled_from(["2023-09-30", "2023-08-31", "2023-08-30"]).map(str),
        "reason": st.just("Đang nâng cấp phần mềm"),
        "cite": st.sampled_from([None, "Công văn số 12/UBND"]),
    }
).map(given_only).filter(lambda one: one.get("from", "") <= one["to"])  # fmt: skip


USUAL = st.fixed_dictionaries(
    {
        "id": st.just("usual"),
        "kind": st.just("criticism"),
        "indicators": st.permutations(["pay", "dig", "late"]),
        "when": st.sampled_from(
            [
                {"any": [{"period": "missed"}, {"cumulative": "missed"}]},
                {"period": ["missed", "not_reported"]},
                {"period": "missed", "cumulative": ["missed", "no_target"]},
            ]
        ),
        "escalate": st.sampled_from(LADDERS["criticism"]),
        "also": st.just(["web"]),
    }
)
"""A rule as offices have it: without one most policies would find nothing."""


@st.composite
def policies(draw):
    made = [draw(rules(number)) for number in range(draw(st.integers(0, 3)))]
    made.insert(draw(st.integers(0, len(made))), draw(USUAL))
    policy = {"policy": "p", "min_denominator": draw(st.integers(1, 3)), "rules": made}
    spared = draw(st.lists(exemptions, max_size=2))
    return {**policy, "exemptions": spared} if spared else policy


# --- figures and what was before -------------------------------------------------------------------------------------


COUNTS = [(0, 1), (0, 0), (1, 2), (2, 3), (3, 3), (1, 8), (6, 8), None]
TOLD = [
    {
        **({"pay_n": pay[0], "pay_d": pay[1]} if pay else {}),
        **({"dig_n": dig[0], "dig_d": dig[1]} if dig else {}),
        **({"late_n": late} if late is not None else {}),
        **({"web": web} if web else {}),
    }
    for pay, dig, late, web in product(COUNTS, COUNTS, [4, 0, 3, None], ["Chưa đạt", "Đạt", None])
]
"""What may be told of a unit in a month; drawn at once, which is quicker than figure by figure."""


@st.composite
def figures(draw, roster):
    """{(unit, month, measure or rating): value}, of units that exist then."""
    seen = {}
    for group in roster["groups"]:
        for unit in group["units"]:
            valid = unit.get("valid", {})
            for month, label in zip(MONTHS, LABELS, strict=True):
                if valid.get("from", "") > f"{label}-01" or valid.get("to", "9") < f"{label}-02":
                    continue
                told = draw(st.sampled_from(TOLD))
                seen |= {(unit["id"], month, about): value for about, value in told.items()}
    return seen


def issued(roster):
    return st.lists(
        st.fixed_dictionaries(
            {
                "period": st.sampled_from(["2022-11", "2022-12", "2023-03", *LABELS]),
                "kind": st.sampled_from(["criticism", "criticism", "criticism", "reminder", "praise"]),
                "unit": st.sampled_from(ids(roster)),
                "indicators": st.sampled_from([["pay"], ["pay"], ["dig"], ["pay", "dig"], ["late"], ["web"]]),
            }
        ),
        min_size=2,
        max_size=12,
    )


@st.composite
def offices(draw):
    """(texts of the files, figures): some ratings are signed for in a file, the others stand in exports."""
    roster = draw(units())
    seen = draw(figures(roster))
    ratings = [key for key in seen if key[2] == "web" and key[1] == MONTHS[-1]]
    signed = [key for key in ratings if draw(st.booleans())]
    indicators = [
        {"id": ratio, "name": ratio, "numerator": f"{ratio}_n", "denominator": f"{ratio}_d", "adds": draw(ADDS)}
        for ratio in RATIOS
    ]
    indicators.append(
        {"id": "late", "name": "late", "type": "number", "numerator": "late_n", "adds": draw(ADDS), "better": "lower"}
    )
    indicators.append(
        {"id": "web", "name": "web", "type": "rating", "ratings": {"met": ["Đạt", "Tốt"], "missed": ["Chưa đạt"]}}
    )
    contents = {
        "cccc.yaml": WORKSPACE,
        "units.yaml": roster,
        "indicators.yaml": {"indicators": indicators},
        "policy.yaml": draw(policies()),
        "history.yaml": {"issued": draw(issued(roster))},
    }
    contents |= {f"targets/{plan['plan']}.yaml": plan for plan in draw(plans())}
    if signed:
        lines = [
            {
                "unit": unit,
                "indicator": "web",
                "rating": seen[key],
                "by": "Tổ công tác",
                "on": "2023-09-05",
                "evidence": "Biên bản",
            }
            for key in signed
            for unit in [key[0]]
        ]
        contents["ratings/08.yaml"] = {"period": LABELS[-1], "ratings": lines}
    texts = {name: yaml.safe_dump(content, allow_unicode=True, sort_keys=False) for name, content in contents.items()}
    return texts, {key: value for key, value in seen.items() if key not in signed}


ADDS = st.sampled_from(["sum", "sum", "end", "never"])
WORKSPACE = {
    "issuer": {"name": "UBND huyện", "place": "Huyện"},
    "papers": {"default": {"symbol": "UBND", "copies": ["Lưu"], "signature": {"lines": ["CHỦ TỊCH"]}}},
    "units": "units.yaml",
    "indicators": "indicators.yaml",
    "plans": ["targets/*.yaml"],
    "layouts": ["layouts/*.yaml"],
    "policy": "policy.yaml",
}
