/*
 * Import identity against a dictionary: a table of (entry, property, value) is imported from its source
 * again and again, with cells that changed, that are gone and that somebody rejected. The rules are those
 * of transaction.h at pship_statement_assert().
 */
#include "chance.h"
#include "model_help.h"
#include "scratch.h"

enum { FEEDS = 2, ENTRIES = 4, PROPERTIES = 3, VALUES = 4, UNTILS = 3, MANY = 2, ROUNDS = 8 };

/* What an identity stands for now: of a property of many values the value belongs to the identity. */
typedef struct item {
    bool known;
    int value, until;
    pship_statement_id newest, rejected_by; /* 0: not rejected */
} item;

typedef struct dictionary {
    item items[FEEDS][ENTRIES][PROPERTIES][VALUES];
    int64_t statements, transactions;
} dictionary;

static const char *const feeds[FEEDS] = {"feed-a", "feed-b"};
static const char *const entries[ENTRIES] = {"1", "2", "row 3", "\xc3\xa9"};
static const char *const properties[PROPERTIES] = {"i_text", "i_number", "i_many"};
static const char *const values[PROPERTIES][VALUES] = {
    {"red", "green", "blue", "grey"}, {"1", "1.0", "2", "3"}, {"one", "two", "three", "four"}};
static const char *const untils[UNTILS] = {NULL, "2025-12-31", "2026"};

static uint64_t seed_at_work;

static const char *subject_of(int feed, int entry)
{
    static char text[32];
    (void)snprintf(text, sizeof text, "subject-%d-%d", feed, entry);
    return text;
}

static pship_model *start(dictionary *expected)
{
    static const pship_property_type types[PROPERTIES] = {
        PSHIP_PROPERTY_TEXT, PSHIP_PROPERTY_NUMBER, PSHIP_PROPERTY_TEXT};
    memset(expected, 0, sizeof *expected);
    pship_error err = PSHIP_ERROR_INIT;
    pship_model *model = new_model();
    pship_transaction *transaction = begin(model);
    for (int i = 0; i < PROPERTIES; i++) {
        pship_property_options options = PSHIP_PROPERTY_OPTIONS_INIT;
        options.type = types[i];
        options.many = i == MANY;
        ok(pship_property_define(transaction, properties[i], &options, &err), &err);
    }
    for (int feed = 0; feed < FEEDS; feed++) {
        source(transaction, feeds[feed], "2025-08-08");
        for (int entry = 0; entry < ENTRIES; entry++) {
            entity(transaction, "agreement", subject_of(feed, entry));
        }
    }
    commit(transaction);
    expected->statements = pship_model_statement_count(model);
    expected->transactions = 1;
    return model;
}

/* ---- importing */

static pship_statement_id import_cell(pship_transaction *transaction, int feed, int entry,
                                      int property, int value, int until)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.source = feeds[feed];
    options.entry = entries[entry];
    options.until = untils[until];
    pship_statement_id id = 0;
    ok(pship_statement_assert_text(&id, transaction, subject_of(feed, entry), properties[property],
                                   values[property][value], NULL, &options, &err),
       &err);
    return id;
}

/* The number that the library has to give. */
static pship_statement_id import_expected(dictionary *expected, int feed, int entry, int property,
                                          int value, int until)
{
    item *one = &expected->items[feed][entry][property][property == MANY ? value : 0];
    if (one->rejected_by != 0 || (one->known && one->value == value && one->until == until)) {
        return one->newest;
    }
    one->known = true;
    one->value = value;
    one->until = until;
    one->newest = ++expected->statements;
    return one->newest;
}

static void import_table(dictionary *expected, pship_transaction *transaction)
{
    for (int at = 0; at < FEEDS * ENTRIES * PROPERTIES * VALUES; at++) {
        int value = at % VALUES, property = at / VALUES % PROPERTIES;
        int entry = at / (VALUES * PROPERTIES) % ENTRIES;
        int feed = at / (VALUES * PROPERTIES * ENTRIES);
        if (property != MANY && value > 0) {
            continue; /* one value for each cell */
        }
        if (roll(4) == 0) {
            continue; /* not in the table this time, which says nothing */
        }
        const item *before = &expected->items[feed][entry][property][value];
        value = property == MANY ? value : before->known ? before->value : roll(VALUES);
        int until = before->known ? before->until : roll(UNTILS);
        if (roll(5) == 0) {
            value = property == MANY ? value : roll(VALUES);
            until = roll(UNTILS);
        }
        for (int times = roll(6) == 0 ? 2 : 1; times > 0; times--) {
            pship_statement_id wanted =
                import_expected(expected, feed, entry, property, value, until);
            pship_statement_id got = import_cell(transaction, feed, entry, property, value, until);
            ck_assert_msg(got == wanted, "seed %llu: %s of %s is statement %lld, expected %lld",
                          (unsigned long long)seed_at_work, properties[property],
                          subject_of(feed, entry), (long long)got, (long long)wanted);
        }
    }
}

