/*
 * The bytes of the hash chain. The known answers were computed in Python from the description in
 * docs/file-format.md alone, with hashlib.blake2b(bytes, digest_size=32, salt=..., person=...).
 */
#include "alloc/failing.h"
#include "seal_help.h"

#define CHAIN_ANSWER "8f51a4bd5b2e7ebbf12a391046ebe967ad820c8d981d6426085b6fad66976cd3"
#define NUMBER_ANSWER "3cbd0ff6a811e222ad0eb54a7ddbfc5e2fb9684007ac651a023b3acf85b0efcf"
#define DATE_ANSWER "b970a6087ff38663358aabff3fc3e9e9e51929948e7f52fcb6684143ded79cd3"
#define LONG_ANSWER "99a12a6a32c7d6a3bd5140a0f715d7133b47a98d4157767ba3d6591d4b833c35"

static pship_model *model;
static pship_error err;
static unsigned char seed[DIGEST_SIZE]; /* 0, 1, 2, ... 31 */
static char long_text[100001];          /* 100,000 times x */

static void setup(void)
{
    err = pship_error_init();
    model = new_model();
    fill_ground(model);
    for (size_t i = 0; i < sizeof seed; i++) {
        seed[i] = (unsigned char)i;
    }
    memset(long_text, 'x', sizeof long_text - 1);
}

static void teardown(void)
{
    pship_model_free(model);
}

/* Transaction 2, three statements of which the known answers are; the number of the first. */
static pship_statement_id fill_known(void)
{
    pship_transaction *tx = begin_at(model, 1764000000123456, "why");
    pship_kind_options pact = PSHIP_KIND_OPTIONS_INIT;
    pact.parent = "agreement";
    pact.description = "A short one.";
    ok(pship_kind_define(tx, "pact", &pact, &err), &err);
    pship_property_options weight = PSHIP_PROPERTY_OPTIONS_INIT;
    weight.type = PSHIP_PROPERTY_NUMBER;
    weight.many = true;
    weight.of_kind = "pact";
    ok(pship_property_define(tx, "weight", &weight, &err), &err);
    pship_scenario_options what_if = PSHIP_SCENARIO_OPTIONS_INIT;
    what_if.pinned = 1;
    ok(pship_scenario_define(tx, "what-if", &what_if, &err), &err);
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.from = "2026-02";
    options.until = "2026-05-31";
    pship_statement_options full = options;
    full.source = "paper";
    full.rank = PSHIP_RANK_PREFERRED;
    full.locator = "p. 3";
    full.qualifier = "nearly";
    full.certainty = "likely";
    full.wording = "almost 1,366";
    full.reason = "newer";
    full.entry = "row-7";
    pship_statement_id first = measure(tx, pship_value_number("1365.50", "USD million"), &full);
    measure(tx, pship_value_date("2025-12-19~"), &options);
    measure(tx, pship_value_text(long_text), &options);
    commit(tx);
    return first;
}

static void digest_of(const statement *row, unsigned char digest[DIGEST_SIZE])
{
    static const unsigned char salt[SALT_SIZE] = "the same salt";
    pship__digest_statement(model, row, salt, digest);
}

START_TEST(salts_are_those_that_python_computes)
{
    unsigned char salts[SALTS_PER_BLOCK][SALT_SIZE];
    unsigned char both[DIGEST_SIZE];
    pship__digest_salts(seed, 0, salts);
    memcpy(both, salts[0], SALT_SIZE);
    memcpy(both + SALT_SIZE, salts[3], SALT_SIZE);
    expect_digest(both, "08037eb75d9c74b3663ba37e7fceeb64"
                        "7c9e5cc7d78d7f5f9171cb3c13a7e486");
    pship__digest_salts(seed, 1023 / SALTS_PER_BLOCK, salts);
    memcpy(both + SALT_SIZE, salts[1023 % SALTS_PER_BLOCK], SALT_SIZE);
    expect_digest(both, "08037eb75d9c74b3663ba37e7fceeb64"
                        "c9f5db0d2b88d27ebf9e0e7b98fdab49");
}
END_TEST

