-- The headings of every table that was read, as its file shows them: what the next file of the kind is held against.
create table heading (
    id integer primary key,
    import integer not null references import (id),
    seen_at text not null,
    position integer not null,                          -- among the tables that were read from the file
    layout text not null,
    sheet text not null,
    finish text,                                        -- the last day of the table's period
    columns text not null                               -- [[column, [level, …]], …]
);
create index heading_by_import on heading (import);
