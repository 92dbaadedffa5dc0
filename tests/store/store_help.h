/*
 * What the tests of the store share: a folder of their own, a log that is made up row by row from
 * its ordinals, and a sink that holds each row that comes back against it.
 */
#ifndef STORE_HELP_H
#define STORE_HELP_H

#include "model/statement.h"
#include "store/store.h"
#include <check.h>
#include <dirent.h>
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- a folder */

static char folder[128], path[160];
static pship_error err;

static inline void setup(void)
{
    const char *base = getenv("TMPDIR");
    err = pship_error_init();
    (void)snprintf(folder, sizeof folder, "%s/pship-XXXXXX",
                   base == NULL || strlen(base) > 90 ? "/tmp" : base);
    ck_assert_ptr_nonnull(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/what? 100%% #1.pship", folder);
}

/* How many files lie in the folder; removes them when asked. */
static inline int files_in_folder(bool remove_them)
{
    int count = 0;
    DIR *open = opendir(folder);
    ck_assert_ptr_nonnull(open);
    for (struct dirent *entry; (entry = readdir(open)) != NULL;) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            char name[512];
            (void)snprintf(name, sizeof name, "%s/%s", folder, entry->d_name);
            count++;
            if (remove_them) {
                ck_assert_int_eq(remove(name), 0);
            }
        }
    }
    closedir(open);
    return count;
}

static inline void teardown(void)
{
    files_in_folder(true);
    ck_assert_int_eq(rmdir(folder), 0);
}

static inline void good(pship_result result)
{
    ck_assert_msg(result == PSHIP_OK, "%s: %s", pship_result_name(result), err.message);
}

static inline void expect(pship_result result, pship_result wanted, const char *fragment)
{
    ck_assert_msg(result == wanted && err.code == wanted, "%s instead of %s: %s",
                  pship_result_name(result), pship_result_name(wanted), err.message);
    ck_assert_msg(strstr(err.message, fragment) != NULL, "'%s' is not in: %s", fragment,
                  err.message);
}

/* A whole file in memory. */
typedef struct image {
    char *bytes;
    size_t size;
} image;

static inline image image_of(const char *name)
{
    struct stat status;
    FILE *file = fopen(name, "rb");
    ck_assert_msg(file != NULL && fstat(fileno(file), &status) == 0, "cannot read %s", name);
    image made = {malloc((size_t)status.st_size + 1), (size_t)status.st_size};
    ck_assert_uint_eq(fread(made.bytes, 1, made.size, file), made.size);
    fclose(file);
    return made;
}

static inline void put_bytes(const char *name, const char *bytes, size_t size)
{
    FILE *file = fopen(name, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, size, file), size);
    ck_assert_int_eq(fclose(file), 0);
}

static inline bool is_image(const char *name, const char *bytes, size_t size)
{
    image now = image_of(name);
    bool same = now.size == size && memcmp(now.bytes, bytes, size) == 0;
    free(now.bytes);
    return same;
}

