/* The tables and views of a model file. docs/file-format.md explains them to people with the SQLite
 * shell. */
#include "store/store_private.h"
#include <string.h>

typedef struct schema_object {
    const char *type, *name, *sql;
} schema_object;

/* A file must hold exactly these texts. Whoever changes one of them raises PSHIP__FILE_VERSION and
 * teaches the store to bring older files up to it. */

/* clang-format off */
#define DAY(column) "date(" column " * 86400, 'unixepoch')"
/* A column of a row; those that are left out at its end are zero. */
#define AT(column) "coalesce(json_extract(r.value, '$[" column "]'), 0)"
/* The rows of one type. */
#define ROWS(of) "FROM block AS b, json_each(b.content) AS r WHERE b.type = '" of "'"
#define TEXTS "WITH t AS MATERIALIZED (SELECT ordinal, text FROM text)"
#define TEXT_OF(name, id) "LEFT JOIN t AS " name " ON " name ".ordinal = " id

/* How a view of the rows of one type begins; t are the texts that they name. */
#define NUMBERED_ROWS(of) TEXTS ",\n" \
    "row AS (SELECT b.first + r.key AS ordinal, r.value AS value " ROWS(of) ")\n" \
    "SELECT\n" \
    "  r.ordinal AS ordinal,\n"

