-- graph.db. WITHOUT ROWID everywhere: the same rows give the same bytes after VACUUM INTO.
-- Truth: settings, papers, readings. Everything below them is derived by kg/resolve.

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE papers (
    id           TEXT PRIMARY KEY,
    node         TEXT NOT NULL,             -- what relations call it
    title        TEXT NOT NULL,
    abstract     TEXT NOT NULL,
    published    TEXT,
    venue        TEXT,
    url          TEXT,
    authors      TEXT NOT NULL,             -- JSON list
    author_count INTEGER,
    code_links   TEXT NOT NULL,             -- JSON list
    sources      TEXT NOT NULL,             -- JSON list of file:line
    reading      TEXT NOT NULL,             -- SHA-256 of the text and the pipeline's version
    digest       TEXT NOT NULL              -- SHA-256 of the record
) WITHOUT ROWID;

CREATE TABLE readings (
    key        TEXT PRIMARY KEY,
    annotation TEXT NOT NULL                -- JSON: sentences, mentions, links, reported, each a
                                            -- list of its fields in the order of kg/model.py
) WITHOUT ROWID;

CREATE TABLE entities (
    id          TEXT PRIMARY KEY,
    label       TEXT NOT NULL,
    name        TEXT NOT NULL,
    description TEXT,                       -- JSON: the evidence of the introducing sentence
    links       TEXT NOT NULL               -- JSON list
) WITHOUT ROWID;

CREATE TABLE aliases (
    entity      TEXT NOT NULL,
    alias       TEXT NOT NULL,
    normal_form TEXT NOT NULL,
    PRIMARY KEY (entity, alias)
) WITHOUT ROWID;

CREATE TABLE relations (
    subject    TEXT NOT NULL,
    predicate  TEXT NOT NULL,
    object     TEXT NOT NULL,
    confidence REAL NOT NULL,
    PRIMARY KEY (subject, predicate, object)
) WITHOUT ROWID;

CREATE TABLE evidence (
    subject        TEXT NOT NULL,           -- the relation
    predicate      TEXT NOT NULL,
    object         TEXT NOT NULL,
    number         INTEGER NOT NULL,
    ground         TEXT NOT NULL,           -- text, record, rule or decision
    paper          TEXT,                    -- whose words, record or edges it rests on
    sentence_start INTEGER,                 -- offsets count characters of the paper's text:
    sentence_end   INTEGER,                 -- title, two newlines, abstract
    "start"        INTEGER,
    "end"          INTEGER,
    rule           TEXT,
    score          REAL NOT NULL,
    source         TEXT,                    -- record or decisions file
    field          TEXT,                    -- field of the record
    line           INTEGER,                 -- line of the decisions file
    premises       TEXT,                    -- JSON list of edges
    names          TEXT,                    -- JSON list
    PRIMARY KEY (subject, predicate, object, number)
) WITHOUT ROWID;

CREATE TABLE results (
    id             TEXT PRIMARY KEY,
    paper          TEXT NOT NULL,
    method         TEXT,
    benchmark      TEXT,
    baseline       TEXT,
    metric         TEXT,
    value          TEXT NOT NULL,           -- as printed
    low            REAL NOT NULL,
    high           REAL NOT NULL,
    unit           TEXT,
    kind           TEXT NOT NULL,
    from_value     TEXT,
    direction      TEXT,
    flags          TEXT NOT NULL,           -- JSON list
    sentence_start INTEGER NOT NULL,
    sentence_end   INTEGER NOT NULL,
    "start"        INTEGER NOT NULL,
    "end"          INTEGER NOT NULL,
    rule           TEXT NOT NULL,
    score          REAL NOT NULL
) WITHOUT ROWID;

CREATE TABLE mentions (
    paper         TEXT NOT NULL,
    "start"       INTEGER NOT NULL,
    "end"         INTEGER NOT NULL,
    label         TEXT NOT NULL,
    text          TEXT NOT NULL,
    kind          TEXT NOT NULL,
    role          TEXT NOT NULL,
    rule          TEXT NOT NULL,
    score         REAL NOT NULL,
    mention_group INTEGER NOT NULL,
    entity        TEXT NOT NULL,
    PRIMARY KEY (paper, "start", "end", label)
) WITHOUT ROWID;

CREATE TABLE merges (                        -- why two names of an entity are one thing
    entity     TEXT NOT NULL,
    name       TEXT NOT NULL,               -- as printed
    other      TEXT NOT NULL,
    reason     TEXT NOT NULL,
    source     TEXT NOT NULL,               -- a paper's id, file:line, or empty where a rule says so
    papers     INTEGER NOT NULL,            -- how many say so
    confidence REAL NOT NULL,
    PRIMARY KEY (entity, name, other, reason)
) WITHOUT ROWID;

