-- From version 1 of the store to 2: the journal of decisions in its form (no program had written one yet), and the
-- tables of `search`, which graph/search.c fills. No rows.
DROP TABLE decision;
CREATE TABLE decision (             -- a person's correction; a journal: only ever added to, an `undo` is one more entry
    code    TEXT PRIMARY KEY,       -- "j" and ten digits of a hash of the rest
    n       INTEGER NOT NULL,       -- one more than the highest that its maker knew: the order, with the code for ties
    made    TEXT NOT NULL,          -- the day, EDTF
    verb    TEXT NOT NULL,          -- merge split alias side reject accept relabel note undo
    subject TEXT NOT NULL,          -- key of an entity, code of an event as it was then, code of a decision
    object  TEXT,                   -- merge, split, side: another key; alias, relabel, note: the words
    note    TEXT,                   -- why
    claims  TEXT                    -- of an event: where its reports stand, JSON: graph/README.md
) STRICT, WITHOUT ROWID;

CREATE TABLE ruling (               -- what decisions in force say of a report
    report   INTEGER NOT NULL REFERENCES report (id),
    verb     TEXT NOT NULL,         -- reject accept relabel note
    decision TEXT NOT NULL REFERENCES decision (code),
    value    TEXT,                  -- relabel: the word; note: its text
    PRIMARY KEY (report, verb, decision)
) STRICT, WITHOUT ROWID;

CREATE TABLE nickname (             -- a name that a decision in force gives
    fold   TEXT NOT NULL,
    entity INTEGER NOT NULL REFERENCES entity (id),
    text   TEXT NOT NULL,
    PRIMARY KEY (fold, entity, text)
) STRICT, WITHOUT ROWID;

CREATE TABLE passage (              -- what `search` finds: a headline, or a sentence with evidence
    id      INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (id),
    first   INTEGER NOT NULL,
    past    INTEGER NOT NULL CHECK (past >= first),
    UNIQUE (article, first, past)
) STRICT;
-- Its words, by passage.id; plain without accents and đ, exact with them, both without case. Holds no text of its own.
CREATE VIRTUAL TABLE words USING fts5 (plain, exact, content = '', tokenize = "unicode61 remove_diacritics 0");
