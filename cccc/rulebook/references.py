"""What can be wrong with what one declaration says of another."""

from __future__ import annotations

from cccc.messages import m
from cccc.rulebook import sources
from cccc.rulebook.entries import Entry, Part

REFERENCES = (
    Entry(
        "duplicate-id",
        Part.REFERENCES,
        "error",
        m("Two units, groups, plans, indicators, rules or statements have one id."),
        m("Give one of them another: `{{name: …, id: …}}`."),
        sources.FORMAT,
        file="units.yaml",
        wrong="Xã Tân Kỳ, Xã Tân Kỷ]",
        right="Xã Tân Kỳ, {name: Xã Tân Kỷ, id: xa-tan-ky-2}]",
    ),
    Entry(
        "duplicate-code",
        Part.REFERENCES,
        "error",
        m("Two units have one code on one day."),
        m("Correct one, or say until when it held."),
        sources.FORMAT,
        file="units.yaml",
        wrong="      - {name: Xã Tân Kỳ, code: H23.02}",
        right="      - {name: Xã Tân Kỳ, code: H23.04}",
    ),
    Entry(
        "unknown-indicator",
        Part.REFERENCES,
        "error",
        m("No indicator of this id, neither built in nor of the workspace."),
        m("Take the one that is offered, or declare it in `indicators.yaml`."),
        sources.FORMAT,
        file="targets/2023.yaml",
        wrong="indicator: online_paymnet",
        right="indicator: online_payment",
    ),
    Entry(
        "unknown-unit",
        Part.REFERENCES,
        "error",
        m("No group, level or unit of this id."),
        m("Take the one that is offered; an id is the name in ASCII: `xa-ha-ky`."),
        sources.FORMAT,
        file="targets/2023.yaml",
        wrong="for: [comunes]",
        right="for: [communes]",
    ),
    Entry(
        "unknown-plan",
        Part.REFERENCES,
        "error",
        m("`replaces:` or `raise:` names no plan of the workspace."),
        m("Add the plan under `plans:`, or correct its id."),
        sources.FORMAT,
        file="targets/2023.yaml",
        wrong="replaces: [nam-2022]\n",
        right="replaces: []\n",
    ),
    Entry(
        "unknown-section",
        Part.REFERENCES,
        "error",
        m("`section:` names none of the plan's sections."),
        m("Declare it under `sections:`."),
        sources.FORMAT,
        file="targets/2023.yaml",
        wrong=("targets:\n  - {indicator: online_payment, at_least: 30%, section: muc-1}"),
        right=(
            "sections: [{id: muc-1, title: Dịch vụ công}]\n"
            "targets:\n"
            "  - {indicator: online_payment, at_least: 30%, windows: [period], section: muc-1}"
        ),
    ),
    Entry(
        "unknown-measure",
        Part.REFERENCES,
        "error",
        m("`sums:` names a measure that the layout does not read."),
        m("Correct it, or add its heading under `measures:`."),
        sources.FORMAT,
        file="layouts/monthly.yaml",
        wrong="[payment_ofline]",
        right="[payment_online]",
    ),
    Entry(
        "layouts-tie",
        Part.REFERENCES,
        "error",
        m(
            "Two layouts of the workspace fit a table equally well, but read different columns, and no `sums:` "
            "tell which is right; nothing is taken from that sheet."
        ),
        m("Remove one, or tell them apart with `sheet:` or `sums:`."),
        sources.EXPORTS,
        file="layouts/quarterly.yaml",
        wrong=("table:\n  unit: Đơn vị\n"),
        right=("table:\n  sheet: Quý *\n  unit: Đơn vị\n"),
    ),
    Entry(
        "raise",
        Part.REFERENCES,
        "error",
        m(
            "The plan to be raised has no target for this indicator and all of these units, or plans raise one "
            "another in a circle."
        ),
        m("Name the plan that has one; a target without threshold will do where the figure is not known yet."),
        sources.ASSIGNING,
        file="targets/2023.yaml",
        wrong="raise: {plan: nam-2023, points: 5}, windows",
        right="at_least: 30%, windows",
    ),
    Entry(
        "no-such-file",
        Part.REFERENCES,
        "error",
        m("A file that `cccc.yaml` names is not there."),
        m("Correct the path; it starts from the folder of `cccc.yaml`."),
        sources.FORMAT,
        file="cccc.yaml",
        wrong="units: unit.yaml",
        right="units: units.yaml",
    ),
    Entry(
        "unknown-kind",
        Part.REFERENCES,
        "error",
        m("A file given to `cccc check` is none of cccc's."),
        m("Give another file."),
        sources.GATE,
        file="$",
        wrong="cccc check notes.yaml",
        right="cccc check targets/2023.yaml",
    ),
    Entry(
        "succession",
        Part.REFERENCES,
        "error",
        m(
            "A unit is formed from another (`formed_from:`), but their days do not follow one another, they are "
            "formed from each other, or it carries on one that it is not formed from."
        ),
        m("Write `valid: {{to: …}}` at the earlier unit and `valid: {{from: …}}` at the later one."),
        sources.SUCCESSION,
        wrong=("- Xã Hà Kỳ\n- {name: Xã Tứ Kỳ, valid: {from: 2025-07-01}, formed_from: [xa-ha-ky]}"),
        right=(
            "- {name: Xã Hà Kỳ, valid: {to: 2025-06-30}}\n"
            "- {name: Xã Tứ Kỳ, valid: {from: 2025-07-01}, formed_from: [xa-ha-ky]}"
        ),
    ),
    Entry(
        "ladder",
        Part.REFERENCES,
        "error",
        m(
            "The ladder under `escalate:` is none: it goes down, mixes praise with reminders, or ends in another "
            "kind than the rule's."
        ),
        m("Write its steps from the mildest to the gravest, the last of the rule's `kind`."),
        sources.FORMAT,
        wrong=("    kind: criticism\n    escalate: {per: year, steps: [criticism, reminder]}"),
        right=("    kind: criticism\n    escalate: {per: year, steps: [reminder, criticism]}"),
    ),
)