CREATE TABLE doubts (                        -- entities that may be one, for the user to decide
    one        TEXT NOT NULL,
    other      TEXT NOT NULL,
    reason     TEXT NOT NULL,
    papers     INTEGER NOT NULL,            -- how many a merge would bring together
    confidence REAL NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;

CREATE TABLE matches (                       -- what entities are in a vocabulary elsewhere
    entity     TEXT NOT NULL,
    kind       TEXT NOT NULL,               -- exactMatch or closeMatch
    target     TEXT NOT NULL,
    source     TEXT NOT NULL,               -- file:line of the table
    confidence REAL NOT NULL,
    PRIMARY KEY (entity, kind, target)
) WITHOUT ROWID;

CREATE TABLE traces (                        -- what the rows of each paper were derived from: while
    paper  TEXT PRIMARY KEY,                -- that is the same, they stay as they are
    digest TEXT NOT NULL
) WITHOUT ROWID;

-- What a later build needs to know of names that it does not look at again.

CREATE TABLE ties (                          -- names that share one may bear on each other
    tie           TEXT NOT NULL,
    paper         TEXT NOT NULL,
    mention_group INTEGER NOT NULL,
    PRIMARY KEY (tie, paper, mention_group)
) WITHOUT ROWID;

CREATE TABLE meanings (                      -- what each group of mentions of a paper means
    paper         TEXT NOT NULL,
    mention_group INTEGER NOT NULL,
    entity        TEXT NOT NULL,
    PRIMARY KEY (paper, mention_group)
) WITHOUT ROWID;

CREATE TABLE doubtful (                      -- entities that nothing is inferred from
    entity TEXT PRIMARY KEY
) WITHOUT ROWID;

CREATE TABLE bearers (                       -- spellings that one entity alone bears
    label  TEXT NOT NULL,
    form   TEXT NOT NULL,
    entity TEXT NOT NULL,
    PRIMARY KEY (label, form)
) WITHOUT ROWID;

CREATE TABLE sought (                        -- spellings of what an entity may be a variant of
    label  TEXT NOT NULL,
    form   TEXT NOT NULL,
    entity TEXT NOT NULL,
    PRIMARY KEY (label, form, entity)
) WITHOUT ROWID;

CREATE INDEX papers_by_node ON papers (node);
CREATE INDEX papers_by_reading ON papers (reading);
CREATE INDEX entities_by_label ON entities (label);
CREATE INDEX entities_by_paper ON entities (json_extract(description, '$.paper'));
CREATE INDEX aliases_by_normal_form ON aliases (normal_form);
CREATE INDEX relations_by_object ON relations (object);
CREATE INDEX evidence_by_paper ON evidence (paper);
CREATE INDEX evidence_beside ON evidence (subject) WHERE ground IN ('rule', 'decision');
CREATE INDEX results_by_paper ON results (paper);
CREATE INDEX results_by_benchmark ON results (benchmark);
CREATE INDEX doubts_by_other ON doubts (other);
CREATE INDEX ties_by_use ON ties (paper, mention_group);
CREATE INDEX bearers_by_entity ON bearers (entity);
CREATE INDEX sought_by_entity ON sought (entity);

CREATE VIEW paper_methods AS
    SELECT p.id AS paper, p.title, r.predicate, e.name AS method, r.confidence, e.id AS entity
    FROM relations r JOIN papers p ON p.node = r.subject JOIN entities e ON e.id = r.object
    WHERE e.label = 'METHOD';

CREATE VIEW paper_benchmarks AS
    SELECT p.id AS paper, p.title, r.predicate, e.name AS benchmark, r.confidence, e.id AS entity
    FROM relations r JOIN papers p ON p.node = r.subject JOIN entities e ON e.id = r.object
    WHERE e.label = 'BENCHMARK';

CREATE VIEW paper_tasks AS
    SELECT p.id AS paper, p.title, r.predicate, e.name AS task, r.confidence, e.id AS entity
    FROM relations r JOIN papers p ON p.node = r.subject JOIN entities e ON e.id = r.object
    WHERE e.label = 'TASK';

CREATE VIEW paper_repositories AS
    SELECT p.id AS paper, p.title, e.name AS repository, r.confidence, e.id AS entity
    FROM relations r JOIN papers p ON p.node = r.subject JOIN entities e ON e.id = r.object
    WHERE e.label = 'REPO';

CREATE VIEW method_benchmarks AS
    SELECT m.name AS method, b.name AS benchmark, r.confidence, m.id AS method_id,
           b.id AS benchmark_id
    FROM relations r JOIN entities m ON m.id = r.subject JOIN entities b ON b.id = r.object
    WHERE r.predicate = 'measuredOn';

CREATE VIEW method_tasks AS
    SELECT m.name AS method, t.name AS task, r.confidence, m.id AS method_id, t.id AS task_id
    FROM relations r JOIN entities m ON m.id = r.subject JOIN entities t ON t.id = r.object
    WHERE r.predicate = 'usedFor';

CREATE VIEW evidence_sentences AS
    SELECT v.subject, v.predicate, v.object, v.rule, v.score, v.paper,
           substr(p.title || char(10, 10) || p.abstract, v.sentence_start + 1,
                  v.sentence_end - v.sentence_start) AS sentence,
           substr(p.title || char(10, 10) || p.abstract, v."start" + 1, v."end" - v."start") AS words
    FROM evidence v JOIN papers p ON p.id = v.paper
    WHERE v.ground = 'text';
