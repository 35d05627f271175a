-- The store of hearsay, version 2 (PRAGMA user_version). Three tiers:
--   permanent  article, decision                       what people gave; never lost
--   readings   entity … evidence                       what extraction found, article by article; only ever added to
--   derived    entity.self … top, event … link,        a function of the set of readings and the journal of decisions;
--              ruling, nickname, passage, words        `rebuild` makes it again
-- Dates are EDTF text; a *_day column is a day number (1970-01-01 = 0) to sort and compare by.
-- Spans are [first, past) in Unicode code points of article.text. 0/1 are no/yes. NULL is "not told".

CREATE TABLE article (              -- one article, stored once however often it is imported
    id            INTEGER PRIMARY KEY,
    hash          TEXT NOT NULL UNIQUE, -- hex SHA-256 of text, published and language
    source_id     TEXT,             -- what the source itself calls it
    title         TEXT,
    title_cp      INTEGER NOT NULL, -- code points of the headline at the start of text
    published     TEXT,
    published_day INTEGER,          -- the last day that `published` allows
    language      TEXT,             -- BCP 47
    source        TEXT,             -- who printed it
    url           TEXT,
    text          TEXT NOT NULL     -- last, so that the other columns are read without it
) STRICT;

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

CREATE TABLE entity (               -- one key; what is one in the world shares `self`
    id        INTEGER PRIMARY KEY,
    key       TEXT NOT NULL UNIQUE, -- "country:US", "person:edward-snowden"
    kind      TEXT NOT NULL,
    unnamed   INTEGER NOT NULL,
    sightings INTEGER NOT NULL DEFAULT 0, -- articles that have the key
    self      INTEGER REFERENCES entity (id), -- the entity it is; its own id where it is the one
    -- the rest only on rows where self = id
    name      TEXT,                 -- the name most articles use
    side      INTEGER REFERENCES entity (id), -- for whom it acts
    top       INTEGER REFERENCES entity (id)  -- the end of the chain of sides; its own id without one
) STRICT;
CREATE INDEX entity_self ON entity (self);
CREATE INDEX entity_side ON entity (side) WHERE side IS NOT NULL;
CREATE INDEX entity_top ON entity (top);