static const schema_object objects[] = {
    {"table", "head",
     "CREATE TABLE head (\n"
     "  ordinal INTEGER PRIMARY KEY,\n"
     "  blocks INTEGER NOT NULL,\n"
     "  texts INTEGER NOT NULL,\n"
     "  dates INTEGER NOT NULL,\n"
     "  notes INTEGER NOT NULL,\n"
     "  kinds INTEGER NOT NULL,\n"
     "  properties INTEGER NOT NULL,\n"
     "  scenarios INTEGER NOT NULL,\n"
     "  transactions INTEGER NOT NULL,\n"
     "  seals INTEGER NOT NULL,\n"
     "  statements INTEGER NOT NULL,\n"
     "  rewrites INTEGER NOT NULL,\n"
     "  unwiped INTEGER NOT NULL,\n"
     "  checksum BLOB NOT NULL\n"
     ") STRICT"},
    {"table", "block",
     "CREATE TABLE block (\n"
     "  ordinal INTEGER PRIMARY KEY,\n"
     "  type TEXT NOT NULL,\n"
     "  first INTEGER NOT NULL,\n"
     "  count INTEGER NOT NULL,\n"
     "  recorded_in INTEGER,\n"
     "  content TEXT NOT NULL,\n"
     "  seal BLOB,\n"
     "  checksum BLOB NOT NULL\n"
     ") STRICT"},
    {"view", "text",
     "CREATE VIEW text AS SELECT\n"
     "  b.first + r.key AS ordinal,\n"
     "  r.value AS text\n"
     ROWS("text")},
    {"view", "date",
     "CREATE VIEW date AS " NUMBERED_ROWS("date")
     "  w.text AS text,\n"
     "  " AT("1") " AS earliest,\n"
     "  " AT("2") " AS latest,\n"
     "  " AT("3") " AS kind,\n"
     "  " AT("4") " AS precision,\n"
     "  " AT("5") " AS approximate,\n"
     "  " AT("6") " AS uncertain\n"
     "FROM row AS r " TEXT_OF("w", AT("0"))},
    {"view", "note",
     "CREATE VIEW note AS " NUMBERED_ROWS("note")
     "  l.text AS locator,\n"
     "  q.text AS qualifier,\n"
     "  c.text AS certainty,\n"
     "  w.text AS wording,\n"
     "  y.text AS reason,\n"
     "  e.text AS entry\n"
     "FROM row AS r\n"
     "  " TEXT_OF("l", AT("0")) "\n"
     "  " TEXT_OF("q", AT("1")) "\n"
     "  " TEXT_OF("c", AT("2")) "\n"
     "  " TEXT_OF("w", AT("3")) "\n"
     "  " TEXT_OF("y", AT("4")) "\n"
     "  " TEXT_OF("e", AT("5"))},
    {"view", "kind",
     "CREATE VIEW kind AS " NUMBERED_ROWS("kind")
     "  n.text AS name,\n"
     "  p.text AS parent,\n"
     "  d.text AS description,\n"
     "  " AT("3") " AS recorded_in\n"
     "FROM row AS r\n"
     "  " TEXT_OF("n", AT("0")) "\n"
     "  " TEXT_OF("p", AT("1")) "\n"
     "  " TEXT_OF("d", AT("2"))},
    {"view", "property",
     "CREATE VIEW property AS " NUMBERED_ROWS("property")
     "  n.text AS name,\n"
     "  " AT("1") " AS type,\n"
     "  " AT("2") " AS many,\n"
     "  k.text AS of_kind,\n"
     "  o.text AS refers_to,\n"
     "  d.text AS description,\n"
     "  " AT("6") " AS recorded_in\n"
     "FROM row AS r\n"
     "  " TEXT_OF("n", AT("0")) "\n"
     "  " TEXT_OF("k", AT("3")) "\n"
     "  " TEXT_OF("o", AT("4")) "\n"
     "  " TEXT_OF("d", AT("5"))},
    {"view", "scenario",
     "CREATE VIEW scenario AS " NUMBERED_ROWS("scenario")
     "  n.text AS name,\n"
     "  " AT("1") " AS parent,\n"
     "  nullif(" AT("2") ", 0) AS pinned,\n"
     "  d.text AS description,\n"
     "  " AT("3") " AS recorded_in\n"
     "FROM row AS r\n"
     "  " TEXT_OF("n", AT("0")) "\n"
     "  " TEXT_OF("d", AT("4"))},
    {"view", "recorded_transaction",
     "CREATE VIEW recorded_transaction AS " NUMBERED_ROWS("transaction")
     "  " AT("0") " AS recorded_at,\n"
     "  a.text AS actor,\n"
     "  n.text AS note,\n"
     "  " AT("1") " AS statements,\n"
     "  json_extract(r.value, '$[2]') AS digest\n"
     "FROM row AS r\n"
     "  " TEXT_OF("a", AT("3")) "\n"
     "  " TEXT_OF("n", AT("4"))},
    {"view", "statement",
     "CREATE VIEW statement AS SELECT\n"
     "  b.first + r.key AS id,\n"
     "  " AT("10") " AS operation,\n"
     "  " AT("11") " AS target,\n"
     "  " AT("0") " AS subject,\n"
     "  " AT("1") " AS property,\n"
     "  " AT("2") " AS value_kind,\n"
     "  " AT("3") " AS value,\n"
     "  " AT("8") " AS unit,\n"
     "  " AT("12") " AS object,\n"
     "  " AT("13") " AS date,\n"
     "  " AT("14") " AS boolean,\n"
     "  " AT("5") " AS from_date,\n"
     "  " AT("6") " AS until_date,\n"
     "  " AT("7") " AS states_until,\n"
     "  json_extract(r.value, '$[17]') AS last_confirmed,\n"
     "  " AT("4") " AS source,\n"
     "  " AT("9") " AS note,\n"
     "  " AT("15") " AS rank,\n"
     "  " AT("16") " AS layer,\n"
     "  b.recorded_in + 0 AS recorded_in,\n"
     "  " AT("18") " AS erased\n"
     ROWS("statement")},
    {"view", "log",
     "CREATE VIEW log AS " TEXTS ",\n"
     "d AS MATERIALIZED (SELECT ordinal, kind, earliest, latest,\n"
     "  CASE kind WHEN 1 THEN '..' WHEN 2 THEN '' ELSE text END AS text FROM date),\n"
     "m AS MATERIALIZED (SELECT * FROM note),\n"
     "x AS MATERIALIZED (SELECT * FROM recorded_transaction),\n"
     "c AS MATERIALIZED (SELECT * FROM scenario),\n"
     "s AS MATERIALIZED (SELECT * FROM statement)\n"
     "SELECT\n"
     "  s.id AS statement,\n"
     "  CASE s.operation WHEN 0 THEN 'assert' WHEN 1 THEN 'correct' WHEN 2 THEN 'retract'\n"
     "    WHEN 3 THEN 'end' WHEN 4 THEN 'confirm' WHEN 5 THEN 'erase' WHEN 6 THEN 'mask'\n"
     "    END AS operation,\n"
     "  nullif(s.target, 0) AS target,\n"
     "  subject.text AS subject,\n"
     "  property.text AS property,\n"
     "  CASE s.value_kind WHEN 1 THEN 'none' WHEN 2 THEN 'unknown' WHEN 3 THEN 'text'\n"
     "    WHEN 4 THEN 'number' WHEN 5 THEN 'date' WHEN 6 THEN 'rule' WHEN 7 THEN 'reference'\n"
     "    WHEN 8 THEN 'boolean' END AS value_kind,\n"
     "  CASE WHEN s.value_kind = 8 THEN iif(s.boolean, 'true', 'false')\n"
     "    ELSE value.text END AS value,\n"
     "  unit.text AS unit,\n"
     "  f.text AS valid_from,\n"
     "  u.text AS valid_until,\n"
     "  " DAY("s.last_confirmed") " AS last_confirmed,\n"
     "  source.text AS source,\n"
     "  m.locator AS locator,\n"
     "  m.qualifier AS qualifier,\n"
     "  m.certainty AS certainty,\n"
     "  m.wording AS wording,\n"
     "  CASE s.rank WHEN -1 THEN 'deprecated' WHEN 0 THEN 'normal' WHEN 1 THEN 'preferred'\n"
     "    END AS rank,\n"
     "  m.reason AS reason,\n"
     "  s.layer AS layer,\n"
     "  s.recorded_in AS recorded_in,\n"
     "  strftime('%Y-%m-%dT%H:%M:%SZ', x.recorded_at / 1000000, 'unixepoch') AS recorded_at,\n"
     "  x.actor AS actor,\n"
     "  x.note AS note,\n"
     "  " DAY("f.earliest") " AS from_earliest,\n"
     "  " DAY("f.latest") " AS from_latest,\n"
     "  " DAY("u.earliest") " AS end_earliest,\n"
     "  " DAY("u.latest") " AS end_latest,\n"
     "  c.name AS scenario,\n"
     "  m.entry AS entry,\n"
     "  s.erased AS erased\n"
     "FROM s\n"
     "  LEFT JOIN x ON x.ordinal = s.recorded_in\n"
     "  LEFT JOIN d AS f ON f.ordinal = s.from_date\n"
     "  LEFT JOIN d AS u ON u.ordinal = s.until_date\n"
     "  LEFT JOIN m ON m.ordinal = s.note\n"
     "  LEFT JOIN c ON c.ordinal = s.layer\n"
     "  " TEXT_OF("subject", "s.subject") "\n"
     "  " TEXT_OF("property", "s.property") "\n"
     "  " TEXT_OF("value", "s.value") "\n"
     "  " TEXT_OF("unit", "s.unit") "\n"
     "  " TEXT_OF("source", "s.source")},
};

