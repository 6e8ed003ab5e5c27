#include <dcc/model/remedy.hpp>
#include <dcc/store/detail/db.hpp>
#include <dcc/store/detail/schema.hpp>
#include <dcc/store/detail/sql.hpp>
#include <dcc/store/detail/text_index.hpp>

#include <array>

#include <fmt/format.h>

namespace dcc::store {
namespace {

constexpr std::int64_t application_id = 0x64636344;  // "dccD"

// Step n upgrades a desk from schema n to n + 1. A released step is never changed.
constexpr std::array<char const *, 14> migrations{R"sql(
-- The truth: appended once, never changed. digest links each event to the one before it.
CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    case_id INTEGER,
    customer_id INTEGER,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    data TEXT NOT NULL,
    sealed_digest BLOB,
    digest BLOB NOT NULL
) STRICT;
CREATE INDEX event_case ON event (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX event_customer ON event (customer_id) WHERE customer_id IS NOT NULL;
CREATE TRIGGER event_kept BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
CREATE TRIGGER event_unchanged BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;

-- Text and personal data of events, outside the chain: a row may be erased.
CREATE TABLE sealed (
    seq INTEGER PRIMARY KEY REFERENCES event (seq),
    salt BLOB NOT NULL,
    text TEXT NOT NULL
) STRICT;

-- What policies promised, by content.
CREATE TABLE policy (
    fingerprint BLOB PRIMARY KEY,
    adopted_seq INTEGER NOT NULL REFERENCES event (seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE promise (
    policy BLOB NOT NULL REFERENCES policy (fingerprint),
    rule TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (policy, rule)
) STRICT, WITHOUT ROWID;
CREATE TABLE calendar (
    print BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE customer (
    id INTEGER PRIMARY KEY,
    name TEXT,
    phone TEXT,
    email TEXT,
    phone_key TEXT,
    email_key TEXT,
    language TEXT,
    tier TEXT,
    preferred_channel TEXT,
    external_id TEXT,
    added_at INTEGER NOT NULL,
    last_event INTEGER NOT NULL
) STRICT;
CREATE INDEX customer_name ON customer (name) WHERE name IS NOT NULL;
CREATE INDEX customer_phone ON customer (phone_key) WHERE phone_key IS NOT NULL;
CREATE INDEX customer_email ON customer (email_key) WHERE email_key IS NOT NULL;
CREATE UNIQUE INDEX customer_external ON customer (external_id) WHERE external_id IS NOT NULL;

CREATE TABLE cases (
    id INTEGER PRIMARY KEY,
    state TEXT NOT NULL,
    is_open INTEGER NOT NULL,
    customer INTEGER REFERENCES customer (id),
    channel TEXT,
    subject TEXT,
    product TEXT,
    external_id TEXT,
    category TEXT,
    impact TEXT,
    urgency TEXT,
    priority TEXT,
    team TEXT,
    person TEXT,
    duplicate_of INTEGER,
    received_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    assigned_at INTEGER,
    first_reply_at INTEGER,
    first_resolved_at INTEGER,
    resolved_at INTEGER,
    closed_at INTEGER,
    next_due_at INTEGER,
    reopened INTEGER NOT NULL,
    replies INTEGER NOT NULL,
    messages INTEGER NOT NULL,
    last_event INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX case_external ON cases (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX case_customer ON cases (customer) WHERE customer IS NOT NULL;
CREATE INDEX case_received ON cases (received_at);
CREATE INDEX case_updated ON cases (updated_at);
CREATE INDEX case_new ON cases (id) WHERE state = 'new';
CREATE INDEX case_due ON cases (next_due_at) WHERE is_open = 1;
CREATE INDEX case_team ON cases (team, next_due_at) WHERE is_open = 1;
CREATE INDEX case_person ON cases (person, next_due_at) WHERE is_open = 1;
CREATE INDEX case_assigned ON cases (person, assigned_at) WHERE person IS NOT NULL;

-- Reports read this table alone, kind by kind.
CREATE TABLE clock (
    kind TEXT NOT NULL,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    instance INTEGER NOT NULL,
    stage TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    stopped_at INTEGER,
    due_at INTEGER,
    original_due_at INTEGER,
    elapsed INTEGER,
    channel TEXT,
    category TEXT,
    priority TEXT,
    team TEXT,
    person TEXT,
    target TEXT,
    calendar TEXT,
    rule TEXT,
    PRIMARY KEY (kind, case_id, instance)
) STRICT, WITHOUT ROWID;
)sql",
                                                  R"sql(
ALTER TABLE cases ADD COLUMN kind TEXT NOT NULL DEFAULT 'service';
ALTER TABLE cases ADD COLUMN about INTEGER;
ALTER TABLE cases ADD COLUMN repeat_of INTEGER;
ALTER TABLE cases ADD COLUMN missing TEXT;
ALTER TABLE cases ADD COLUMN article INTEGER;
ALTER TABLE cases ADD COLUMN at_once INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN waiting_since INTEGER;
CREATE INDEX case_matter ON cases (customer, category, received_at)
    WHERE customer IS NOT NULL AND category IS NOT NULL;
CREATE INDEX case_about ON cases (about) WHERE about IS NOT NULL;
CREATE INDEX case_repeat ON cases (repeat_of) WHERE repeat_of IS NOT NULL;
CREATE INDEX case_article ON cases (article, reopened) WHERE article IS NOT NULL;
CREATE INDEX case_waiting ON cases (waiting_since) WHERE waiting_since IS NOT NULL;

-- The outbox: what became of each message. Its text is in its event.
CREATE TABLE message (
    case_id INTEGER NOT NULL REFERENCES cases (id),
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES event (seq),
    made_at INTEGER NOT NULL,
    next_try_at INTEGER,
    sent_at INTEGER,
    tries INTEGER NOT NULL,
    error TEXT,
    PRIMARY KEY (case_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_due ON message (next_try_at) WHERE next_try_at IS NOT NULL;
CREATE INDEX message_open ON message (state, made_at) WHERE state <> 'sent';

CREATE TABLE visit (
    case_id INTEGER NOT NULL REFERENCES cases (id),
    number INTEGER NOT NULL,
    mode TEXT NOT NULL,
    state TEXT NOT NULL,
    technician TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    PRIMARY KEY (case_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_technician ON visit (technician, starts_at) WHERE state = 'booked';
CREATE INDEX visit_start ON visit (starts_at) WHERE state = 'booked';

CREATE TABLE invitation (
    token BLOB PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE article (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    title TEXT,
    category TEXT,
    language TEXT,
    from_case INTEGER,
    author TEXT NOT NULL,
    written_at INTEGER NOT NULL,
    retired_at INTEGER,
    text_event INTEGER NOT NULL REFERENCES event (seq),
    last_event INTEGER NOT NULL
) STRICT;
CREATE TABLE article_event (
    article INTEGER NOT NULL REFERENCES article (id),
    event INTEGER NOT NULL REFERENCES event (seq),
    PRIMARY KEY (article, event)
) STRICT, WITHOUT ROWID;

-- Words without the texts, which stay with their events. They come as terms of our own, which the
-- tokenizer takes as they are. A row of case_words is an event, one of article_words an article.
CREATE VIRTUAL TABLE case_words USING fts5
    (subject, body, content = '', columnsize = 0, tokenize = 'ascii');
CREATE VIRTUAL TABLE article_words USING fts5 (title, body, content = '', tokenize = 'ascii');
)sql",
                                                  R"sql(
ALTER TABLE promise RENAME TO service_terms;
UPDATE message SET state = 'undeliverable' WHERE state = 'parked';
CREATE INDEX invitation_case ON invitation (case_id);
)sql",
                                                  R"sql(
-- Who recorded an event, by the operating system, and where its time comes from. Both are part of
-- the chain; events of older schemas have neither.
ALTER TABLE event ADD COLUMN user TEXT;
ALTER TABLE event ADD COLUMN dated TEXT;
ALTER TABLE clock ADD COLUMN dated_by_hand INTEGER NOT NULL DEFAULT 0;

-- A text disappears only when an event says so.
CREATE TABLE erasure (
    event INTEGER PRIMARY KEY REFERENCES event (seq),
    erased_by INTEGER NOT NULL REFERENCES event (seq)
) STRICT;
CREATE TRIGGER sealed_kept BEFORE DELETE ON sealed
    WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE erasure.event = old.seq)
    BEGIN SELECT RAISE(ABORT, 'texts are erased by an event only'); END;
CREATE TRIGGER sealed_unchanged BEFORE UPDATE ON sealed
    BEGIN SELECT RAISE(ABORT, 'texts are never changed'); END;
)sql",
                                                  R"sql(
-- Protected desks only; neither table follows from events. A row of protection says that personal
-- columns and sealed texts are encrypted. Each owner, a customer or a case without one, has a data
-- key, wrapped by the master key; "desk" is for texts about nobody, "lookup" for digests.
CREATE TABLE protection (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    master TEXT NOT NULL,
    words INTEGER NOT NULL
) STRICT;
CREATE TABLE data_key (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    owner TEXT NOT NULL,
    wrapped BLOB NOT NULL
) STRICT;
CREATE INDEX data_key_owner ON data_key (owner);
ALTER TABLE sealed ADD COLUMN data_key INTEGER REFERENCES data_key (number);
CREATE INDEX sealed_key ON sealed (data_key) WHERE data_key IS NOT NULL;

-- A key disappears with the last text that it encrypts, and those are erased by an event only.
CREATE TRIGGER data_key_kept BEFORE DELETE ON data_key
    WHEN old.owner IN ('desk', 'lookup')
        OR EXISTS (SELECT 1 FROM sealed WHERE sealed.data_key = old.number)
    BEGIN SELECT RAISE(ABORT, 'keys are destroyed with their texts only'); END;
)sql",
                                                  R"sql(
-- Whether a desk is protected follows from its events alone: a row beside them could be changed.
DROP TABLE protection;
CREATE INDEX event_protection ON event (kind) WHERE kind IN ('desk_protected', 'key_rotated');

-- Events after which the file may still hold in plain what they encrypted, until it is compacted.
CREATE TABLE compaction_due (
    event INTEGER PRIMARY KEY REFERENCES event (seq)
) STRICT;
)sql",
                                                  R"sql(
CREATE TABLE complaint (
    case_id INTEGER PRIMARY KEY REFERENCES cases (id),
    type TEXT NOT NULL,
    department TEXT,
    severity TEXT,
    complexity TEXT,
    impact TEXT,
    safety INTEGER NOT NULL,
    immediate INTEGER NOT NULL,
    against TEXT,
    complainants INTEGER NOT NULL,
    round INTEGER NOT NULL,
    extensions INTEGER NOT NULL,
    decision TEXT,
    outcome TEXT,
    cause TEXT,
    contributing TEXT,
    customer INTEGER REFERENCES customer (id),
    product TEXT,
    received_at INTEGER NOT NULL,
    replied_at INTEGER,
    ended_at INTEGER
) STRICT;

CREATE TABLE complaint_round (
    case_id INTEGER NOT NULL REFERENCES cases (id),
    number INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    acknowledged_at INTEGER,
    replied_at INTEGER,
    decision TEXT,
    outcome TEXT,
    outcome_at INTEGER,
    handler TEXT,
    author TEXT,
    approver TEXT,
    extensions INTEGER NOT NULL,
    csat INTEGER,
    PRIMARY KEY (case_id, number)
) STRICT, WITHOUT ROWID;

-- Each command reads the schema, so that an index costs all of them. Complaints are few: only what
-- is asked for one complaint has an index.
CREATE TABLE remedy (
    case_id INTEGER NOT NULL REFERENCES cases (id),
    number INTEGER NOT NULL,
    round INTEGER NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    amount INTEGER,
    currency TEXT,
    department TEXT,
    granted_at INTEGER NOT NULL,
    due_at INTEGER,
    done_at INTEGER,
    PRIMARY KEY (case_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX remedy_budget ON remedy (department, currency, granted_at, state, amount)
    WHERE amount IS NOT NULL;

CREATE TABLE evidence (
    case_id INTEGER NOT NULL REFERENCES cases (id),
    number INTEGER NOT NULL,
    digest BLOB NOT NULL,
    size INTEGER NOT NULL,
    media TEXT,
    name TEXT,
    added_by TEXT,
    at INTEGER NOT NULL,
    erased INTEGER NOT NULL,
    PRIMARY KEY (case_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_digest ON evidence (digest);

CREATE TABLE action (
    case_id INTEGER PRIMARY KEY REFERENCES cases (id),
    nature TEXT NOT NULL,
    causes TEXT,
    complaints TEXT,
    planned_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    done_at INTEGER,
    verified_at INTEGER
) STRICT;

-- Who was not satisfied of late, without reading all events.
CREATE INDEX event_feedback ON event (at) WHERE kind = 'feedback_given';

CREATE TABLE callback (
    customer INTEGER NOT NULL REFERENCES customer (id),
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    rule TEXT,
    result TEXT NOT NULL,
    made_by TEXT,
    PRIMARY KEY (customer, number)
) STRICT, WITHOUT ROWID;
)sql",
                                                  R"sql(
ALTER TABLE customer ADD COLUMN consent TEXT;
ALTER TABLE customer ADD COLUMN tags TEXT;
ALTER TABLE customer ADD COLUMN merged_into INTEGER;

CREATE TABLE contact (
    customer INTEGER NOT NULL REFERENCES customer (id),
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT,
    key TEXT,
    merged_from INTEGER,
    PRIMARY KEY (customer, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_key ON contact (key) WHERE key IS NOT NULL;

CREATE TABLE doubt (
    customer INTEGER NOT NULL REFERENCES customer (id),
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    said TEXT,
    other INTEGER,
    about INTEGER,
    at INTEGER NOT NULL,
    settled INTEGER NOT NULL,
    PRIMARY KEY (customer, number)
) STRICT, WITHOUT ROWID;
)sql",
                                                  R"sql(
-- International mail addresses have keys: see renew_email_keys().
)sql",
                                                  R"sql(
-- Whether a call was made already, without reading all events.
CREATE UNIQUE INDEX event_call ON event (json_extract(data, '$.key')) WHERE kind = 'call_made';
)sql",
                                                  R"sql(
ALTER TABLE cases ADD COLUMN handed_over_at INTEGER;
ALTER TABLE cases ADD COLUMN bounces INTEGER NOT NULL DEFAULT 0;

-- With all that the workload of a person is counted by, so that no case is read for it.
DROP INDEX case_person;
CREATE INDEX case_person ON cases (person, next_due_at, priority, is_open) WHERE is_open = 1;

CREATE TABLE task (
    case_id INTEGER NOT NULL REFERENCES cases (id),
    number INTEGER NOT NULL,
    state TEXT NOT NULL,
    team TEXT,
    person TEXT,
    opened_at INTEGER NOT NULL,
    due_at INTEGER,
    PRIMARY KEY (case_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_open ON task (due_at) WHERE state IN ('open', 'started');

CREATE TABLE absence (
    person TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER,
    PRIMARY KEY (person, starts_at)
) STRICT, WITHOUT ROWID;
)sql",
                                                  R"sql(
-- When the next thing of a case falls due that escalation announces or does, by the policy of
-- watch_state and as of that event of the case. watch_state also has the event up to which
-- escalation has looked at what changed. Neither follows from the events.
CREATE TABLE watch (
    case_id INTEGER PRIMARY KEY,
    event INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX watch_at ON watch (at);
DROP INDEX case_waiting;
CREATE TABLE watch_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    policy BLOB,
    event INTEGER NOT NULL
) STRICT;

ALTER TABLE cases ADD COLUMN incident INTEGER;
CREATE INDEX case_incident ON cases (incident) WHERE incident IS NOT NULL;
CREATE TABLE incident (
    id INTEGER PRIMARY KEY,
    state TEXT NOT NULL,
    severity TEXT,
    playbook TEXT,
    title TEXT,
    declared_at INTEGER NOT NULL,
    resolved_at INTEGER,
    last_event INTEGER NOT NULL
) STRICT;
CREATE INDEX event_incident ON event (json_extract(data, '$.incident')) WHERE kind IN
    ('incident_declared', 'incident_ticked', 'incident_updated', 'incident_resolved');
)sql",
                                                  R"sql(
ALTER TABLE clock ADD COLUMN judged_met INTEGER;
CREATE INDEX event_escalated ON event (at) WHERE kind = 'escalated';

CREATE TABLE quality_review (
    case_id INTEGER NOT NULL REFERENCES cases (id),
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    reviewer TEXT,
    person TEXT,
    points INTEGER NOT NULL,
    most INTEGER NOT NULL,
    items TEXT,
    fault TEXT,
    path TEXT,
    done INTEGER NOT NULL,
    channel TEXT,
    category TEXT,
    priority TEXT,
    team TEXT,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (case_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE training (
    person TEXT NOT NULL,
    held_at INTEGER NOT NULL,
    topic TEXT NOT NULL,
    category TEXT,
    withdrawn INTEGER NOT NULL,
    PRIMARY KEY (person, held_at, topic)
) STRICT, WITHOUT ROWID;
)sql",
                                                  R"sql(
CREATE TABLE case_tag (
    case_id INTEGER NOT NULL REFERENCES cases (id),
    key TEXT NOT NULL,
    tag TEXT NOT NULL,
    PRIMARY KEY (case_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_tag_key ON case_tag (key, case_id, tag);

CREATE TABLE case_field (
    case_id INTEGER NOT NULL REFERENCES cases (id),
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (case_id, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_field_value ON case_field (field, value, case_id);
)sql"};

constexpr auto newest = static_cast<std::int64_t>(migrations.size());

// Up to schema 7 any text was a mail address, and letters were folded until some addresses were
// alike that are not. Schema 8 took international addresses for none.
void renew_email_keys(Db &db) {
    auto &keys = db.keys();
    keys.look();
    keys.unlock();
    SQLite::Statement all{db.sqlite(), select<CustomerRow>("WHERE email IS NOT NULL ORDER BY id")};
    while (all.executeStep()) {
        auto const row = read_row<CustomerRow>(db, all);
        auto const key = email_key(row.email);
        db.query("UPDATE customer SET email_key = ? WHERE id = ?",
                 keys.protection() && !key.empty() ? keys.blind("email_key", key) : key, row.id)
            .run();
    }
}

void migrate_schema(Db &db, std::int64_t from, std::int64_t to) {
    for (auto step = from; step < to; ++step)
        db.sqlite().exec(migrations[static_cast<std::size_t>(step)]);
    // Schema 2 added the text indexes. Schema 1 had no articles.
    if (from == 1) index_cases(db);
    if (from > 0 && from < 9 && to >= 9) renew_email_keys(db);
    db.sqlite().exec(fmt::format("PRAGMA user_version = {}", to));
}

}  // namespace

void create_schema(Db &db, std::optional<std::int64_t> version) {
    db.sqlite().exec(fmt::format("PRAGMA application_id = {}", application_id));
    migrate_schema(db, 0, version.value_or(newest));
}

void check_schema(Db &db, Older older) {
    if (db.number("PRAGMA application_id") != application_id)
        throw Error{ErrorKind::io, say("{}: this is not a dcc desk file", db.path().string()),
                    Hint{Remedy::create_desk, "create a desk, or name another file"}};
    auto const version = db.number("PRAGMA user_version");
    if (version > newest)
        throw Error{ErrorKind::io,
                    say("{}: written by a newer dcc (schema {}; this one knows {})",
                        db.path().string(), version, newest),
                    "nothing was changed; use the newer dcc"};
    if (version == newest || older == Older::accept) return;
    if (older == Older::refuse)
        throw Error{ErrorKind::io,
                    say("{}: written by an older dcc (schema {} of {})", db.path().string(),
                        version, newest),
                    "any command that writes upgrades it"};
    db.sqlite().exec("BEGIN IMMEDIATE");
    if (auto const now = db.number("PRAGMA user_version"); now < newest)
        migrate_schema(db, now, newest);
    db.sqlite().exec("COMMIT");
}

}  // namespace dcc::store