CREATE TABLE alias (                -- a way in which articles name an entity
    entity INTEGER NOT NULL REFERENCES entity (id),
    text   TEXT NOT NULL,
    fold   TEXT NOT NULL,           -- without case and accents
    named  INTEGER NOT NULL,        -- articles that give it as the entity's name
    seen   INTEGER NOT NULL,        -- articles that have it; 0 for a name from ICU
    PRIMARY KEY (entity, text)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_fold ON alias (fold);

CREATE TABLE hook (                 -- what an entity might share with another key of the same thing
    hook   TEXT NOT NULL,           -- "surname snowden", "name person|dai bing"
    entity INTEGER NOT NULL REFERENCES entity (id),
    strong INTEGER NOT NULL,        -- its name, not only one of its aliases
    PRIMARY KEY (hook, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX hook_entity ON hook (entity);

CREATE TABLE vote (                 -- how many articles let an entity act for a side
    entity INTEGER NOT NULL REFERENCES entity (id),
    side   INTEGER NOT NULL REFERENCES entity (id),
    votes  INTEGER NOT NULL,
    PRIMARY KEY (entity, side)
) STRICT, WITHOUT ROWID;
CREATE INDEX vote_side ON vote (side);

CREATE TABLE sighting (             -- an entity in an article
    article INTEGER NOT NULL REFERENCES article (id),
    entity  INTEGER NOT NULL REFERENCES entity (id),
    side    INTEGER REFERENCES entity (id), -- for whom it acts there
    PRIMARY KEY (article, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX sighting_entity ON sighting (entity, article);

CREATE TABLE mention (              -- where an article names it
    article INTEGER NOT NULL,
    entity  INTEGER NOT NULL,
    first   INTEGER NOT NULL,
    past    INTEGER NOT NULL CHECK (past >= first),
    PRIMARY KEY (article, entity, first, past),
    FOREIGN KEY (article, entity) REFERENCES sighting (article, entity)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (                -- an allegation, denial, meeting or attack, however many articles report it
    id        INTEGER PRIMARY KEY,
    code      TEXT NOT NULL,        -- its id for people and machines: a letter and ten digits of a hash of its content
    kind      TEXT NOT NULL,        -- allegation denial meeting attack
    block     INTEGER NOT NULL,     -- hash of kind, roles and act: events that are the same but for the time share it
    act       TEXT,                 -- allegation, attack
    denial_of TEXT,                 -- denial: fact responsibility framing evidence
    status    TEXT,                 -- meeting: held planned cancelled
    what      TEXT,                 -- meeting: what about
    date      TEXT,                 -- when it was said or met or done, else the first publication
    told      INTEGER NOT NULL,     -- 1: an article tells the date; 0: it is the day of publication, an upper bound
    day       INTEGER,              -- first day of `date`
    last_day  INTEGER,              -- last day of `date`
    happened  TEXT,                 -- allegation: when the wrong was done
    hedged    INTEGER NOT NULL,     -- every report hedges it
    legal     INTEGER NOT NULL,     -- some report tells of an indictment, a lawsuit, sanctions
    reports   INTEGER NOT NULL,     -- articles that report it
    sources   INTEGER NOT NULL,     -- different papers among them
    orphan    INTEGER NOT NULL      -- a denial that answers nothing in its own articles
) STRICT;
CREATE INDEX event_code ON event (code);
CREATE INDEX event_block ON event (block, day);
CREATE INDEX event_day ON event (day, code);

CREATE TABLE event_role (           -- who takes part in an event
    event  INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    role   TEXT NOT NULL,
    entity INTEGER NOT NULL REFERENCES entity (id), -- one whose self is its id
    top    INTEGER NOT NULL REFERENCES entity (id), -- the entity's top
    day    INTEGER,                 -- the event's
    PRIMARY KEY (event, role, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_role_entity ON event_role (entity, role);
CREATE INDEX event_role_top ON event_role (top, role, day);

CREATE TABLE link (                 -- between two events
    event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    kind  TEXT NOT NULL,            -- answers counters repeats
    other INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    rule  TEXT NOT NULL,            -- why: "article", "target", "side", "act"
    PRIMARY KEY (event, kind, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_other ON link (other, kind);

CREATE TABLE report (               -- one article's account of an event
    id         INTEGER PRIMARY KEY,
    article    INTEGER NOT NULL REFERENCES article (id),
    n          INTEGER NOT NULL,    -- the how manieth claim of the article, from 1
    event      INTEGER REFERENCES event (id) ON DELETE SET NULL,
    block      INTEGER,             -- the event's
    kind       TEXT NOT NULL,
    act        TEXT,
    denial_of  TEXT,
    status     TEXT,
    what       TEXT,
    said       TEXT,
    said_basis TEXT,                -- explicit relative inferred
    said_first INTEGER, said_past INTEGER,
    happened   TEXT,
    happened_basis TEXT,
    happened_first INTEGER, happened_past INTEGER,
    hedged     INTEGER NOT NULL,
    legal      INTEGER NOT NULL,
    rule       TEXT,                -- the rule of extraction that fired
    cue_first  INTEGER, cue_past INTEGER, -- on these words
    confidence REAL NOT NULL,
    UNIQUE (article, n)
) STRICT;
CREATE INDEX report_event ON report (event);
CREATE INDEX report_block ON report (block);

CREATE TABLE report_role (          -- who takes part, as that article has it
    report INTEGER NOT NULL REFERENCES report (id),
    n      INTEGER NOT NULL,        -- order of the text
    role   TEXT NOT NULL,
    entity INTEGER NOT NULL REFERENCES entity (id),
    PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX report_role_entity ON report_role (entity);

CREATE TABLE report_answer (        -- a denial and an allegation of the same article that it rejects
    report   INTEGER NOT NULL REFERENCES report (id),
    answered INTEGER NOT NULL REFERENCES report (id),
    PRIMARY KEY (report, answered)
) STRICT, WITHOUT ROWID;
CREATE INDEX report_answer_answered ON report_answer (answered);

CREATE TABLE evidence (             -- the words that say so
    report INTEGER NOT NULL REFERENCES report (id),
    first  INTEGER NOT NULL,
    past   INTEGER NOT NULL CHECK (past >= first),
    PRIMARY KEY (report, first, past)
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