/* ---- what version 1 had: a row each, in plain tables */

#define DATE_COLUMNS(of, null) \
    "  " of "_text TEXT" null ",\n" \
    "  " of "_earliest INTEGER" null ",\n" \
    "  " of "_latest INTEGER" null ",\n" \
    "  " of "_kind INTEGER" null ",\n" \
    "  " of "_precision INTEGER" null ",\n" \
    "  " of "_approximate INTEGER" null ",\n" \
    "  " of "_uncertain INTEGER" null ",\n"

static const schema_object objects_v1[] = {
    {"table", "kind",
     "CREATE TABLE kind (\n"
     "  ordinal INTEGER PRIMARY KEY,\n"
     "  name TEXT NOT NULL,\n"
     "  parent TEXT,\n"
     "  description TEXT,\n"
     "  recorded_in INTEGER NOT NULL\n"
     ") STRICT"},
    {"table", "property",
     "CREATE TABLE property (\n"
     "  ordinal INTEGER PRIMARY KEY,\n"
     "  name TEXT NOT NULL,\n"
     "  type INTEGER NOT NULL,\n"
     "  many INTEGER NOT NULL,\n"
     "  of_kind TEXT,\n"
     "  refers_to TEXT,\n"
     "  description TEXT,\n"
     "  recorded_in INTEGER NOT NULL\n"
     ") STRICT"},
    {"table", "recorded_transaction",
     "CREATE TABLE recorded_transaction (\n"
     "  ordinal INTEGER PRIMARY KEY,\n"
     "  recorded_at INTEGER NOT NULL,\n"
     "  actor TEXT,\n"
     "  note TEXT\n"
     ") STRICT"},
    {"table", "statement",
     "CREATE TABLE statement (\n"
     "  id INTEGER PRIMARY KEY,\n"
     "  operation INTEGER NOT NULL,\n"
     "  target INTEGER,\n"
     "  subject TEXT NOT NULL,\n"
     "  property TEXT NOT NULL,\n"
     "  value_kind INTEGER NOT NULL,\n"
     "  value TEXT,\n"
     "  unit TEXT,\n"
     "  object TEXT,\n"
     "  number REAL,\n"
     "  boolean INTEGER,\n"
     DATE_COLUMNS("date", "")
     DATE_COLUMNS("from", " NOT NULL")
     DATE_COLUMNS("until", " NOT NULL")
     "  states_until INTEGER NOT NULL,\n"
     "  last_confirmed INTEGER,\n"
     "  source TEXT,\n"
     "  locator TEXT,\n"
     "  qualifier TEXT,\n"
     "  certainty TEXT,\n"
     "  wording TEXT,\n"
     "  rank INTEGER NOT NULL,\n"
     "  reason TEXT,\n"
     "  layer INTEGER NOT NULL,\n"
     "  recorded_in INTEGER NOT NULL\n"
     ") STRICT"},
    {"view", "log",
     "CREATE VIEW log AS SELECT\n"
     "  s.id AS statement,\n"
     "  CASE s.operation WHEN 0 THEN 'assert' WHEN 1 THEN 'correct' WHEN 2 THEN 'retract'\n"
     "    WHEN 3 THEN 'end' END AS operation,\n"
     "  s.target AS target,\n"
     "  s.subject AS subject,\n"
     "  s.property AS property,\n"
     "  CASE s.value_kind WHEN 1 THEN 'none' WHEN 2 THEN 'unknown' WHEN 3 THEN 'text'\n"
     "    WHEN 4 THEN 'number' WHEN 5 THEN 'date' WHEN 6 THEN 'rule' WHEN 7 THEN 'reference'\n"
     "    WHEN 8 THEN 'boolean' END AS value_kind,\n"
     "  CASE WHEN s.value_kind = 8 THEN iif(s.boolean, 'true', 'false')\n"
     "    ELSE s.value END AS value,\n"
     "  s.unit AS unit,\n"
     "  CASE s.from_kind WHEN 1 THEN '..' ELSE s.from_text END AS valid_from,\n"
     "  CASE s.until_kind WHEN 1 THEN '..' ELSE s.until_text END AS valid_until,\n"
     "  " DAY("s.last_confirmed") " AS last_confirmed,\n"
     "  s.source AS source,\n"
     "  s.locator AS locator,\n"
     "  s.qualifier AS qualifier,\n"
     "  s.certainty AS certainty,\n"
     "  s.wording AS wording,\n"
     "  CASE s.rank WHEN -1 THEN 'deprecated' WHEN 0 THEN 'normal' WHEN 1 THEN 'preferred'\n"
     "    END AS rank,\n"
     "  s.reason AS reason,\n"
     "  s.layer AS layer,\n"
     "  s.recorded_in AS recorded_in,\n"
     "  strftime('%Y-%m-%dT%H:%M:%SZ', t.recorded_at / 1000000, 'unixepoch') AS recorded_at,\n"
     "  t.actor AS actor,\n"
     "  t.note AS note,\n"
     "  " DAY("s.from_earliest") " AS from_earliest,\n"
     "  " DAY("s.from_latest") " AS from_latest,\n"
     "  " DAY("s.until_earliest") " AS end_earliest,\n"
     "  " DAY("s.until_latest") " AS end_latest\n"
     "FROM statement AS s JOIN recorded_transaction AS t ON t.ordinal = s.recorded_in"},
};
/* clang-format on */

