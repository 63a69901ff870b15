-- The ledger as first released.  A released file is never edited: a change is the next number.
-- Exact numbers are text ("p" or "p/q"), days and times ISO 8601 text, lists JSON arrays.

-- observations ------------------------------------------------------------------------------------

create table import (
    id integer primary key,
    file text not null,                                 -- as the user typed it
    name text not null,                                 -- the same, however it was typed (./a.xlsx is a.xlsx)
    sha256 text not null,
    digest text not null,                               -- of its figures: units and layouts may read the same bytes anew
    imported_at text not null
);
create index import_by_name on import (name);

-- Every figure of every import stays.  Live is the one that counts for its unit, about and span; one that is not live
-- was superseded, was retired (ended and not superseded), or only confirms what another file had said before.
create table observation (
    id integer primary key,
    import integer not null references import (id),
    unit text,                                          -- null: the total row
    kind text not null,
    about text not null,
    start text not null,
    finish text not null,
    reach text not null,                                -- the window
    value text,
    rating text,
    margin text not null,
    sheet text not null,
    sheet_order integer not null,
    cells text not null,
    live integer not null,
    superseded_by integer references observation (id),
    ended_by integer references import (id),            -- the later import of the same file that speaks of the same span
    check ((value is null) <> (rating is null)),
    check (live in (0, 1))
);
create index observation_by_finish on observation (finish);

-- evaluations -------------------------------------------------------------------------------------

create table evaluation (
    id integer primary key,
    start text not null,
    finish text not null,
    as_of text,
    digest text not null,                               -- SHA-256 of all that is stored of it
    made_at text not null,
    made_by text not null                               -- the version of cccc
);
create index evaluation_by_period on evaluation (start, finish);

-- Which evaluation was asked for last: one that is made again unchanged is not stored again.
create table run (
    id integer primary key,
    evaluation integer not null references evaluation (id),
    ran_at text not null
);

create table evaluation_input (
    evaluation integer not null references evaluation (id),
    position integer not null,
    file text not null,
    sha256 text not null,
    primary key (evaluation, position)
) without rowid;

create table evaluation_source (
    evaluation integer not null references evaluation (id),
    position integer not null,
    source text not null,
    primary key (evaluation, position)
) without rowid;

create table target (
    evaluation integer not null references evaluation (id),
    position integer not null,
    plan text not null,
    indicator text not null,
    units text not null,
    operator text,
    threshold text,
    cumulative_from text not null,
    windows text not null,
    file text not null,
    line integer,
    "column" integer,
    sheet text,
    cell text,
    sheet_order integer not null,
    issuer text not null,
    cite text,
    assumed integer not null,
    note text,
    section text,
    lead text,
    assessor text,
    raised_plan text,
    raised_points text,
    primary key (evaluation, position)
) without rowid;

-- numerator and denominator have no column type: a count too large for SQLite's integers is kept as text
create table assessment (
    evaluation integer not null references evaluation (id),
    position integer not null,
    unit text not null,
    indicator text not null,
    reach text not null,
    start text not null,
    finish text not null,
    status text not null,
    numerator,
    denominator,
    value text,
    rating text,
    display text,
    change text,
    target integer,
    missing text not null,
    sources text not null,                              -- [[file, sheet, [cell, …], sheet_order], …]
    primary key (evaluation, position),
    foreign key (evaluation, target) references target (evaluation, position)
) without rowid;

create table total (
    evaluation integer not null references evaluation (id),
    position integer not null,
    unit_group text,                                    -- null: the whole
    indicator text not null,
    reach text not null,
    start text,
    finish text,
    numerator,
    denominator,
    value text,
    display text,
    change text,
    primary key (evaluation, position)
) without rowid;

create table finding (
    evaluation integer not null references evaluation (id),
    withheld integer not null,                          -- 1: too few dossiers; told, never proposed
    position integer not null,
    key text not null,
    rule text not null,
    kind text not null,
    unit text not null,
    indicators text not null,
    also text not null,
    occurrence integer,
    primary key (evaluation, withheld, position)
) without rowid;
create index finding_by_key on finding (key);
create index finding_by_unit on finding (unit);

-- papers ------------------------------------------------------------------------------------------

create table paper (
    id integer primary key,
    number text not null,
    year integer not null,
    dated text not null,
    file text not null,
    sha256 text not null,
    start text not null,
    finish text not null,
    template text not null,
    issued_at text not null,
    withdrawn_at text
);
create unique index paper_in_force on paper (number, year) where withdrawn_at is null;

-- what a paper says of each finding that its draft carried
create table paper_finding (
    paper integer not null references paper (id),
    position integer not null,
    key text not null,
    stands integer not null,                            -- 0: struck out of the signed file
    start text not null,
    finish text not null,
    rule text not null,
    kind text not null,
    unit text not null,
    indicators text not null,
    also text not null,
    occurrence integer,
    primary key (paper, position)
) without rowid;
create index paper_finding_by_unit on paper_finding (unit);

-- findings issued before the ledger began
create table takeover (
    id integer primary key,
    file text not null,
    sha256 text not null,
    taken_at text not null
);
create table takeover_finding (
    id integer primary key,
    takeover integer not null references takeover (id),
    start text not null,
    finish text not null,
    kind text not null,
    unit text not null,
    indicators text not null,
    number text,
    dated text
);
create index takeover_finding_by_unit on takeover_finding (unit);

-- files -------------------------------------------------------------------------------------------

-- every content that cccc itself wrote to a path, so that a file that someone edited is known as such
create table written (
    path text not null,
    sha256 text not null,
    primary key (path, sha256)
) without rowid;
