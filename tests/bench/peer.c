#include "peer.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct bench_peer {
    sqlite3 *db;
    sqlite3_stmt *insert;
    sqlite3_stmt *point[2];    /* by bench_indexes */
    sqlite3_stmt *snapshot[2]; /* by bench_indexes */
};

/* Columns of the table, in the order of SELECT *. */
enum { ID, SUBJECT, PROPERTY, VALUE, UNIT, NUMBER, RANK = 10, SOURCE, LOCATOR, COLUMNS = 15 };

static const char create_table[] =
    "CREATE TABLE statement (id INTEGER PRIMARY KEY, subject TEXT NOT NULL, property TEXT NOT NULL,"
    " value TEXT, unit TEXT, number REAL, from_earliest INTEGER NOT NULL,"
    " from_latest INTEGER NOT NULL, until_earliest INTEGER NOT NULL, until_latest INTEGER NOT NULL,"
    " rank INTEGER NOT NULL, source TEXT, locator TEXT, recorded INTEGER NOT NULL,"
    " superseded_in INTEGER) STRICT";

/* Sorting rows that are there is faster than keeping two trees in order meanwhile: 30 s against 37 s. */
static const char create_plain[] =
    "CREATE INDEX by_subject ON statement (subject, property, from_latest);"
    "CREATE INDEX by_property ON statement (property, from_latest)";

/* superseded_in is named among the columns: without that SQLite 3.40 looks it up in the table. */
static const char create_covering[] =
    "CREATE INDEX answer_by_subject ON statement (subject, property, from_latest, until_earliest,"
    " value, unit, number, superseded_in) WHERE superseded_in IS NULL;"
    "CREATE INDEX answer_by_property ON statement (property, from_latest, until_earliest, subject,"
    " value, unit, number, superseded_in) WHERE superseded_in IS NULL;"
    "ANALYZE";

static bool failed(const bench_peer *peer, const char *what)
{
    fprintf(stderr, "the peer: %s: %s\n", what, sqlite3_errmsg(peer->db));
    return false;
}

static bool execute(const bench_peer *peer, const char *sql)
{
    return sqlite3_exec(peer->db, sql, NULL, NULL, NULL) == SQLITE_OK || failed(peer, sql);
}

/* Prepared once, when it is first needed: the indexes that it names exist by then. */
static bool prepare(const bench_peer *peer, sqlite3_stmt **statement, const char *sql)
{
    return *statement != NULL ||
           sqlite3_prepare_v2(peer->db, sql, -1, statement, NULL) == SQLITE_OK || failed(peer, sql);
}

bench_peer *bench_peer_open(const char *path)
{
    bench_peer *peer = calloc(1, sizeof *peer);
    if (peer == NULL) {
        return NULL;
    }
    if (sqlite3_open(path, &peer->db) != SQLITE_OK) {
        failed(peer, path);
        bench_peer_free(peer);
        return NULL;
    }
    /* All of the file fits in the cache, and is mapped: nothing is read twice. */
    if (!execute(peer, "PRAGMA cache_size = -3000000; PRAGMA mmap_size = 8000000000;"
                       "PRAGMA temp_store = MEMORY; PRAGMA synchronous = FULL")) {
        bench_peer_free(peer);
        return NULL;
    }
    return peer;
}

bench_peer *bench_peer_new(const char *path)
{
    remove(path);
    return bench_peer_open(path);
}

void bench_peer_free(bench_peer *peer)
{
    if (peer != NULL) {
        sqlite3_finalize(peer->insert);
        for (int i = 0; i < 2; i++) {
            sqlite3_finalize(peer->point[i]);
            sqlite3_finalize(peer->snapshot[i]);
        }
        sqlite3_close(peer->db);
        free(peer);
    }
}