enum { OBJECTS = sizeof objects / sizeof objects[0] };
enum { OBJECTS_V1 = sizeof objects_v1 / sizeof objects_v1[0] };

/* PRAGMA takes no parameters: the numbers are spelt out and held against the macros. */
_Static_assert(PSHIP__APPLICATION_ID == 1347643504, "application_id below");
_Static_assert(PSHIP__FILE_VERSION == 2, "user_version below");

pship_result pship__schema_create(sqlite3 *db, const char *path, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < OBJECTS && result == PSHIP_OK; i++) {
        result = pship__store_execute(db, objects[i].sql, "write", path, err);
    }
    if (result == PSHIP_OK) {
        result = pship__store_execute(
            db, "PRAGMA application_id = 1347643504; PRAGMA user_version = 2", "write", path, err);
    }
    return result;
}

pship_result pship__schema_drop_v1(sqlite3 *db, const char *path, pship_error *err)
{
    return pship__store_execute(db,
                                "DROP VIEW log; DROP TABLE statement; "
                                "DROP TABLE recorded_transaction; DROP TABLE property; "
                                "DROP TABLE kind",
                                "write to", path, err);
}

/* What a file of one version holds. */
typedef struct expected {
    const schema_object *objects;
    int count;
    bool found[OBJECTS];
} expected;

