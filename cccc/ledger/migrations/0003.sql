-- By what figures were read, verdicts given and papers drafted; what papers do to one another; who signed what was changed.

-- declarations ------------------------------------------------------------------------------------

-- The files that an office had declared at one time (targets, units, policy, …), by their content.
create table declared (
    id integer primary key,
    digest text not null unique                         -- SHA-256 of its files
);
create table declared_file (
    declared integer not null references declared (id),
    position integer not null,
    role text not null,                                 -- workspace, units, indicators, policy, plan, layout, template, …
    file text not null,
    sha256 text not null,
    primary key (declared, position)
) without rowid;

-- null: from before the ledger kept it
alter table import add column declared integer references declared (id);
alter table import add column made_by text;             -- the version of cccc
alter table run add column declared integer references declared (id);
alter table run add column made_by text;

-- drafts ------------------------------------------------------------------------------------------

-- Every paper that was written, with what it was made of; a file that people edited still carries the digest.
create table draft (
    id integer primary key,
    digest text not null,                               -- SHA-256 of its words
    path text not null,
    sha256 text not null,                               -- of the file as it was written
    template text not null,
    start text not null,
    finish text not null,
    evaluation integer references evaluation (id),      -- null: of files or plans alone
    declared integer references declared (id),
    made_at text not null,
    made_by text not null
);
create index draft_by_digest on draft (digest);

-- papers ------------------------------------------------------------------------------------------

alter table paper add column draft integer references draft (id);
alter table paper add column evaluation integer references evaluation (id);      -- whose figures it rests on
alter table paper add column made_by text;
alter table paper add column confirmed_by text;         -- who struck or changed what differs from the draft
alter table paper add column reason text;
alter table paper add column undone_by text;
alter table paper add column undone_for text;
alter table paper_finding add column changes text not null default '[]';         -- [[what, drafted, signed], …]

-- What a paper does to an earlier one; taken back with the paper that does it.
create table paper_effect (
    paper integer not null references paper (id),
    number text not null,
    year integer not null,
    effect text not null,
    other integer references paper (id),                -- null: issued before the ledger began
    primary key (paper, number, year),
    check (effect in ('replaces', 'corrects', 'withdraws'))
) without rowid;
create index paper_effect_by_other on paper_effect (other);

-- The papers that speak today, and the findings that stand in them.
create view standing_paper as
    select paper.* from paper
    where withdrawn_at is null and not exists (
        select 1 from paper_effect join paper as later on later.id = paper_effect.paper
        where paper_effect.other = paper.id and effect in ('replaces', 'withdraws') and later.withdrawn_at is null
    );
create view standing_finding as
    select paper_finding.* from paper_finding join standing_paper on standing_paper.id = paper_finding.paper
    where stands and not exists (
        select 1 from paper_effect
        join standing_paper as later on later.id = paper_effect.paper
        join paper_finding as again on again.paper = later.id and again.key = paper_finding.key
        where paper_effect.other = paper_finding.paper and effect = 'corrects'
    );
create view standing_takeover as
    select takeover_finding.* from takeover_finding
    where not exists (
        select 1 from paper_effect join paper as later on later.id = paper_effect.paper
        where paper_effect.other is null and effect in ('replaces', 'withdraws') and later.withdrawn_at is null
        and paper_effect.number = takeover_finding.number and paper_effect.year = cast(substr(coalesce(takeover_finding.dated, takeover_finding.finish), 1, 4) as integer)
    );

-- findings ----------------------------------------------------------------------------------------

-- withheld: 2 is a finding that is not proposed since its unit is exempt
alter table finding add column step text;               -- what the ladder asks for beyond the kind
alter table finding add column exemption text;          -- [reason, until, cite]
alter table paper_finding add column step text;

-- changes -----------------------------------------------------------------------------------------

-- against the same period of the year before
alter table assessment add column change_year text;
alter table total add column change_year text;