static bool insert(bench_peer *peer, const bench_generator *generator, const bench_row *row)
{
    if (!prepare(peer, &peer->insert,
                 "INSERT INTO statement VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
        return false;
    }
    sqlite3_stmt *to = peer->insert;
    const char *subject = bench_generator_subject(generator, row->subject);
    sqlite3_bind_int64(to, 1, row->ordinal + 1);
    sqlite3_bind_text(to, 2, subject, -1, SQLITE_STATIC);
    sqlite3_bind_text(to, 3, bench_property_name(row->property), -1, SQLITE_STATIC);
    sqlite3_bind_text(to, 4, row->value, -1, SQLITE_STATIC);
    sqlite3_bind_text(to, 5, bench_property_unit(row->property), -1, SQLITE_STATIC);
    if (bench_property_type(row->property) == BENCH_NUMBER) {
        sqlite3_bind_double(to, 6, row->number);
    } else {
        sqlite3_bind_null(to, 6);
    }
    sqlite3_bind_int(to, 7, row->from_earliest);
    sqlite3_bind_int(to, 8, row->from_latest);
    sqlite3_bind_int(to, 9, row->until_earliest);
    sqlite3_bind_int(to, 10, row->until_latest);
    sqlite3_bind_int(to, 11, 0);
    sqlite3_bind_text(to, 12, bench_source_id(generator, row->source), -1, SQLITE_STATIC);
    sqlite3_bind_text(to, 13, row->locator, -1, SQLITE_STATIC);
    sqlite3_bind_int(to, 14, row->transaction);
    if (row->superseded > 0) {
        sqlite3_bind_int(to, 15, row->superseded);
    } else {
        sqlite3_bind_null(to, 15);
    }
    const bool done = sqlite3_step(to) == SQLITE_DONE;
    return (sqlite3_reset(to) == SQLITE_OK && done) || failed(peer, "inserting");
}

bool bench_peer_fill(bench_peer *peer, bench_generator *generator)
{
    /* A new file needs no log of what was there before: this writes every page once. */
    if (!execute(peer, "PRAGMA journal_mode = DELETE; PRAGMA locking_mode = EXCLUSIVE; BEGIN") ||
        !execute(peer, create_table)) {
        return false;
    }
    bench_generator_rewind(generator);
    for (bench_row row; bench_generator_next(generator, &row);) {
        if (!insert(peer, generator, &row)) {
            return false;
        }
    }
    return execute(peer, create_plain) && execute(peer, "COMMIT");
}

bool bench_peer_cover(bench_peer *peer)
{
    return execute(peer, create_covering);
}

bool bench_peer_warm(bench_peer *peer)
{
    return execute(peer, "SELECT count(source) FROM statement NOT INDEXED;"
                         "SELECT count(subject) FROM statement INDEXED BY by_subject;"
                         "SELECT count(property) FROM statement INDEXED BY by_property;"
                         "SELECT count(value) FROM statement INDEXED BY answer_by_subject"
                         " WHERE superseded_in IS NULL;"
                         "SELECT count(value) FROM statement INDEXED BY answer_by_property"
                         " WHERE superseded_in IS NULL");
}

/* The first letter of a text, so that it is really fetched. */
static int64_t letter(sqlite3_stmt *row, int column)
{
    const unsigned char *text = sqlite3_column_text(row, column);
    return text == NULL ? 0 : text[0];
}

static void add_value(sqlite3_stmt *row, bench_sum *sum)
{
    sum->rows++;
    sum->letters += letter(row, 0) + letter(row, 1);
    sum->numbers += sqlite3_column_double(row, 2);
    sum->statements += sqlite3_column_int64(row, 3);
}

static sqlite3_stmt *ask_point(bench_peer *peer, bench_indexes indexes,
                               const bench_generator *generator, const bench_question *question)
{
    static const char *const sql[2] = {
        "SELECT value, unit, number, id FROM statement INDEXED BY by_subject WHERE subject = ?1"
        " AND property = ?2 AND from_latest <= ?3 AND until_earliest > ?3 AND superseded_in IS "
        "NULL",
        "SELECT value, unit, number, id FROM statement INDEXED BY answer_by_subject WHERE subject "
        "= ?1"
        " AND property = ?2 AND from_latest <= ?3 AND until_earliest > ?3 AND superseded_in IS "
        "NULL"};
    if (!prepare(peer, &peer->point[indexes], sql[indexes])) {
        return NULL;
    }
    sqlite3_stmt *to = peer->point[indexes];
    const char *subject = bench_generator_subject(generator, question->subject);
    sqlite3_bind_text(to, 1, subject, -1, SQLITE_STATIC);
    sqlite3_bind_text(to, 2, bench_property_name(question->property), -1, SQLITE_STATIC);
    sqlite3_bind_int(to, 3, question->day);
    return to;
}

bool bench_peer_points(bench_peer *peer, bench_indexes indexes, bool together,
                       const bench_generator *generator, const bench_question *questions,
                       size_t count, bench_sum *sum)
{
    bool done = !together || execute(peer, "BEGIN");
    for (size_t i = 0; done && i < count; i++) {
        sqlite3_stmt *row = ask_point(peer, indexes, generator, &questions[i]);
        while (row != NULL && sqlite3_step(row) == SQLITE_ROW) {
            add_value(row, sum);
        }
        done =
            row != NULL && (sqlite3_reset(row) == SQLITE_OK || failed(peer, "asking for a value"));
    }
    return (!together || execute(peer, "COMMIT")) && done;
}

bool bench_peer_snapshot(bench_peer *peer, bench_indexes indexes, uint32_t property, int32_t day,
                         bench_sum *sum)
{
    static const char *const sql[2] = {
        "SELECT value, unit, number, id, subject FROM statement INDEXED BY by_property"
        " WHERE property = ?1 AND from_latest <= ?2 AND until_earliest > ?2 AND superseded_in IS "
        "NULL",
        "SELECT value, unit, number, id, subject FROM statement INDEXED BY answer_by_property"
        " WHERE property = ?1 AND from_latest <= ?2 AND until_earliest > ?2"
        " AND superseded_in IS NULL"};
    if (!prepare(peer, &peer->snapshot[indexes], sql[indexes])) {
        return false;
    }
    sqlite3_stmt *row = peer->snapshot[indexes];
    sqlite3_bind_text(row, 1, bench_property_name(property), -1, SQLITE_STATIC);
    sqlite3_bind_int(row, 2, day);
    while (sqlite3_step(row) == SQLITE_ROW) {
        add_value(row, sum);
        sum->letters += letter(row, 4);
    }
    return sqlite3_reset(row) == SQLITE_OK || failed(peer, "asking for a snapshot");
}

bool bench_peer_read_all(bench_peer *peer, bench_sum *sum)
{
    sqlite3_stmt *row = NULL;
    if (!prepare(peer, &row, "SELECT * FROM statement")) {
        return false;
    }
    while (sqlite3_step(row) == SQLITE_ROW) {
        sum->rows++;
        for (int column = ID; column < COLUMNS; column++) {
            if (column == NUMBER) {
                sum->numbers += sqlite3_column_double(row, column);
            } else if ((column >= SUBJECT && column <= UNIT) || column == SOURCE ||
                       column == LOCATOR) {
                sum->letters += letter(row, column);
            } else {
                sum->statements += sqlite3_column_int64(row, column);
            }
        }
    }
    return sqlite3_finalize(row) == SQLITE_OK || failed(peer, "reading the table");
}

static void copy(char *to, size_t size, const unsigned char *text)
{
    const size_t length = text == NULL ? 0 : strlen((const char *)text);
    const size_t kept = length < size ? length : size - 1;
    if (kept > 0) {
        memcpy(to, text, kept);
    }
    to[kept] = '\0';
}

/* Take another row of the same cell into an answer: of equal values the first recorded is given. */
static void take(bench_answer *answer, sqlite3_stmt *row)
{
    bench_answer next = {.statement = sqlite3_column_int64(row, 3),
                         .number = sqlite3_column_double(row, 2)};
    copy(next.value, sizeof next.value, sqlite3_column_text(row, 0));
    copy(next.unit, sizeof next.unit, sqlite3_column_text(row, 1));
    if (answer->absent) {
        *answer = next;
    } else if (strcmp(answer->value, next.value) != 0 || strcmp(answer->unit, next.unit) != 0) {
        answer->contested = true;
    } else if (next.statement < answer->statement) {
        answer->statement = next.statement;
    }
}

bool bench_peer_answer(bench_peer *peer, const bench_generator *generator, bench_question question,
                       bench_answer *answer)
{
    sqlite3_stmt *row = ask_point(peer, BENCH_PLAIN, generator, &question);
    if (row == NULL) {
        return false;
    }
    *answer = (bench_answer){.absent = true};
    while (sqlite3_step(row) == SQLITE_ROW) {
        take(answer, row);
    }
    return sqlite3_reset(row) == SQLITE_OK || failed(peer, "asking for a value");
}

static void close_group(bench_snapshot *snapshot, const bench_answer *answer, const char *subject)
{
    if (answer->absent) {
        return;
    }
    snapshot->rows++;
    if (answer->contested) {
        snapshot->contested++;
        return;
    }
    uint64_t hash = bench_hash_text((uint64_t)answer->statement, subject, strlen(subject));
    hash = bench_hash_text(hash, answer->value, strlen(answer->value));
    snapshot->hash += bench_hash_text(hash, answer->unit, strlen(answer->unit));
}

bool bench_peer_compare(bench_peer *peer, uint32_t property, int32_t day, bench_snapshot *snapshot)
{
    sqlite3_stmt *row = NULL;
    if (!prepare(peer, &row,
                 "SELECT value, unit, number, id, subject FROM statement WHERE property = ?1"
                 " AND from_latest <= ?2 AND until_earliest > ?2 AND superseded_in IS NULL"
                 " ORDER BY subject, id")) {
        return false;
    }
    sqlite3_bind_text(row, 1, bench_property_name(property), -1, SQLITE_STATIC);
    sqlite3_bind_int(row, 2, day);
    bench_answer answer = {.absent = true};
    char subject[32] = "";
    *snapshot = (bench_snapshot){0};
    while (sqlite3_step(row) == SQLITE_ROW) {
        char next[sizeof subject];
        copy(next, sizeof next, sqlite3_column_text(row, 4));
        if (strcmp(subject, next) != 0) {
            close_group(snapshot, &answer, subject);
            answer = (bench_answer){.absent = true};
            memcpy(subject, next, sizeof subject);
        }
        take(&answer, row);
    }
    close_group(snapshot, &answer, subject);
    return sqlite3_finalize(row) == SQLITE_OK || failed(peer, "comparing a snapshot");
}

bool bench_peer_write_ahead(bench_peer *peer)
{
    /* Who records day by day would not keep four indexes. */
    return execute(peer, "DROP INDEX IF EXISTS answer_by_subject;"
                         "DROP INDEX IF EXISTS answer_by_property;"
                         "PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL;"
                         "PRAGMA synchronous = FULL");
}

bool bench_peer_commit(bench_peer *peer, const bench_generator *generator, const bench_row *row)
{
    return insert(peer, generator, row); /* without a BEGIN, each is a transaction of its own */
}