/* Somebody rejects a cell, or takes that back. */
static void judge_cell(dictionary *expected, pship_transaction *transaction)
{
    int property = roll(PROPERTIES);
    item *one =
        &expected->items[roll(FEEDS)][roll(ENTRIES)][property][property == MANY ? roll(VALUES) : 0];
    if (!one->known) {
        return;
    }
    pship_error err = PSHIP_ERROR_INIT;
    pship_statement_id id = 0, target = one->rejected_by != 0 ? one->rejected_by : one->newest;
    ok(pship_statement_retract(&id, transaction, target, NULL, &err), &err);
    ck_assert_int_eq(id, ++expected->statements);
    one->rejected_by = one->rejected_by != 0 ? 0 : id;
}

/* ---- what is there then */

static void check_many(const dictionary *expected, const pship_view *view, int feed, int entry)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = NULL;
    ok(pship_view_values(&table, view, subject_of(feed, entry), properties[MANY], &err), &err);
    int64_t wanted = 0;
    for (int value = 0; value < VALUES; value++) {
        const item *one = &expected->items[feed][entry][MANY][value];
        bool live = one->known && one->rejected_by == 0;
        wanted += live;
        bool found = false;
        for (int64_t i = 0; i < pship_table_rows(table); i++) {
            char text[32];
            found |=
                strcmp(cell_text(table, "value", i, text, sizeof text), values[MANY][value]) == 0;
        }
        ck_assert_msg(found == live, "seed %llu: %s of %s is %slisted",
                      (unsigned long long)seed_at_work, values[MANY][value],
                      subject_of(feed, entry), found ? "" : "not ");
    }
    ck_assert_int_eq(pship_table_rows(table), wanted);
    pship_table_free(table);
}

static void check_model(const dictionary *expected, pship_model *model)
{
    ck_assert_msg(pship_model_statement_count(model) == expected->statements &&
                      pship_model_transaction_count(model) == expected->transactions,
                  "seed %llu: %lld statements in %lld transactions, expected %lld in %lld",
                  (unsigned long long)seed_at_work, (long long)pship_model_statement_count(model),
                  (long long)pship_model_transaction_count(model), (long long)expected->statements,
                  (long long)expected->transactions);
    pship_view *view = open_view(model, "2025-10-01", NULL);
    for (int feed = 0; feed < FEEDS; feed++) {
        for (int entry = 0; entry < ENTRIES; entry++) {
            check_many(expected, view, feed, entry);
            for (int property = 0; property < MANY; property++) {
                const item *one = &expected->items[feed][entry][property][0];
                bool live = one->known && one->rejected_by == 0;
                pship_cell cell = ask(view, subject_of(feed, entry), properties[property]);
                const char *got = cell.value.kind == PSHIP_VALUE_ABSENT ? "" : cell.value.text;
                const char *wanted = live ? values[property][one->value] : "";
                ck_assert_msg(strcmp(got, wanted) == 0 && !cell.contested &&
                                  cell.statement == (live ? one->newest : 0),
                              "seed %llu: %s of %s is '%s' of statement %lld, expected '%s'",
                              (unsigned long long)seed_at_work, properties[property],
                              subject_of(feed, entry), got, (long long)cell.statement, wanted);
            }
        }
    }
    pship_view_free(view);
}

/* The dictionary must be there as well in what was opened from a file. */
static pship_model *reopen(pship_model *model, const char *path)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_model *opened = NULL;
    ok(pship_model_save(model, path, &err), &err);
    ok(pship_model_open(&opened, NULL, path, NULL, &err), &err);
    pship_model_free(model);
    return opened;
}