_Static_assert((int)OBJECTS >= (int)OBJECTS_V1, "room for what was found");

/* Its index, or -1 for a thing that the library did not make. */
static int find_object(const expected *all, const char *type, const char *name, const char *sql)
{
    if (type == NULL || name == NULL || sql == NULL) {
        return -1;
    }
    for (int i = 0; i < all->count; i++) {
        const schema_object *object = &all->objects[i];
        if (strcmp(type, object->type) == 0 && strcmp(name, object->name) == 0 &&
            strcmp(sql, object->sql) == 0) {
            return i;
        }
    }
    return -1;
}

static pship_result check_objects(expected *all, sqlite3_stmt *query, sqlite3 *db, const char *path,
                                  pship_error *err)
{
    int code;
    while ((code = sqlite3_step(query)) == SQLITE_ROW) {
        const char *type = (const char *)sqlite3_column_text(query, 0);
        const char *name = (const char *)sqlite3_column_text(query, 1);
        const char *sql = (const char *)sqlite3_column_text(query, 2);
        int which = find_object(all, type, name, sql);
        if (which < 0 || all->found[which]) {
            return pship__fail(err, PSHIP_E_FORMAT,
                               "'%.200s' is not a model file as the library writes it: the %.20s "
                               "'%.80s' is not as expected",
                               path, type == NULL ? "thing" : type, name == NULL ? "" : name);
        }
        all->found[which] = true;
    }
    if (code != SQLITE_DONE) {
        return pship__store_fail_reading(err, db, code, path);
    }
    for (int i = 0; i < all->count; i++) {
        if (!all->found[i]) {
            return pship__fail(err, PSHIP_E_FORMAT, "'%.200s' is damaged: the %s '%s' is missing",
                               path, all->objects[i].type, all->objects[i].name);
        }
    }
    return PSHIP_OK;
}

/* Statistics that somebody's ANALYZE left behind (sqlite_stat1) do no harm. */
pship_result pship__schema_check(sqlite3 *db, int version, const char *path, pship_error *err)
{
    sqlite3_stmt *query = NULL;
    expected all = {.objects = version == 1 ? objects_v1 : objects,
                    .count = version == 1 ? OBJECTS_V1 : OBJECTS};
    int code = sqlite3_prepare_v2(db,
                                  "SELECT type, name, sql FROM sqlite_schema "
                                  "WHERE NOT (type IS 'table' AND "
                                  "substr(name, 1, 11) IS 'sqlite_stat')",
                                  -1, &query, NULL);
    if (code != SQLITE_OK) {
        return pship__store_fail_reading(err, db, code, path);
    }
    pship_result result = check_objects(&all, query, db, path, err);
    sqlite3_finalize(query);
    return result;
}

pship_result pship__schema_version(const pship__store *store, int *version, pship_error *err)
{
    sqlite3_stmt *query = NULL;
    pship_result result = PSHIP_OK;
    int code = sqlite3_prepare_v2(store->db, "PRAGMA user_version", -1, &query, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_step(query);
    }
    int read = code == SQLITE_ROW ? sqlite3_column_int(query, 0) : 0;
    if (code != SQLITE_ROW) {
        result = pship__store_fail_reading(err, store->db, code, store->path);
    } else if (read < 1 || read > PSHIP__FILE_VERSION) {
        result = pship__fail(err, PSHIP_E_FORMAT,
                             "'%.200s' is of the file version %d; this library reads 1 to %d",
                             store->path, read, PSHIP__FILE_VERSION);
    } else {
        *version = read;
    }
    sqlite3_finalize(query);
    return result;
}

pship_result pship__schema_same(const pship__store *store, pship_error *err)
{
    int version = 0;
    pship_result result = pship__schema_version(store, &version, err);
    if (result == PSHIP_OK && version != store->version) {
        return pship__fail(err, PSHIP_E_BUSY,
                           "another process has brought '%.200s' from version %d to %d: open it "
                           "again",
                           store->path, store->version, version);
    }
    return result;
}
