BEGIN TRANSACTION;
CREATE TABLE assessment (
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
INSERT INTO "assessment" VALUES(1,0,'xa-ha-ky','online_payment','period','2023-07-01','2023-07-31','missed',5,28,'125/7',NULL,NULL,NULL,0,'[]','[["8.xlsx","Tháng 8",["C7","D7"],0]]');
INSERT INTO "assessment" VALUES(2,0,'xa-ha-ky','online_payment','period','2023-08-01','2023-08-31','missed',5,28,'125/7',NULL,NULL,NULL,0,'[]','[["8.xlsx","Tháng 8",["C7","D7"],0]]');
INSERT INTO "assessment" VALUES(3,0,'xa-ha-ky','online_payment','period','2023-08-01','2023-08-31','missed',6,28,'150/7',NULL,NULL,NULL,0,'[]','[["8.xlsx","Tháng 8",["C7","D7"],0]]');
CREATE TABLE evaluation (
    id integer primary key,
    start text not null,
    finish text not null,
    as_of text,
    digest text not null,                               -- SHA-256 of all that is stored of it
    made_at text not null,
    made_by text not null                               -- the version of cccc
);
INSERT INTO "evaluation" VALUES(1,'2023-07-01','2023-07-31',NULL,'637988ea9ed297355ca0140e8b105af5e9e30442949a5f80ebed4cbf4f3431fc','2023-09-15T08:30:00+00:00','0.1.0');
INSERT INTO "evaluation" VALUES(2,'2023-08-01','2023-08-31',NULL,'91467b74aba6a957fc337dbe3309e5c15d2eec7900a569b9a4874b427217173d','2023-09-15T08:30:00+00:00','0.1.0');
INSERT INTO "evaluation" VALUES(3,'2023-08-01','2023-08-31',NULL,'1a9595ff87930a4199a448f56d9ad0176030ee29d79e4eb2b192facd475ff26f','2023-09-15T08:30:00+00:00','0.1.0');
CREATE TABLE evaluation_input (
    evaluation integer not null references evaluation (id),
    position integer not null,
    file text not null,
    sha256 text not null,
    primary key (evaluation, position)
) without rowid;
INSERT INTO "evaluation_input" VALUES(1,0,'7.xlsx','a0');
INSERT INTO "evaluation_input" VALUES(2,0,'8.xlsx','a1');
INSERT INTO "evaluation_input" VALUES(3,0,'8.xlsx','a2');
CREATE TABLE evaluation_source (
    evaluation integer not null references evaluation (id),
    position integer not null,
    source text not null,
    primary key (evaluation, position)
) without rowid;
CREATE TABLE finding (
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
INSERT INTO "finding" VALUES(1,0,0,'cccc:be414e207aec6456','payment-criticism','criticism','xa-dan-chu','["online_payment"]','[]',1);
INSERT INTO "finding" VALUES(2,0,0,'cccc:03e4eaf65c32652f','payment-criticism','criticism','xa-ha-ky','["online_payment"]','[]',1);
INSERT INTO "finding" VALUES(2,0,1,'cccc:e7f77e74a165d209','payment-criticism','criticism','xa-dan-chu','["online_payment"]','[]',2);
INSERT INTO "finding" VALUES(3,0,0,'cccc:03e4eaf65c32652f','payment-criticism','criticism','xa-ha-ky','["online_payment"]','[]',1);
INSERT INTO "finding" VALUES(3,0,1,'cccc:e7f77e74a165d209','payment-criticism','criticism','xa-dan-chu','["online_payment"]','[]',2);
CREATE TABLE import (
    id integer primary key,
    file text not null,                                 -- as the user typed it
    name text not null,                                 -- the same, however it was typed (./a.xlsx is a.xlsx)
    sha256 text not null,
    digest text not null,                               -- of its figures: units and layouts may read the same bytes anew
    imported_at text not null
);
INSERT INTO "import" VALUES(1,'7.xlsx','7.xlsx','a0','76ac2f8b5018d6668f37b82101b3de56c67506492bce3207492cfa2e81b15b95','2023-09-15T08:30:00+00:00');
INSERT INTO "import" VALUES(2,'8.xlsx','8.xlsx','a1','b0b510fcb86f8228cf3ca1aeac5572ee51b96b33fee9d37fa9d1af6bef41e938','2023-09-15T08:30:00+00:00');
INSERT INTO "import" VALUES(3,'8.xlsx','8.xlsx','a2','aba14d1d66ee35c12b66eb3cbbb09d32c1f54edef6111a75951b217a2ab51a9e','2023-09-15T08:30:00+00:00');
CREATE TABLE observation (
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
INSERT INTO "observation" VALUES(1,1,'xa-ha-ky','measure','payment_total','2023-07-01','2023-07-31','period','5',NULL,'0','Tháng 8',0,'["C7"]',1,NULL,NULL);
INSERT INTO "observation" VALUES(2,1,'xa-ha-ky','rating','website_posting','2023-07-01','2023-07-31','period',NULL,'Đạt','0','Tháng 8',0,'["C7"]',1,NULL,NULL);
INSERT INTO "observation" VALUES(3,1,NULL,'measure','payment_total','2023-07-01','2023-07-31','period','9',NULL,'0','Tháng 8',0,'["C7"]',1,NULL,NULL);
INSERT INTO "observation" VALUES(4,2,'xa-ha-ky','measure','payment_total','2023-08-01','2023-08-31','period','5',NULL,'0','Tháng 8',0,'["C7"]',0,6,3);
INSERT INTO "observation" VALUES(5,2,'xa-ha-ky','measure','payment_total2','2023-08-01','2023-08-31','period','28',NULL,'0','Tháng 8',0,'["D7"]',0,7,3);
INSERT INTO "observation" VALUES(6,3,'xa-ha-ky','measure','payment_total','2023-08-01','2023-08-31','period','6',NULL,'0','Tháng 8',0,'["C7"]',1,NULL,NULL);
INSERT INTO "observation" VALUES(7,3,'xa-ha-ky','measure','payment_total2','2023-08-01','2023-08-31','period','28',NULL,'0','Tháng 8',0,'["D7"]',1,NULL,NULL);
CREATE TABLE paper (
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
INSERT INTO "paper" VALUES(1,'1017/UBND-NV',2023,'2023-08-14','letters/notice.docx','p0','2023-07-01','2023-07-31','notice','2023-09-15T08:30:00+00:00',NULL);
INSERT INTO "paper" VALUES(2,'1220/UBND-NV',2023,'2023-09-15','letters/notice.docx','p1','2023-08-01','2023-08-31','notice','2023-09-15T08:30:00+00:00',NULL);
INSERT INTO "paper" VALUES(3,'1219/UBND-NV',2023,'2023-09-15','letters/notice.docx','p9','2023-08-01','2023-08-31','notice','2023-09-15T08:30:00+00:00','2023-09-15T08:30:00+00:00');
CREATE TABLE paper_finding (
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
INSERT INTO "paper_finding" VALUES(1,0,'cccc:be414e207aec6456',1,'2023-07-01','2023-07-31','payment-criticism','criticism','xa-dan-chu','["online_payment"]','[]',1);
INSERT INTO "paper_finding" VALUES(2,0,'cccc:03e4eaf65c32652f',1,'2023-08-01','2023-08-31','payment-criticism','criticism','xa-ha-ky','["online_payment"]','[]',1);
INSERT INTO "paper_finding" VALUES(2,1,'cccc:e7f77e74a165d209',0,'2023-08-01','2023-08-31','payment-criticism','criticism','xa-dan-chu','["online_payment"]','[]',2);
INSERT INTO "paper_finding" VALUES(3,0,'cccc:03e4eaf65c32652f',1,'2023-08-01','2023-08-31','payment-criticism','criticism','xa-ha-ky','["online_payment"]','[]',1);
CREATE TABLE run (
    id integer primary key,
    evaluation integer not null references evaluation (id),
    ran_at text not null
);
INSERT INTO "run" VALUES(1,1,'2023-09-15T08:30:00+00:00');
INSERT INTO "run" VALUES(2,2,'2023-09-15T08:30:00+00:00');
INSERT INTO "run" VALUES(3,3,'2023-09-15T08:30:00+00:00');
CREATE TABLE takeover (
    id integer primary key,
    file text not null,
    sha256 text not null,
    taken_at text not null
);
INSERT INTO "takeover" VALUES(1,'history.yaml','h1','2023-09-15T08:30:00+00:00');
CREATE TABLE takeover_finding (
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
INSERT INTO "takeover_finding" VALUES(1,1,'2023-06-01','2023-06-30','criticism','xa-ha-ky','["online_payment"]',NULL,NULL);
INSERT INTO "takeover_finding" VALUES(2,1,'2023-05-01','2023-05-31','criticism','xa-ha-ky','["online_payment"]','800/UBND-NV','2023-06-10');
CREATE TABLE target (
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
INSERT INTO "target" VALUES(1,0,'hai-duong-2023','online_payment','["xa-ha-ky","xa-dan-chu"]','at_least','30','2023-04-01','["period","cumulative"]','targets/hai-duong-2023.yaml',12,5,NULL,NULL,0,'UBND tỉnh Hải Dương','mục 5',0,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "target" VALUES(2,0,'hai-duong-2023','online_payment','["xa-ha-ky","xa-dan-chu"]','at_least','30','2023-04-01','["period","cumulative"]','targets/hai-duong-2023.yaml',12,5,NULL,NULL,0,'UBND tỉnh Hải Dương','mục 5',0,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "target" VALUES(3,0,'hai-duong-2023','online_payment','["xa-ha-ky","xa-dan-chu"]','at_least','30','2023-04-01','["period","cumulative"]','targets/hai-duong-2023.yaml',12,5,NULL,NULL,0,'UBND tỉnh Hải Dương','mục 5',0,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE total (
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
CREATE TABLE written (
    path text not null,
    sha256 text not null,
    primary key (path, sha256)
) without rowid;
INSERT INTO "written" VALUES('letters/notice.docx','w1');
CREATE INDEX import_by_name on import (name);
CREATE INDEX observation_by_finish on observation (finish);
CREATE INDEX evaluation_by_period on evaluation (start, finish);
CREATE INDEX finding_by_key on finding (key);
CREATE INDEX finding_by_unit on finding (unit);
CREATE UNIQUE INDEX paper_in_force on paper (number, year) where withdrawn_at is null;
CREATE INDEX paper_finding_by_unit on paper_finding (unit);
CREATE INDEX takeover_finding_by_unit on takeover_finding (unit);
COMMIT;
PRAGMA user_version = 1;
PRAGMA application_id = 1667457891;