static void one_round(dictionary *expected, pship_model *model)
{
    dictionary before = *expected;
    pship_transaction *transaction = begin(model);
    if (roll(3) == 0) {
        for (int times = roll(6); times >= 0; times--) {
            judge_cell(expected, transaction);
        }
    } else {
        import_table(expected, transaction);
    }
    if (roll(6) == 0) {
        pship_transaction_free(transaction); /* the identities go with the statements */
        *expected = before;
        return;
    }
    commit(transaction);
    /* One that recorded nothing leaves no trace. */
    expected->transactions += expected->statements > before.statements;
}

static void one_case(uint64_t seed)
{
    chance_seed(seed);
    seed_at_work = seed;
    static dictionary expected;
    pship_model *model = start(&expected);
    char folder[SCRATCH_SIZE] = "", path[SCRATCH_SIZE + 32];
    for (int i = 0; i < ROUNDS; i++) {
        one_round(&expected, model);
        check_model(&expected, model);
        if (folder[0] == '\0' && roll(60) == 0) {
            scratch_folder(folder);
            (void)snprintf(path, sizeof path, "%s/a.pship", folder);
            model = reopen(model, path);
        }
    }
    pship_model_free(model);
    if (folder[0] != '\0') {
        scratch_remove_database(path);
        ck_assert_int_eq(rmdir(folder), 0);
    }
}

START_TEST(repeated_imports_equal_a_dictionary)
{
    uint64_t start = chance_start_at(1);
    for (int i = 0, cases = chance_cases(500); i < cases; i++) {
        one_case(start + (uint64_t)i);
    }
}
END_TEST

/* A correction names the newest of the statements of its identity, and carries the identity. */
START_TEST(a_changed_cell_corrects_the_newest)
{
    dictionary expected;
    pship_model *model = start(&expected);
    pship_statement_id ids[3];
    for (int i = 0; i < 3; i++) {
        pship_transaction *transaction = begin(model);
        ids[i] = import_cell(transaction, 0, 0, 0, i, 0);
        commit(transaction);
    }
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = NULL;
    ok(pship_model_history(&table, model, subject_of(0, 0), properties[0], &err), &err);
    ck_assert_int_eq(pship_table_rows(table), 3);
    for (int i = 0; i < 3; i++) {
        char id[24];
        (void)snprintf(id, sizeof id, "%lld", (long long)(i == 0 ? 0 : ids[i - 1]));
        expect_cell(table, "operation", i, i == 0 ? "assert" : "correct");
        expect_cell(table, "target", i, i == 0 ? "" : id);
        expect_cell(table, "entry", i, entries[0]);
    }
    pship_table_free(table);
    pship_model_free(model);
}
END_TEST

/* An entry says one thing: it cannot mend what another entry said and what it said itself at once. */
START_TEST(an_entry_cannot_correct_what_another_said)
{
    dictionary expected;
    pship_model *model = start(&expected);
    pship_transaction *transaction = begin(model);
    pship_statement_id own = import_cell(transaction, 0, 0, 0, 0, 0);
    pship_statement_id other =
        state(transaction, subject_of(0, 0), properties[0], values[0][1], NULL);
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.source = feeds[0];
    options.entry = entries[0];
    pship_value value = pship_value_text(values[0][2]);
    pship_error err = PSHIP_ERROR_INIT;
    int64_t before = pship_model_statement_count(model);
    ck_assert_int_eq(pship_statement_correct(NULL, transaction, other, &value, &options, &err),
                     PSHIP_E_CONFLICT);
    ck_assert_ptr_nonnull(strstr(err.message, entries[0]));
    pship_statement_id mended = 0;
    ok(pship_statement_correct(&mended, transaction, own, &value, &options, &err), &err);
    commit(transaction);
    ck_assert_int_eq(pship_model_statement_count(model), before + 3);
    ck_assert_int_gt(mended, other);
    pship_model_free(model);
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("import");
    TCase *all = tcase_create("import");
    tcase_set_timeout(all, 120);
    tcase_add_test(all, repeated_imports_equal_a_dictionary);
    tcase_add_test(all, a_changed_cell_corrects_the_newest);
    tcase_add_test(all, an_entry_cannot_correct_what_another_said);
    suite_add_tcase(suite, all);
    return suite;
}