/* Runs SQL on the file as somebody with the shell would. */
static inline void shell(const char *sql)
{
    sqlite3 *db = NULL;
    char *message = NULL;
    ck_assert_int_eq(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    int code = sqlite3_exec(db, sql, NULL, NULL, &message);
    ck_assert_msg(code == SQLITE_OK, "%s: %s", sql, message == NULL ? "" : message);
    ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
}

/* ---- the made-up log: kinds and properties are the first rows, each transaction has three
 * statements, and everything follows from the ordinal. */

enum { MADE_KINDS = 3, MADE_PROPERTIES = 6, IN_EACH = 3 };

static const stored_kind made_kinds[MADE_KINDS] = {
    {"thing", NULL, NULL, 0},
    {"g\xc9\x99mi", "thing", "", 0},
    {"ferry", "g\xc9\x99mi", "Carries trains.", 1},
};

static const stored_property made_properties[MADE_PROPERTIES] = {
    {"title", NULL, NULL, NULL, PSHIP_PROPERTY_TEXT, false, 0},
    {"size", "ferry", NULL, "How large.", PSHIP_PROPERTY_NUMBER, false, 0},
    {"built", NULL, NULL, "", PSHIP_PROPERTY_DATE, false, 0},
    {"port", NULL, "thing", NULL, PSHIP_PROPERTY_REFERENCE, true, 1},
    {"afloat", NULL, NULL, NULL, PSHIP_PROPERTY_BOOLEAN, true, 1},
    {"other", NULL, NULL, NULL, PSHIP_PROPERTY_ANY, false, 1},
};

static inline stored_transaction made_transaction(int64_t ordinal)
{
    static const char *const actors[] = {NULL, "", "L\xc9\x99man", "\xe9\x98\xbf"};
    return (stored_transaction){ordinal, -5000000 + ordinal * ordinal * 1000003,
                                actors[ordinal % 4], actors[ordinal / 4 % 4]};
}

static inline pship_date made_date(const char *text)
{
    pship_date date;
    memset(&date, 0,
           sizeof date); /* the rest of its text, too, so that all of it can be compared */
    if (pship_date_parse(&date, text, NULL, NULL) != PSHIP_OK) {
        abort(); /* not by Check, which writes files: some tests leave no room for any */
    }
    return date;
}

static const double made_numbers[] = {0.1,        1.7976931348623157e308, 5e-324, -2.5,
                                      1364000000, 0.30000000000000004,    0.0};

static inline void made_value(stored_statement *row)
{
    static const char *const dates[] = {"2025-08-08",      "199X",   "2025-12-19~",
                                        "../2026",         "",       "..",
                                        "2026-01/2026-03", "-0044?", "Y120000"};
    switch (row->id % 11) {
    case 0:
        row->value_kind = PSHIP_VALUE_TEXT;
        row->value = "\xf0\x9f\x9a\xa2 X\xc9\x99z\xc9\x99r\n\"quoted\" 'line'";
        break;
    case 1:
        row->value_kind = PSHIP_VALUE_TEXT;
        row->value = "";
        break;
    case 2:
        row->value_kind = PSHIP_VALUE_NUMBER;
        row->value = "0.10 as written";
        row->number = made_numbers[row->id / 11 % 7];
        row->unit = row->id % 2 == 0 ? "USD million" : NULL;
        break;
    case 3:
        row->value_kind = PSHIP_VALUE_DATE;
        row->value = dates[row->id / 11 % 9];
        row->date = made_date(row->value);
        break;
    case 4:
        row->value_kind = PSHIP_VALUE_RULE;
        row->value = "3 months after signature of charter";
        row->object = "charter";
        break;
    case 5:
        row->value_kind = PSHIP_VALUE_REFERENCE;
        row->value = row->object = "port-of-alat";
        break;
    case 6:
        row->value_kind = PSHIP_VALUE_BOOLEAN;
        row->boolean = row->id % 2 == 0;
        break;
    case 7:
        row->value_kind = row->id % 2 == 0 ? PSHIP_VALUE_NONE : PSHIP_VALUE_UNKNOWN;
        break;
    case 8:
        row->operation = OPERATION_CORRECT;
        row->value_kind = PSHIP_VALUE_TEXT;
        row->value = "put right";
        break;
    default:
        row->operation = row->id % 11 == 9 ? OPERATION_RETRACT : OPERATION_END;
        row->value_kind = PSHIP_VALUE_ABSENT;
    }
}

static inline stored_statement made_statement(int64_t id)
{
    static const char *const texts[] = {NULL, "", "p. 3", "\xd0\xb3\xd0\xbe\xd0\xb4"};
    stored_statement row;
    memset(&row, 0, sizeof row);
    row.id = id;
    row.transaction = (id - 1) / IN_EACH + 1;
    row.subject = id % 2 == 0 ? "ferry-1" : "b\xc9\x99r\xc9\x99";
    row.property = made_properties[id % MADE_PROPERTIES].name;
    made_value(&row);
    row.target = row.operation == OPERATION_ASSERT ? 0 : id - 1;
    row.layer = (int32_t)(id % 5 == 4 ? INT32_MAX : id % 5);
    row.rank = (int32_t)(id % 3) - 1;
    row.from = made_date(id % 4 == 0 ? "2025-08" : "..");
    row.until = made_date(id % 4 == 1 ? "2026-05-31" : id % 4 == 2 ? "" : "..");
    pship__date_to_end(&row.until);
    row.states_until = id % 4 != 3;
    row.last_confirmed = id % 3 == 0 ? PSHIP_DAY_NONE : (pship_day)(id - 5);
    row.source = texts[id % 4];
    row.locator = texts[id / 2 % 4];
    row.qualifier = texts[id / 3 % 4];
    row.certainty = texts[id / 4 % 4];
    row.wording = texts[id / 5 % 4];
    row.reason = texts[id / 6 % 4];
    return row;
}

/* Feeds the transactions after `from` up to `to`, the schema when it starts from none. */
typedef struct made_feed {
    int64_t kind, property, transaction, statement, last;
    stored_transaction transaction_row;
    stored_statement statement_row;
    int64_t fail_at; /* a statement at which the feed itself fails; 0 for none */
} made_feed;

static inline pship_result feed_kind(void *user, const stored_kind **row, pship_error *e)
{
    (void)e;
    made_feed *feed = user;
    *row = feed->kind < MADE_KINDS ? &made_kinds[feed->kind++] : NULL;
    return PSHIP_OK;
}

static inline pship_result feed_property(void *user, const stored_property **row, pship_error *e)
{
    (void)e;
    made_feed *feed = user;
    *row = feed->property < MADE_PROPERTIES ? &made_properties[feed->property++] : NULL;
    return PSHIP_OK;
}

static inline pship_result feed_transaction(void *user, const stored_transaction **row,
                                            pship_error *e)
{
    (void)e;
    made_feed *feed = user;
    *row = NULL;
    if (feed->transaction < feed->last) {
        feed->transaction_row = made_transaction(++feed->transaction);
        *row = &feed->transaction_row;
    }
    return PSHIP_OK;
}

static inline pship_result feed_statement(void *user, const stored_statement **row, pship_error *e)
{
    made_feed *feed = user;
    *row = NULL;
    if (feed->statement < feed->last * IN_EACH) {
        feed->statement_row = made_statement(++feed->statement);
        if (feed->statement == feed->fail_at) {
            return pship__fail(e, PSHIP_E_INVALID, "the feed ran dry");
        }
        *row = &feed->statement_row;
    }
    return PSHIP_OK;
}

static inline pship__store_feed made_feed_of(made_feed *feed, int64_t from, int64_t to)
{
    memset(feed, 0, sizeof *feed);
    feed->kind = from == 0 ? 0 : MADE_KINDS;
    feed->property = from == 0 ? 0 : MADE_PROPERTIES;
    feed->transaction = from;
    feed->statement = from * IN_EACH;
    feed->last = to;
    return (pship__store_feed){
        feed, feed_kind, feed_property, feed_transaction, feed_statement, (to - from) * IN_EACH};
}

static inline void write_made(const char *name, int64_t transactions)
{
    made_feed feed;
    pship__store_feed rows = made_feed_of(&feed, 0, transactions);
    good(pship__store_write(NULL, name, &rows, &err));
}

static inline pship_result append_made(pship__store *store, int64_t from, int64_t to)
{
    made_feed feed;
    pship__store_feed rows = made_feed_of(&feed, from, to);
    return pship__store_append(store, &rows, &err);
}

/* ---- the sink: `difference` names the first thing that did not come back as it went. */

typedef struct made_sink {
    int64_t kinds, properties, transactions, statements;
    const char *difference;
    int64_t at; /* its row */
} made_sink;

static inline bool same_text(const char *a, const char *b)
{
    return (a == NULL) == (b == NULL) && (a == NULL || strcmp(a, b) == 0);
}

static inline bool same_date(const pship_date *a, const pship_date *b)
{
    return a->earliest == b->earliest && a->latest == b->latest && a->kind == b->kind &&
           a->precision == b->precision && a->approximate == b->approximate &&
           a->uncertain == b->uncertain && memcmp(a->text, b->text, sizeof a->text) == 0;
}

static inline void differ(made_sink *sink, bool same, const char *what, int64_t at)
{
    if (!same && sink->difference == NULL) {
        sink->difference = what;
        sink->at = at;
    }
}

static inline pship_result take_kind(void *user, const stored_kind *row, pship_error *e)
{
    (void)e;
    made_sink *sink = user;
    const stored_kind *made = &made_kinds[sink->kinds++ % MADE_KINDS];
    differ(sink,
           same_text(row->name, made->name) && same_text(row->parent, made->parent) &&
               same_text(row->description, made->description) &&
               row->transaction == made->transaction,
           "kind", sink->kinds);
    return PSHIP_OK;
}

static inline pship_result take_property(void *user, const stored_property *row, pship_error *e)
{
    (void)e;
    made_sink *sink = user;
    const stored_property *made = &made_properties[sink->properties++ % MADE_PROPERTIES];
    differ(sink,
           same_text(row->name, made->name) && same_text(row->of_kind, made->of_kind) &&
               same_text(row->refers_to, made->refers_to) &&
               same_text(row->description, made->description) && row->type == made->type &&
               row->many == made->many && row->transaction == made->transaction,
           "property", sink->properties);
    return PSHIP_OK;
}

static inline pship_result take_transaction(void *user, const stored_transaction *row,
                                            pship_error *e)
{
    (void)e;
    made_sink *sink = user;
    stored_transaction made = made_transaction(++sink->transactions);
    differ(sink,
           row->ordinal == made.ordinal && row->recorded_at == made.recorded_at &&
               same_text(row->actor, made.actor) && same_text(row->note, made.note),
           "transaction", made.ordinal);
    return PSHIP_OK;
}

static inline pship_result take_statement(void *user, const stored_statement *row, pship_error *e)
{
    (void)e;
    made_sink *sink = user;
    stored_statement made = made_statement(++sink->statements);
    differ(sink, row->id == made.id, "id", made.id);
    differ(sink, row->target == made.target, "target", made.id);
    differ(sink, row->transaction == made.transaction, "transaction of a statement", made.id);
    differ(sink, row->operation == made.operation, "operation", made.id);
    differ(sink, row->layer == made.layer, "layer", made.id);
    differ(sink, row->value_kind == made.value_kind, "value_kind", made.id);
    differ(sink, row->rank == made.rank, "rank", made.id);
    differ(sink, same_text(row->subject, made.subject), "subject", made.id);
    differ(sink, same_text(row->property, made.property), "property", made.id);
    differ(sink, same_text(row->value, made.value), "value", made.id);
    differ(sink, same_text(row->unit, made.unit), "unit", made.id);
    differ(sink, same_text(row->object, made.object), "object", made.id);
    differ(sink, memcmp(&row->number, &made.number, sizeof made.number) == 0, "number", made.id);
    differ(sink, row->boolean == made.boolean, "boolean", made.id);
    differ(sink, row->states_until == made.states_until, "states_until", made.id);
    differ(sink, same_date(&row->date, &made.date), "date", made.id);
    differ(sink, same_date(&row->from, &made.from), "from", made.id);
    differ(sink, same_date(&row->until, &made.until), "until", made.id);
    differ(sink, row->last_confirmed == made.last_confirmed, "last_confirmed", made.id);
    differ(sink, same_text(row->source, made.source), "source", made.id);
    differ(sink, same_text(row->locator, made.locator), "locator", made.id);
    differ(sink, same_text(row->qualifier, made.qualifier), "qualifier", made.id);
    differ(sink, same_text(row->certainty, made.certainty), "certainty", made.id);
    differ(sink, same_text(row->wording, made.wording), "wording", made.id);
    differ(sink, same_text(row->reason, made.reason), "reason", made.id);
    return PSHIP_OK;
}

static inline pship__store_sink made_sink_of(made_sink *sink)
{
    memset(sink, 0, sizeof *sink);
    return (pship__store_sink){sink, take_kind, take_property, take_transaction, take_statement};
}

static inline pship_result read_made(pship__store *store, made_sink *sink)
{
    pship__store_sink rows = made_sink_of(sink);
    return pship__store_read(store, &rows, &err);
}

/* Opens and reads a file; the store may be wanted or not. */
static inline pship_result open_made(const char *name, bool read_only, made_sink *sink,
                                     pship__store **store)
{
    pship__store *made = NULL;
    pship_result result = pship__store_open(&made, NULL, name, read_only, &err);
    if (result == PSHIP_OK) {
        result = read_made(made, sink);
    }
    if (store != NULL && result == PSHIP_OK) {
        *store = made;
    } else {
        pship__store_close(made);
    }
    return result;
}

static inline void assert_same(const made_sink *sink)
{
    ck_assert_msg(sink->difference == NULL, "%s differs in row %lld", sink->difference,
                  (long long)sink->at);
}

/* The file holds the made-up log up to this transaction, nothing more, nothing less. */
static inline void assert_made(const char *name, int64_t transactions)
{
    made_sink sink;
    good(open_made(name, true, &sink, NULL));
    assert_same(&sink);
    ck_assert_int_eq(sink.kinds, MADE_KINDS);
    ck_assert_int_eq(sink.properties, MADE_PROPERTIES);
    ck_assert_int_eq(sink.transactions, transactions);
    ck_assert_int_eq(sink.statements, transactions * IN_EACH);
}

#endif
