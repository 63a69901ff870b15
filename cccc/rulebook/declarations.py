"""What can be wrong with what one declaration says of another, and what ``cccc check`` doubts, though nothing stops at it."""

from __future__ import annotations

from functools import partial

from cccc.messages import m
from cccc.rulebook.entries import Chapter, Entry, Example, RuleSource

_references = partial(Entry, Chapter.REFERENCES, "error", source=RuleSource.FORMAT)
_doubts = partial(Entry, Chapter.DOUBTS, "warning", source=RuleSource.ASSIGNING)

REFERENCES = (
    _references(
        "duplicate-id",
        m("Two units, groups, plans, indicators, rules or statements have one id."),
        m("Give one of them another: `{{name: …, id: …}}`."),
        Example("units.yaml", "Xã Tân Kỳ, Xã Tân Kỷ]", "Xã Tân Kỳ, {name: Xã Tân Kỷ, id: xa-tan-ky-2}]"),
    ),
    _references(
        "duplicate-code",
        m("Two units have one code on one day."),
        m("Correct one, or say until when it held."),
        Example("units.yaml", "      - {name: Xã Tân Kỳ, code: H23.02}", "      - {name: Xã Tân Kỳ, code: H23.04}"),
    ),
    _references(
        "unknown-indicator",
        m("No indicator of this id, neither built in nor of the workspace."),
        m("Take the one that is offered, or declare it in `indicators.yaml`."),
        Example("targets/2023.yaml", "indicator: online_paymnet", "indicator: online_payment"),
    ),
    _references(
        "unknown-unit",
        m("No group, level or unit of this id."),
        m("Take the one that is offered; an id is the name in ASCII: `xa-ha-ky`."),
        Example("targets/2023.yaml", "for: [comunes]", "for: [communes]"),
    ),
    _references(
        "unknown-plan",
        m("`replaces:` or `raise:` names no plan of the workspace."),
        m("Add the plan under `plans:`, or correct its id."),
        Example("targets/2023.yaml", "replaces: [nam-2022]\n", "replaces: []\n"),
    ),
    _references(
        "unknown-section",
        m("`section:` names none of the plan's sections."),
        m("Declare it under `sections:`."),
        Example(
            "targets/2023.yaml",
            "targets:\n  - {indicator: online_payment, at_least: 30%, section: muc-1}",
            (
                "sections: [{id: muc-1, title: Dịch vụ công}]\ntargets:\n"
                "  - {indicator: online_payment, at_least: 30%, windows: [period], section: muc-1}"
            ),
        ),
    ),
    _references(
        "unknown-measure",
        m("`sums:` names a measure that the layout does not read."),
        m("Correct it, or add its heading under `measures:`."),
        Example("layouts/monthly.yaml", "[payment_ofline]", "[payment_online]"),
    ),
    _references(
        "layouts-tie",
        m(
            "Two layouts of the workspace fit a table equally well, but read different columns, and no `sums:` "
            "tell which is right; nothing is taken from that sheet."
        ),
        m("Remove one, or tell them apart with `sheet:` or `sums:`."),
        Example("layouts/quarterly.yaml", "table:\n  unit: Đơn vị\n", "table:\n  sheet: Quý *\n  unit: Đơn vị\n"),
        source=RuleSource.EXPORTS,
    ),
    _references(
        "raise",
        m(
            "The plan to be raised has no target for this indicator and all of these units, or plans raise one "
            "another in a circle."
        ),
        m("Name the plan that has one; a target without threshold will do where the figure is not known yet."),
        Example("targets/2023.yaml", "raise: {plan: nam-2023, points: 5}, windows", "at_least: 30%, windows"),
        source=RuleSource.ASSIGNING,
    ),
    _references(
        "no-such-file",
        m("A file that `cccc.yaml` names is not there."),
        m("Correct the path; it starts from the folder of `cccc.yaml`."),
        Example("cccc.yaml", "units: unit.yaml", "units: units.yaml"),
    ),
    _references(
        "unknown-kind",
        m("A file given to `cccc check` is none of cccc's."),
        m("Give another file."),
        Example("$", "cccc check notes.yaml", "cccc check targets/2023.yaml"),
        source=RuleSource.GATE,
    ),
    _references(
        "succession",
        m(
            "A unit is formed from another (`formed_from:`), but their days do not follow one another, they are "
            "formed from each other, or it carries on one that it is not formed from."
        ),
        m("Write `valid: {{to: …}}` at the earlier unit and `valid: {{from: …}}` at the later one."),
        Example(
            "",
            "- Xã Hà Kỳ\n- {name: Xã Tứ Kỳ, valid: {from: 2025-07-01}, formed_from: [xa-ha-ky]}",
            (
                "- {name: Xã Hà Kỳ, valid: {to: 2025-06-30}}\n"
                "- {name: Xã Tứ Kỳ, valid: {from: 2025-07-01}, formed_from: [xa-ha-ky]}"
            ),
        ),
        source=RuleSource.SUCCESSION,
    ),
    _references(
        "ladder",
        m(
            "The ladder under `escalate:` is none: it goes down, mixes praise with reminders, or ends in another "
            "kind than the rule's."
        ),
        m("Write its steps from the mildest to the gravest, the last of the rule's `kind`."),
        Example(
            "",
            "    kind: criticism\n    escalate: {per: year, steps: [criticism, reminder]}",
            "    kind: criticism\n    escalate: {per: year, steps: [reminder, criticism]}",
        ),
    ),
)

