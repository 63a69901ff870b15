"""What can be wrong with templates, letters, the ledger, and what a command was given."""

from __future__ import annotations

from functools import partial

from cccc.messages import m
from cccc.rulebook.entries import Chapter, Entry, Example, RuleSource

_error = partial(Entry, Chapter.COMMANDS, "error", source=RuleSource.LEDGER)
_warning = partial(Entry, Chapter.COMMANDS, "warning", source=RuleSource.RULES)

COMMANDS = (
    _error(
        "no-workspace",
        m("There is no `cccc.yaml` in this folder or above it."),
        m("Go to the office's folder, give `--workspace`, or begin with `cccc init`."),
        Example("", "cccc check", "cccc init tu-ky\ncd tu-ky\ncccc check"),
        source=RuleSource.FORMAT,
    ),
    _error(
        "taken-name",
        m("`cccc units alias` was given a name that is another unit's, or none."),
        m("Correct it, or give the alias dates."),
        Example("$", 'cccc units alias "UBND xã Hà Kỳ" xa-tan-ky', 'cccc units alias "UBND xã Tân Kì" xa-tan-ky'),
        source=RuleSource.FORMAT,
    ),
    _error(
        "not-amended",
        m("The units file is written so that the alias would reach other units too; nothing was written."),
        m("Add the line by hand."),
        Example("units.yaml", "aliases: &spellings [HK]}", "aliases: [HK, Hà Kì]}"),
        source=RuleSource.FILES,
    ),
    _error(
        "template",
        m("A template cannot be used; what is wrong with its syntax is told in Jinja's own words."),
        m("Correct the template at that line."),
        Example("templates/notice.md", "{% for nothing %}\n", "Kết quả {{ period }}.\n"),
        source=RuleSource.TEMPLATES,
    ),
    _error(
        "base-style",
        m("The base document that `letterhead:` names lacks a style."),
        m("Start again from a copy made with `cccc init --letterhead`; keep the names of the styles."),
        Example("cccc.yaml", "letterhead: house.docx\n", "letterhead: null\n"),
        source=RuleSource.TEMPLATES,
    ),
    _error(
        "base-page",
        m("The base document that `letterhead:` names has no page size and margins."),
        m("Start again from a copy made with `cccc init --letterhead`."),
        Example("", "letterhead: house.docx", "cccc init --letterhead house.docx"),
        source=RuleSource.TEMPLATES,
    ),
    _error(
        "unknown-template",
        m("No template of this name."),
        m("Take one of those named."),
        Example("$", "cccc letter notise", "cccc letter notice"),
        source=RuleSource.TEMPLATES,
    ),
    _error(
        "not-evaluated",
        m("A letter is asked for before any evaluation was saved."),
        m("Run `cccc evaluate` first."),
        Example("", "cccc letter", "cccc evaluate inputs/2023-08.xlsx\ncccc letter"),
    ),
    _warning(
        "praised-and-criticised",
        m("A letter both praises and criticises one unit; a warning."),
        m("Strike one of the two."),
        Example("policy.yaml", "      website_posting: {period: missed}", "      website_posting: {period: met}"),
    ),
    _warning(
        "small-denominator",
        m(
            "A criticism rests on fewer dossiers than the policy's `min_denominator`, as where another figure let "
            "the rule hold, or the policy was changed since; a warning."
        ),
        m("Leave the criticism out, or lower the bound if it is meant."),
        Example("policy.yaml", "min_denominator: 35", "min_denominator: 30"),
    ),
    _warning(
        "source-changed",
        m("A figure behind a finding is another in the ledger now, or a file that was evaluated holds other bytes; a warning."),
        m("Evaluate again, then draft the letter."),
        Example("", "cccc letter --period 2023-08", "cccc evaluate inputs/2023-08.xlsx\ncccc letter --period 2023-08"),
        source=RuleSource.LEDGER,
    ),
    _error(
        "not-overwritten",
        m("The file was not written by cccc, or a person has edited it since."),
        m("Give another `--output`; `--force` overwrites."),
        Example("$", "cccc letter", "cccc letter --output letters/ban-2.docx"),
        source=RuleSource.FILES,
    ),
    _error(
        "not-written",
        m("The file cannot be written."),
        m("Close it in Word, or give another `--output`."),
        Example("$", "cccc letter --output inputs --force", "cccc letter --output letters/notice.docx"),
        source=RuleSource.FILES,
    ),
    _error(
        "unknown-draft",
        m("The signed letter was not made from a draft of cccc."),
        m("Give the `.docx` that was edited from the draft."),
        Example(
            "",
            "cccc issue letter.docx --number 1 --date 2023-09-15",
            "cccc issue letters/notice-2023-08.docx --number 1 --date 2023-09-15",
        ),
    ),
    _error(
        "unknown-finding",
        m("The letter holds findings that this workspace's ledger does not know, as after `letter --from` without `evaluate`."),
        m("Evaluate the exports, then issue."),
        Example("", "cccc letter --from inputs/2023-08.xlsx", "cccc evaluate inputs/2023-08.xlsx\ncccc letter"),
    ),
    _error(
        "tracked-changes",
        m("The letter holds tracked changes that were neither accepted nor rejected."),
        m("Accept or reject them all in Word."),
        Example("", "cccc letter --final letters/notice-2023-08.docx", "Word: Review > Accept > Accept All Changes"),
    ),
    _error(
        "paper-number",
        m("The number is taken by another paper of the year, or no such paper is in force."),
        m("Correct the number; `cccc issue --undo` takes a paper back."),
        Example(
            "$", "cccc issue second.docx --number 1 --date 2023-09-16", "cccc issue second.docx --number 2 --date 2023-09-16"
        ),
    ),
    _error(
        "paper-effect",
        m("A paper is said to replace, correct or withdraw one that the ledger does not know, or that is in force no more."),
        m("Correct the number and the year of that paper."),
    ),
    _warning(
        "answer-by",
        m(
            "A paper asks for its answer before its own day; a warning of `cccc letter`. A draft's day is the "
            "first of the month that its date line shows."
        ),
        m("Correct `answer_by:`."),
        Example("cccc.yaml", "answer_by: 2023-08-31", "answer_by: 2023-09-30"),
        source=RuleSource.FORMAT,
    ),
    _error(
        "no-finding",
        m("A letter of praise, reminder or criticism is asked for on a unit without such a finding."),
        m("Draft what it has."),
        Example("", "cccc letter praise --unit xa-ha-ky", "cccc letter reminder --unit xa-ha-ky"),
        source=RuleSource.RULES,
    ),
    _error(
        "altered-figures",
        m("An edited draft says something else than the ledger, and is to become the copy to be signed."),
        m("Correct what is told above it, or write the copy with `--force`."),
    ),
    _error(
        "ledger",
        m("The ledger cannot be used: damaged, locked, of another program, of a newer cccc, on a full or read-only disk."),
        m("Do what the message says; keep copies of the ledger."),
        Example("cccc.yaml", "ledger: units.yaml", "ledger: .cccc/ledger.db"),
    ),
    _warning(
        "issued-figure-changed",
        m("A figure behind a finding of an issued paper is another in the ledger now; a warning."),
        m("Look which is right; record a paper that corrects or replaces it with `cccc issue --corrects` or `--replaces`."),
        source=RuleSource.LEDGER,
    ),
    _error(
        "missing-predecessor",
        m("A paper prints an ordinal whose predecessor was never issued."),
        m("Take the earlier ones over with `cccc history import`, or correct the ordinal in the paper."),
    ),
    _error(
        "ledger-fault",
        m("`cccc ledger check` finds in the ledger what is not as it was written."),
        m("Restore a backup: `cccc ledger restore`."),
    ),
    _error(
        "no-revision",
        m("`cccc diff` is given a name that is neither a folder with a workspace nor a revision of git."),
        m("Give a folder, or a revision of the repository that holds this workspace."),
        Example("", "cccc diff mian HEAD", "cccc diff main HEAD"),
        source=RuleSource.FORMAT,
    ),
)