START_TEST(digests_of_statements_are_those_that_python_computes)
{
    static const char *const answers[] = {NUMBER_ANSWER, DATE_ANSWER, LONG_ANSWER};
    pship_statement_id first = fill_known();
    unsigned char salts[SALTS_PER_BLOCK][SALT_SIZE];
    pship__digest_salts(seed, 0, salts);
    for (int i = 0; i < 3; i++) {
        unsigned char digest[DIGEST_SIZE];
        pship__digest_statement(model, statement_at(model, first + i), salts[i], digest);
        expect_digest(digest, answers[i]);
    }
}
END_TEST

START_TEST(the_digest_of_a_transaction_is_the_one_that_python_computes)
{
    pship_statement_id first = fill_known();
    unsigned char digest[DIGEST_SIZE];
    memcpy(writable_seal(model, first)->seed, seed, DIGEST_SIZE);
    memset(writable_transaction(model, 1)->digest, 0x11, DIGEST_SIZE);
    ok(pship__seal_recompute(model, 2, (size_t)first, digest, &err), &err);
    expect_digest(digest, CHAIN_ANSWER);
}
END_TEST

static int compare_salts(const void *left, const void *right)
{
    return memcmp(left, right, SALT_SIZE);
}

START_TEST(salts_do_not_repeat)
{
    static unsigned char all[3 * SEAL_MOST][SALT_SIZE];
    pship_statement_id first = measure_many(model, 3 * SEAL_MOST);
    for (size_t i = 0; i < 3 * SEAL_MOST; i += SALTS_PER_BLOCK) {
        const seal_row *seal = writable_seal(model, first + (pship_statement_id)i);
        pship__digest_salts(seal->seed, i % SEAL_MOST / SALTS_PER_BLOCK, all + i);
    }
    qsort(all, 3 * SEAL_MOST, SALT_SIZE, compare_salts);
    for (size_t i = 1; i < 3 * SEAL_MOST; i++) {
        ck_assert_int_ne(memcmp(all[i - 1], all[i], SALT_SIZE), 0);
    }
}
END_TEST

/* ---- every field counts */

/* All the digests that were seen, none twice. */
static unsigned char seen[100][DIGEST_SIZE];
static size_t seen_count;

static void expect_new(const statement *row, const char *what)
{
    digest_of(row, seen[seen_count]);
    for (size_t i = 0; i < seen_count; i++) {
        ck_assert_msg(memcmp(seen[i], seen[seen_count], DIGEST_SIZE) != 0,
                      "%s: the digest is one that was seen", what);
    }
    seen_count++;
}

START_TEST(each_field_of_a_statement_changes_its_digest)
{
    statement base = *statement_at(model, fill_known());
    name_id other = base.subject;
    date_id date = base.until;
    seen_count = 0;
    expect_new(&base, "the statement");
    statement row;
#define CHANGED(field, to) \
    row = base; \
    row.field = to; \
    expect_new(&row, #field)
    CHANGED(value_kind, PSHIP_VALUE_TEXT);
    CHANGED(value, other);
    CHANGED(value, 0);
    CHANGED(unit, other);
    CHANGED(unit, 0);
    CHANGED(object, other);
    CHANGED(from, date);
    CHANGED(from, 0);
    CHANGED(until, base.from);
    CHANGED(until, 0);
    CHANGED(states_until, false);
    CHANGED(boolean, true);
    CHANGED(rank, PSHIP_RANK_NORMAL);
    CHANGED(rank, PSHIP_RANK_DEPRECATED);
    CHANGED(last_confirmed, 20000);
    CHANGED(note, 0);
#undef CHANGED
}
END_TEST

START_TEST(each_word_of_a_note_changes_the_digest)
{
    pship_statement_id id = fill_known();
    statement base = *statement_at(model, id);
    note_row *note = pship__stable_at(&model->notes.rows, base.note - 1u);
    note_row before = *note;
    name_id *const words[] = {&note->locator, &note->qualifier, &note->certainty,
                              &note->wording, &note->reason,    &note->entry};
    seen_count = 0;
    expect_new(&base, "the statement");
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        *words[i] = base.subject;
        expect_new(&base, "another word");
        *words[i] = 0;
        expect_new(&base, "no word");
        *note = before;
    }
}
END_TEST

