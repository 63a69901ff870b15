"""Plans in a line: ``id[from..to] >replaced: indicator=threshold(group)/cumulative_from, …`` -> YAML."""

import re

UNITS = """\
groups:
  - {id: departments, level: district, name: Khối phòng, units: [Phòng A]}
  - {id: communes, level: commune, name: Khối xã, units: [Xã B, Xã C]}
"""
SIGNS = {">=": "at_least", ">": "more_than", "<=": "at_most", "<": "less_than", "=": "exactly"}
PLAN = re.compile(r"(\w+)\[(\S+)\.\.(\S+)\](?: >(\w+))?: (.*)")
TARGET = re.compile(r"(\w+) ?(?:\+(\d+) on (\w+)|(>=|<=|>|<|=)(\d+)|\?)(?: for ([\w-]+))?(?: from (\S+))?(?: in (\w+))?")


def written(plan):
    """A plan in YAML."""
    name, start, end, replaced, targets = PLAN.fullmatch(plan).groups()
    lines = [
        f"plan: {name}", f"title: {name}", "issuer: UBND", f"applies: {{from: {start}, to: {end}}}",
        f"replaces: [{replaced or ''}]", "sections: [{id: one, title: A}, {id: two, title: B}]", "targets:",
    ]  # fmt: skip
    for target in targets.split(", "):
        indicator, points, base, sign, value, group, since, section = TARGET.fullmatch(target).groups()
        lines.append(f"  - indicator: {indicator}")
        lines += [f"    raise: {{plan: {base}, points: {points}}}"] if points else []
        lines += [f"    {SIGNS[sign]}: {value}%"] if sign else []
        lines += [f"    for: {group}"] if group else []
        lines += [f"    cumulative_from: {since}"] if since else []
        lines += [f"    section: {section}"] if section else []
    return "\n".join(lines) + "\n"
