/* The tables of a model file. docs/file-format.md explains them to people with the SQLite shell. */
#include "store/store_private.h"
#include <string.h>

#define DATE_COLUMNS(of, null) \
    "  " of "_text TEXT" null ",\n" \
    "  " of "_earliest INTEGER" null ",\n" \
    "  " of "_latest INTEGER" null ",\n" \
    "  " of "_kind INTEGER" null ",\n" \
    "  " of "_precision INTEGER" null ",\n" \
    "  " of "_approximate INTEGER" null ",\n" \
    "  " of "_uncertain INTEGER" null ",\n"

#define DAY(column) "date(" column " * 86400, 'unixepoch')"

typedef struct schema_object {
    const char *type, *name, *sql;
} schema_object;

/* A file must hold exactly these texts. Whoever changes one of them raises PSHIP__FILE_VERSION and
 * teaches the store to bring older files up to it. */
static const schema_object objects[] = {
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
     "  boolean INTEGER,\n" DATE_COLUMNS("date", "") DATE_COLUMNS("from", " NOT NULL")
         DATE_COLUMNS("until", " NOT NULL") "  states_until INTEGER NOT NULL,\n"
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
     "  " DAY(
         "s.last_confirmed") " AS last_confirmed,\n"
                             "  s.source AS source,\n"
                             "  s.locator AS locator,\n"
                             "  s.qualifier AS qualifier,\n"
                             "  s.certainty AS certainty,\n"
                             "  s.wording AS wording,\n"
                             "  CASE s.rank WHEN -1 THEN 'deprecated' WHEN 0 THEN 'normal' "
                             "WHEN 1 THEN 'preferred'\n"
                             "    END AS rank,\n"
                             "  s.reason AS reason,\n"
                             "  s.layer AS layer,\n"
                             "  s.recorded_in AS recorded_in,\n"
                             "  strftime('%Y-%m-%dT%H:%M:%SZ', t.recorded_at / 1000000, "
                             "'unixepoch') AS recorded_at,\n"
                             "  t.actor AS actor,\n"
                             "  t.note AS note,\n"
                             "  " DAY(
                                 "s.from_earliest") " AS from_earliest,\n"
                                                    "  " DAY(
                                                        "s.from_latest") " AS from_latest,\n"
                                                                         "  " DAY(
                                                                             "s.until_"
                                                                             "earliest") " AS "
                                                                                         "end_"
                                                                                         "earl"
                                                                                         "iest"
                                                                                         ",\n"
                                                                                         " "
                                                                                         " " DAY(
                                                                                             "s."
                                                                                             "until"
                                                                                             "_late"
                                                                                             "st") " AS end_latest\n"
                                                                                                   "FROM statement AS s JOIN recorded_transaction AS t ON t.ordinal = s.recorded_in"},
};
enum { OBJECT_COUNT = sizeof objects / sizeof objects[0] };

/* PRAGMA takes no parameters: the numbers are spelt out and held against the macros. */
_Static_assert(PSHIP__APPLICATION_ID == 1347643504, "application_id below");
_Static_assert(PSHIP__FILE_VERSION == 1, "user_version below");

pship_result pship__schema_create(sqlite3 *db, const char *path, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < OBJECT_COUNT && result == PSHIP_OK; i++) {
        result = pship__store_execute(db, objects[i].sql, "write", path, err);
    }
    if (result == PSHIP_OK) {
        result = pship__store_execute(
            db, "PRAGMA application_id = 1347643504; PRAGMA user_version = 1", "write", path, err);
    }
    return result;
}

/* Indexes of the OBJECT_COUNT, or -1 for a thing that the library did not make. */
static int find_object(const char *type, const char *name, const char *sql)
{
    if (type == NULL || name == NULL || sql == NULL) {
        return -1;
    }
    for (int i = 0; i < OBJECT_COUNT; i++) {
        if (strcmp(type, objects[i].type) == 0 && strcmp(name, objects[i].name) == 0 &&
            strcmp(sql, objects[i].sql) == 0) {
            return i;
        }
    }
    return -1;
}

static pship_result check_objects(sqlite3_stmt *query, sqlite3 *db, const char *path,
                                  pship_error *err)
{
    bool found[OBJECT_COUNT] = {false};
    int code;
    while ((code = sqlite3_step(query)) == SQLITE_ROW) {
        const char *type = (const char *)sqlite3_column_text(query, 0);
        const char *name = (const char *)sqlite3_column_text(query, 1);
        const char *sql = (const char *)sqlite3_column_text(query, 2);
        int which = find_object(type, name, sql);
        if (which < 0 || found[which]) {
            return pship__fail(err, PSHIP_E_FORMAT,
                               "'%.200s' is not a model file as the library writes it: the %.20s "
                               "'%.80s' is not as expected",
                               path, type == NULL ? "thing" : type, name == NULL ? "" : name);
        }
        found[which] = true;
    }
    if (code != SQLITE_DONE) {
        return pship__store_fail_reading(err, db, code, path);
    }
    for (int i = 0; i < OBJECT_COUNT; i++) {
        if (!found[i]) {
            return pship__fail(err, PSHIP_E_FORMAT, "'%.200s' is damaged: the %s '%s' is missing",
                               path, objects[i].type, objects[i].name);
        }
    }
    return PSHIP_OK;
}

/* Statistics that somebody's ANALYZE left behind (sqlite_stat1) do no harm. */
pship_result pship__schema_check(sqlite3 *db, const char *path, pship_error *err)
{
    sqlite3_stmt *query = NULL;
    int code = sqlite3_prepare_v2(db,
                                  "SELECT type, name, sql FROM sqlite_schema "
                                  "WHERE NOT (type IS 'table' AND "
                                  "substr(name, 1, 11) IS 'sqlite_stat')",
                                  -1, &query, NULL);
    if (code != SQLITE_OK) {
        return pship__store_fail_reading(err, db, code, path);
    }
    pship_result result = check_objects(query, db, path, err);
    sqlite3_finalize(query);
    return result;
}

pship_result pship__store_measure(sqlite3 *db, const char *path, store_extent *extent,
                                  pship_error *err)
{
    sqlite3_stmt *query = NULL;
    int code = sqlite3_prepare_v2(
        db,
        "SELECT (SELECT coalesce(max(ordinal), 0) FROM kind), "
        "(SELECT coalesce(max(ordinal), 0) FROM property), "
        "(SELECT coalesce(max(ordinal), 0) FROM recorded_transaction), "
        "(SELECT coalesce(max(id), 0) FROM statement), "
        "(SELECT recorded_at FROM recorded_transaction ORDER BY ordinal DESC LIMIT 1), "
        "(SELECT recorded_in FROM statement ORDER BY id DESC LIMIT 1)",
        -1, &query, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_step(query);
    }
    if (code != SQLITE_ROW) {
        pship_result result = pship__store_fail_reading(err, db, code, path);
        sqlite3_finalize(query);
        return result;
    }
    *extent = (store_extent){.kinds = sqlite3_column_int64(query, 0),
                             .properties = sqlite3_column_int64(query, 1),
                             .transactions = sqlite3_column_int64(query, 2),
                             .statements = sqlite3_column_int64(query, 3),
                             .recorded_at = sqlite3_column_type(query, 4) == SQLITE_NULL
                                                ? INT64_MIN
                                                : sqlite3_column_int64(query, 4),
                             .recorded_in = sqlite3_column_int64(query, 5)};
    sqlite3_finalize(query);
    return PSHIP_OK;
}