static void vary_date(statement *base, date_id id)
{
    stored_date *date = pship__stable_at(&model->dates.rows, id - 1u);
    stored_date before = *date;
#define CHANGED(field, to) \
    date->field = to; \
    expect_new(base, #field); \
    *date = before
    CHANGED(earliest, before.earliest - 1);
    CHANGED(latest, before.latest + 1);
    CHANGED(kind, PSHIP_DATE_UNKNOWN);
    CHANGED(precision, PSHIP_PRECISION_RANGE);
    CHANGED(approximate, !before.approximate);
    CHANGED(uncertain, true);
    CHANGED(text, base->subject);
    CHANGED(text, 0);
#undef CHANGED
}

START_TEST(each_part_of_a_date_changes_the_digest)
{
    statement base = *statement_at(model, fill_known() + 1);
    ck_assert_int_eq(base.value_kind, PSHIP_VALUE_DATE);
    seen_count = 0;
    expect_new(&base, "the statement");
    vary_date(&base, base.date);
    vary_date(&base, base.from);
    vary_date(&base, base.until);
}
END_TEST

START_TEST(the_structure_and_the_head_change_the_digest_of_the_transaction)
{
    pship_statement_id first = fill_known();
    unsigned char before[DIGEST_SIZE];
    unsigned char after[DIGEST_SIZE];
    statement *row = writable_statement(model, first);
    transaction_row *head = writable_transaction(model, 2);
    statement kept = *row;
    transaction_row kept_head = *head;
    ok(pship__seal_recompute(model, 2, (size_t)first, before, &err), &err);
#define CHANGED(field, to) \
    field = to; \
    ok(pship__seal_recompute(model, 2, (size_t)first, after, &err), &err); \
    ck_assert_msg(memcmp(before, after, DIGEST_SIZE) != 0, "%s", #field); \
    *row = kept; \
    *head = kept_head
    CHANGED(row->operation, OPERATION_MASK);
    CHANGED(row->layer, 1);
    CHANGED(row->target, 1);
    CHANGED(row->subject, row->source);
    CHANGED(row->property, row->source);
    CHANGED(row->source, 0);
    CHANGED(head->recorded_at, kept_head.recorded_at + 1);
    CHANGED(head->actor, 0);
    CHANGED(head->note, kept_head.actor);
#undef CHANGED
}
END_TEST

START_TEST(what_a_transaction_defines_changes_its_digest)
{
    pship_statement_id first = fill_known();
    unsigned char before[DIGEST_SIZE];
    unsigned char after[DIGEST_SIZE];
    ok(pship__seal_recompute(model, 2, (size_t)first, before, &err), &err);
    property_row *property = pship__stable_at(&model->properties, model->properties.count - 1);
    kind_row *kind = pship__stable_at(&model->kinds, model->kinds.count - 1);
    scenario_row *scenario = pship__stable_at(&model->scenarios, model->scenarios.count - 1);
    property_row kept_property = *property;
    kind_row kept_kind = *kind;
    scenario_row kept_scenario = *scenario;
#define CHANGED(field, to) \
    field = to; \
    ok(pship__seal_recompute(model, 2, (size_t)first, after, &err), &err); \
    ck_assert_msg(memcmp(before, after, DIGEST_SIZE) != 0, "%s", #field); \
    *property = kept_property; \
    *kind = kept_kind; \
    *scenario = kept_scenario
    CHANGED(kind->name, kept_property.name);
    CHANGED(kind->parent, 0);
    CHANGED(kind->description, 0);
    CHANGED(property->name, kept_kind.name);
    CHANGED(property->type, PSHIP_PROPERTY_TEXT);
    CHANGED(property->many, false);
    CHANGED(property->of_kind, 0);
    CHANGED(property->refers_to, kept_kind.name);
    CHANGED(property->description, kept_kind.name);
    CHANGED(scenario->name, kept_kind.name);
    CHANGED(scenario->pinned, 0);
    CHANGED(scenario->description, kept_kind.name);
#undef CHANGED
}
END_TEST

START_TEST(texts_that_are_shifted_or_empty_do_not_meet)
{
    static const char *const texts[] = {"ab", "c", "a", "bc", "abc", ""};
    statement rows[6];
    pship_transaction *tx = begin(model);
    pship_statement_id first = measure(tx, pship_value_text(texts[0]), NULL);
    for (int i = 1; i < 6; i++) {
        measure(tx, pship_value_text(texts[i]), NULL);
    }
    commit(tx);
    seen_count = 0;
    for (int i = 0; i < 6; i++) {
        rows[i] = *statement_at(model, first + i);
    }
    /* Each pair as value and unit, and none for the unit. */
    for (int i = 0; i < 6; i++) {
        for (int j = 0; j < 6; j++) {
            statement row = rows[i];
            row.unit = rows[j].value;
            expect_new(&row, "a pair of texts");
        }
        expect_new(&rows[i], "a text alone");
    }
}
END_TEST

START_TEST(the_double_of_a_number_is_no_part_of_its_digest)
{
    unsigned char before[DIGEST_SIZE];
    unsigned char after[DIGEST_SIZE];
    statement row = *statement_at(model, fill_known());
    digest_of(&row, before);
    row.number = 7;
    digest_of(&row, after);
    ck_assert_mem_eq(before, after, DIGEST_SIZE);
}
END_TEST

/* ---- seals */

START_TEST(a_long_transaction_has_several_seals)
{
    size_t before = model->seals.count;
    pship_statement_id first = measure_many(model, 2 * SEAL_MOST + 1);
    ck_assert_uint_eq(model->seals.count, before + 3);
    for (int i = 0; i <= 2 * SEAL_MOST; i++) {
        const seal_row *seal = seal_at(model, pship__seal_of(model, first + i, model->seals.count));
        ck_assert_ptr_eq(seal, pship__stable_at(&model->seals, before + (size_t)i / SEAL_MOST));
        ck_assert_uint_eq(seal->count, i == 2 * SEAL_MOST ? 1 : SEAL_MOST);
    }
    ck_assert_uint_eq(0, pship__seal_of(model, first + 2 * SEAL_MOST + 1, model->seals.count));
    ck_assert_uint_eq(0, pship__seal_of(model, first, before));
    ck_assert_uint_eq(0, pship__seal_of(model, 1, 0));
}
END_TEST

START_TEST(an_opened_seal_keeps_the_salts_of_the_others)
{
    pship_statement_id first = fill_known();
    seal_row *seal = writable_seal(model, first);
    memcpy(seal->seed, seed, DIGEST_SIZE);
    seal_row opened;
    seal_row again;
    ok(pship__seal_open(model, seal, first, &opened, &err), &err);
    ok(pship__seal_open(model, &opened, first + 2, &again, &err), &err);
    ck_assert(again.opened && again.first == seal->first && again.count == 3 &&
              again.transaction == 2);
    expect_digest(opened.items[0], NUMBER_ANSWER);
    expect_digest(again.items[0], NUMBER_ANSWER);
    expect_digest(again.items[2], LONG_ANSWER);
    unsigned char salts[SALTS_PER_BLOCK][SALT_SIZE];
    unsigned char expected[DIGEST_SIZE] = {0};
    pship__digest_salts(seed, 0, salts);
    memcpy(expected, salts[1], SALT_SIZE);
    ck_assert_mem_eq(again.items[1], expected, DIGEST_SIZE);
    for (size_t i = 0; i < DIGEST_SIZE; i++) {
        ck_assert_int_eq(again.seed[i], 0);
    }
    pship__release(model->context, opened.items);
    pship__release(model->context, again.items);
}
END_TEST

START_TEST(a_seal_is_not_opened_for_a_statement_of_another)
{
    pship_statement_id first = fill_known();
    seal_row opened;
    const seal_row *seal = writable_seal(model, first);
    ck_assert_int_eq(pship__seal_open(model, seal, first - 1, &opened, &err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship__seal_open(model, seal, first + 3, &opened, &err), PSHIP_E_ARGUMENT);
}
END_TEST

static pship_result open_a_seal(void *data, pship_error *error)
{
    pship_model *of = data;
    seal_row opened;
    const seal_row *seal = pship__stable_at(&of->seals, 0);
    pship_result result = pship__seal_open(of, seal, seal->first, &opened, error);
    if (result == PSHIP_OK) {
        pship__release(of->context, opened.items);
    }
    return result;
}

START_TEST(opening_a_seal_gives_back_what_it_took)
{
    heap memory;
    pship_context *context = heap_context(&memory);
    pship_model *poor = NULL;
    ok(pship_model_new(&poor, context, &err), &err);
    fill_ground(poor);
    heap_fail_each(&memory, open_a_seal, NULL, poor);
    pship_model_free(poor);
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}
END_TEST

START_TEST(without_memory_for_seals_there_are_none)
{
    heap memory;
    pship_context *context = heap_context(&memory);
    pship_model *poor = NULL;
    ok(pship_model_new(&poor, context, &err), &err);
    fill_ground(poor);
    unsigned char digest[DIGEST_SIZE];
    memcpy(digest, writable_transaction(poor, 1)->digest, DIGEST_SIZE);
    /* The chunks of a stable array that are there are enough for 256 seals: forget them. */
    stable kept = poor->seals;
    pship__stable_init(&poor->seals, context, sizeof(seal_row));
    heap_set(&memory, 1, false);
    ck_assert_int_eq(pship__seal_transaction(poor, 1, 1, &err), PSHIP_E_MEMORY);
    heap_set(&memory, 0, false);
    ck_assert_uint_eq(poor->seals.count, 0);
    ck_assert_mem_eq(writable_transaction(poor, 1)->digest, digest, DIGEST_SIZE);
    poor->seals = kept;
    pship_model_free(poor);
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}
END_TEST

Suite *test_suite(void);

Suite *test_suite(void)
{
    Suite *suite = suite_create("seal");
    TCase *tests = tcase_create("seal");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, salts_are_those_that_python_computes);
    tcase_add_test(tests, digests_of_statements_are_those_that_python_computes);
    tcase_add_test(tests, the_digest_of_a_transaction_is_the_one_that_python_computes);
    tcase_add_test(tests, salts_do_not_repeat);
    tcase_add_test(tests, each_field_of_a_statement_changes_its_digest);
    tcase_add_test(tests, each_word_of_a_note_changes_the_digest);
    tcase_add_test(tests, each_part_of_a_date_changes_the_digest);
    tcase_add_test(tests, the_structure_and_the_head_change_the_digest_of_the_transaction);
    tcase_add_test(tests, what_a_transaction_defines_changes_its_digest);
    tcase_add_test(tests, texts_that_are_shifted_or_empty_do_not_meet);
    tcase_add_test(tests, the_double_of_a_number_is_no_part_of_its_digest);
    tcase_add_test(tests, a_long_transaction_has_several_seals);
    tcase_add_test(tests, an_opened_seal_keeps_the_salts_of_the_others);
    tcase_add_test(tests, a_seal_is_not_opened_for_a_statement_of_another);
    tcase_add_test(tests, opening_a_seal_gives_back_what_it_took);
    tcase_add_test(tests, without_memory_for_seals_there_are_none);
    suite_add_tcase(suite, tests);
    return suite;
}