DOUBTS = (
    _doubts(
        "assumed-without-note",
        m("A threshold is `assumed` and nothing says why; a warning."),
        m("Add `note:`."),
        Example(
            "targets/2023.yaml", "at_least: 30%, assumed: true", "at_least: 30%, assumed: true, note: văn bản không nêu mức"
        ),
        source=RuleSource.CITING,
    ),
    _doubts(
        "no-citation",
        m("Nothing says where the document assigns the target; a warning."),
        m("Add `cite:` with the clause."),
        Example("targets/2023.yaml", "at_least: 30%, windows", "at_least: 30%, cite: mục 5, windows"),
        source=RuleSource.CITING,
    ),
    _doubts(
        "coverage-gap",
        m("Between two plans there are days on which units have no target; a warning."),
        m("Let one of the plans apply then, or add what holds."),
        Example(
            "targets/ket-thuc-2023.yaml",
            "applies: {from: 2023-08-01, to: 2023-12-31}",
            "applies: {from: 2023-07-01, to: 2023-12-31}",
        ),
    ),
    _doubts(
        "coverage-hole",
        m("Some units of a group lack a target that the others of it have; a warning."),
        m("Name the group under `for:`, or say why in `note:`."),
        Example("targets/2023.yaml", "for: [thi-tran-tu-ky, xa-ha-ky]", "for: [communes]"),
    ),
    _doubts(
        "below-assigned",
        m("A lower office's plan asks for less than the higher one's target that it replaces; a warning."),
        m("Ask for no less, or let the higher plan hold."),
        Example("targets/huyen.yaml", "at_least: 20%", "at_least: 35%"),
    ),
    _doubts(
        "no-successor",
        m("A plan ends and no later plan takes up all that it judged; a warning."),
        m("Add the plan that follows, or `status: ended`."),
        Example("targets/2023.yaml", "status: in_force", "status: ended"),
    ),
    _doubts(
        "review-due",
        m("A plan was to be looked at again by its `review_due:`; told with `--at`; a warning."),
        m("Look whether it still holds, then set another day."),
        Example("targets/2023.yaml", "review_due: 2023-06-30", "review_due: 2024-06-30"),
    ),
    _doubts(
        "unfed-target",
        m("No layout reads what a target is judged by; a warning."),
        m("Add it to a layout; `cccc inspect --write-layout` drafts one."),
        Example(
            "layouts/monthly.yaml",
            "  measures: {payment_total: Tổng số, payment_online: Trực tuyến}\n",
            (
                "  measures:\n    payment_total: Tổng số\n    payment_online: Trực tuyến\n"
                "    petitions_total: Phản ánh, kiến nghị / Tổng số\n"
                "    petitions_answered: Phản ánh, kiến nghị / Đã trả lời\n"
            ),
        ),
        source=RuleSource.EXPORTS,
    ),
    _doubts(
        "dead-rule",
        m("A rule never speaks, since others always come first; a warning."),
        m("Move it before them, narrow them, or remove it."),
        Example(
            "policy.yaml",
            "    kind: reminder\n    indicators: [online_payment]\n    when: {period: missed}\n",
            (
                "    kind: reminder\n    indicators: [online_payment]\n"
                "    when: {all: [{period: missed}, {period: {at_least: 20%}}]}\n"
            ),
        ),
        source=RuleSource.RULES,
    ),
    _doubts(
        "unreachable-finding",
        m("What a rule asks for can never be, as the targets of its units are; a warning."),
        m("Give the units a target for it, or correct the condition, the target's `windows:` or `for:`."),
        Example("policy.yaml", "all: {online_payment: {cumulative: met}}", "all: {online_payment: {period: met}}"),
        source=RuleSource.RULES,
    ),
    _doubts(
        "uncovered-status",
        m("A target can be missed in a way that no rule answers; a warning."),
        m("Add a rule for it, or let it be and say why: `# cccc: allow uncovered-status: …`."),
        Example("policy.yaml", "    when: {period: {less_than: 10%}}\n", "    when: {period: missed}\n"),
        source=RuleSource.RULES,
    ),
    _doubts(
        "authority",
        m("The lines above a signature are not as the decree writes who signs for whom; a warning of `cccc check`."),
        m("TM. before a collective body, KT. above a deputy's post."),
        Example("cccc.yaml", "lines: [KT. CHỦ TỊCH, CHÁNH VĂN PHÒNG]", "lines: [KT. CHỦ TỊCH, PHÓ CHỦ TỊCH]"),
        source=RuleSource.DECREE_SIGNATURE,
    ),
    _doubts(
        "level",
        m(
            "A plan judges units of a district after 1 July 2025, or an office of a huyện, quận, thị xã or thị "
            "trấn signs then; a warning of `cccc check`, the latter of `cccc letter` too."
        ),
        m("Write `valid: {{to: 2025-06-30}}`, or another `level`; name the office that is there now."),
        Example("units.yaml", "    level: district\n", "    level: province\n"),
        source=RuleSource.LEVELS,
    ),
    _doubts(
        "document-number",
        m("A plan's `number:` has not the shape of any; a warning of `cccc check`."),
        m("Write number and symbol, as `22/KH-UBND`; `null` where it is not known."),
        Example("targets/2023.yaml", "number: kế hoạch tháng 02", "number: 02/KH-UBND"),
        source=RuleSource.DECREE_SYMBOL,
    ),
    _doubts(
        "document-date",
        m(
            "A plan's document was issued after the plan's last day, or in another year than its number says "
            "(45/2020/NĐ-CP); a warning of `cccc check`."
        ),
        m("Correct `issued:`, `applies:` or `number:`."),
        Example("targets/2023.yaml", "issued: 2024-02-05", "issued: 2023-02-05"),
        source=RuleSource.CITING,
    ),
    _doubts(
        "unreachable-branch",
        m("A branch of a template that no data can reach; a warning."),
        m("Correct its condition, or remove it."),
        Example("templates/notice.md", "{% if period and not period %}\nA\n{% endif %}\n", ""),
        source=RuleSource.TEMPLATES,
    ),
    _doubts(
        "allow-reason",
        m("An `allow` without a reason has no effect; a warning."),
        m("Write the reason behind the rule's name and a colon."),
        Example(
            "units.yaml",
            "    # cccc: allow level\n    level: district\n",
            "    # cccc: allow level: các phòng còn đến khi sắp xếp xong\n    level: district\n",
        ),
        source=RuleSource.GATE,
    ),
    _doubts(
        "allow-error",
        m("An `allow` names an error, and an error cannot be let pass; a warning."),
        m("Mend what is wrong and take the `allow` away."),
        Example(
            "targets/2023.yaml", "    at_least: 30  # cccc: allow threshold: chờ văn bản thay thế\n", "    at_least: 30%\n"
        ),
        source=RuleSource.GATE,
    ),
    _doubts(
        "allow-nothing",
        m("An `allow` lets nothing pass: the warning is gone, the rule is misspelt, or it stands elsewhere; a warning."),
        m("Take it away, or correct the rule and the place."),
        Example("units.yaml", "    # cccc: allow lev: các phòng còn đến hết 2025\n", ""),
        source=RuleSource.GATE,
    ),
    _doubts(
        "allow-expired",
        m("An `allow` of `cccc.yaml` is past its `until:` and has no effect; a warning."),
        m("See whether the warning may still be let pass; write another day, or mend it."),
        Example(
            "cccc.yaml", "allow:\n  - {rule: level, file: units.yaml, reason: chờ sắp xếp, until: 2023-12-31}\n", "allow: []\n"
        ),
        source=RuleSource.GATE,
    ),
)
