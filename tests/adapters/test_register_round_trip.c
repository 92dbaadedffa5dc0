/*
 * Writing and reading back is the identity of statements: for models made up at random, and for
 * the flagship register.
 *
 * A failure names its seed.
 */
#include "adapters/dump.h"
#include "chance.h"

Suite *test_suite(void);

#define COUNT(rows) (sizeof rows / sizeof rows[0])
#define SEEDS 40
#define RECORDED_AT 1767225600000000 /* 2026-01-01: what has no source is published on this day */

/* ---- chance */

static const char *pick(const char *const *from, size_t count)
{
    return from[draw((uint32_t)count)];
}
#define PICK(from) pick(from, COUNT(from))

/* One in `sides`, else NULL. */
#define PERHAPS(sides, from) (roll(sides) == 0 ? PICK(from) : NULL)

/* ---- a model made up */

static const char *const texts[] = {"a",
                                    "b",
                                    "",
                                    " ",
                                    "12",
                                    "true",
                                    "2025-08",
                                    "\"quoted\" \\ / back",
                                    "two\nlines\tand\x01",
                                    "Şəmkir 😀",
                                    "null",
                                    "..",
                                    "3 days after signature of g1",
                                    "'",
                                    ("a text that is much longer than a line of JSON may be, so "
                                     "that the entry is broken into several lines")};
static const char *const numbers[] = {
    "0", "-0", "1.50", "+7", "007", "1e3", ".5", "5.", "12345678901234567890", "1.365"};
static const char *const units[] = {"USD million", "USD", "km", "percent", ""};
static const char *const dates[] = {"2025",  "2025-08",     "2025-08-08",      "199X",
                                    "2024~", "2025-02-10?", "2025-01/2025-11", "../2024",
                                    "",      "..",          "2024-21"};
static const char *const rules[] = {"3 months after signature of g1", "on published of s1",
                                    "1 day before date of e1", "2 weeks after signature of şəhər"};
static const char *const froms[] = {"2020", "2024-01", "2025-08-08", "..", "", "../2024", "2023~"};
static const char *const untils[] = {"2025", "2026-02", "2025-12-31", "..",
                                     "",     "2026/..", "2024-06-30?"};
static const char *const days[] = {"2025-12-31", "2024-02-29", "0999-01-01", "-0001-12-31"};
static const char *const sources[] = {"s1", "s2", "s3"};
static const char *const qualifiers[] = {"about", "nearly", "more than", ""};

static const struct {
    const char *kind, *id;
} entities[] = {{"source", "s1"},    {"source", "s2"},        {"source", "s3"},
                {"state", "p1"},     {"party", "p2"},         {"person", "x1"},
                {"agreement", "g1"}, {"act", "g1/signature"}, {"event", "e1"},
                {"figure", "f1"},    {"figure", "f2"},        {"port", "şəhər"},
                {"embassy", "p3"},   {"place", "l1"},         {"commitment", "\"c\\"}};

/* What can be said of the entities above. */
static const struct {
    const char *subject, *property;
    pship_property_type type;
    const char *refers_to[3];
} sayings[] = {
    {"s1", "title", PSHIP_PROPERTY_TEXT, {NULL}},
    {"s2", "publisher", PSHIP_PROPERTY_TEXT, {NULL}},
    {"p1", "name", PSHIP_PROPERTY_TEXT, {NULL}},
    {"p1", "alias", PSHIP_PROPERTY_TEXT, {NULL}},
    {"p2", "country", PSHIP_PROPERTY_REFERENCE, {"p1", "p1", "p1"}},
    {"p3", "open", PSHIP_PROPERTY_BOOLEAN, {NULL}},
    {"x1", "alias", PSHIP_PROPERTY_TEXT, {NULL}},
    {"g1", "party", PSHIP_PROPERTY_REFERENCE, {"p1", "p2", "p3"}},
    {"g1", "binding", PSHIP_PROPERTY_BOOLEAN, {NULL}},
    {"g1/signature", "type", PSHIP_PROPERTY_TEXT, {NULL}},
    {"g1/signature", "date", PSHIP_PROPERTY_DATE, {NULL}},
    {"g1/signature", "agreement", PSHIP_PROPERTY_REFERENCE, {"g1", "g1", "g1"}},
    {"e1", "place", PSHIP_PROPERTY_REFERENCE, {"şəhər", "l1", "l1"}},
    {"e1", "date", PSHIP_PROPERTY_DATE, {NULL}},
    {"e1", "topic", PSHIP_PROPERTY_TEXT, {NULL}},
    {"f1", "value", PSHIP_PROPERTY_ANY, {NULL}},
    {"f1", "about", PSHIP_PROPERTY_REFERENCE, {"p1", "g1", "f2"}},
    {"f2", "value", PSHIP_PROPERTY_ANY, {NULL}},
    {"şəhər", "depth", PSHIP_PROPERTY_NUMBER, {NULL}},
    {"şəhər", "note2", PSHIP_PROPERTY_ANY, {NULL}},
    {"\"c\\", "due", PSHIP_PROPERTY_DATE, {NULL}},
    {"only-here", "name", PSHIP_PROPERTY_TEXT, {NULL}},
};

/* Each on one before it, or on the base. */
static const struct {
    const char *name, *parent, *description;
} scenarios[] = {{"no-charter", NULL, "What if it had not been signed?"},
                 {"later", "no-charter", NULL},
                 {"şəhər?", NULL, ""}};

/* What is imported, from here and there: few, so that much of it is imported again. */
static const char *const entries[] = {"row 1", "row 2", "p1", "g1#2", "e1>2", ""};

static pship_value any_value(size_t saying, pship_property_type type)
{
    switch (draw(12)) {
    case 0:
        return pship_value_none();
    case 1:
        return pship_value_unknown();
    default:
        break;
    }
    switch (type) {
    case PSHIP_PROPERTY_TEXT:
        return pship_value_text(PICK(texts));
    case PSHIP_PROPERTY_NUMBER:
        return pship_value_number(PICK(numbers), PERHAPS(2, units));
    case PSHIP_PROPERTY_DATE:
        return draw(4) == 0 ? pship_value_rule(PICK(rules)) : pship_value_date(PICK(dates));
    case PSHIP_PROPERTY_REFERENCE:
        return pship_value_reference(PICK(sayings[saying].refers_to));
    case PSHIP_PROPERTY_BOOLEAN:
        return pship_value_boolean(draw(2) == 0);
    default: {
        static const pship_property_type types[] = {PSHIP_PROPERTY_TEXT, PSHIP_PROPERTY_NUMBER,
                                                    PSHIP_PROPERTY_DATE, PSHIP_PROPERTY_BOOLEAN};
        pship_property_type one = types[draw(COUNT(types))];
        return one == PSHIP_PROPERTY_DATE ? pship_value_date(PICK(dates)) : any_value(saying, one);
    }
    }
}

static pship_statement_options any_options(void)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.source = draw(4) == 0 ? NULL : PICK(sources);
    options.locator = PERHAPS(3, texts);
    options.from = PERHAPS(3, froms);
    options.until = PERHAPS(3, untils);
    options.last_confirmed = PERHAPS(8, days);
    options.qualifier = PERHAPS(6, qualifiers);
    options.certainty = PERHAPS(9, texts);
    options.wording = PERHAPS(9, texts);
    options.reason = PERHAPS(9, texts);
    options.rank = (pship_rank)(draw(6) == 0 ? (int)draw(3) - 1 : 0);
    options.entry = PERHAPS(3, entries);
    return options;
}

static void record_entities(pship_transaction *transaction)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_kind_options kind = PSHIP_KIND_OPTIONS_INIT;
    pship_property_options property = PSHIP_PROPERTY_OPTIONS_INIT;
    kind.parent = "place";
    kind.description = "A \"harbour\"";
    ck_assert_int_eq(pship_kind_define(transaction, "port", &kind, &err), PSHIP_OK);
    kind.parent = "ministry";
    kind.description = NULL;
    ck_assert_int_eq(pship_kind_define(transaction, "embassy", &kind, &err), PSHIP_OK);
    property.type = PSHIP_PROPERTY_NUMBER;
    property.of_kind = "port";
    ck_assert_int_eq(pship_property_define(transaction, "depth", &property, &err), PSHIP_OK);
    property.type = PSHIP_PROPERTY_ANY;
    property.many = true;
    ck_assert_int_eq(pship_property_define(transaction, "note2", &property, &err), PSHIP_OK);
    property = pship_property_options_init();
    property.type = PSHIP_PROPERTY_BOOLEAN;
    property.description = "Whether it is open";
    ck_assert_int_eq(pship_property_define(transaction, "open", &property, &err), PSHIP_OK);
    for (size_t i = 0; i < COUNT(entities); i++) {
        ck_assert_msg(pship_entity_record(transaction, entities[i].kind, entities[i].id, &err) ==
                          PSHIP_OK,
                      "%s", err.message);
    }
    for (size_t i = 0; i < COUNT(scenarios); i++) {
        pship_scenario_options scenario = PSHIP_SCENARIO_OPTIONS_INIT;
        scenario.parent = scenarios[i].parent;
        scenario.description = scenarios[i].description;
        ck_assert_int_eq(pship_scenario_define(transaction, scenarios[i].name, &scenario, &err),
                         PSHIP_OK);
    }
    static const char *const published[] = {"2024-03-01", "2025-03", "2026-01-10"};
    for (size_t i = 0; i < COUNT(published); i++) {
        pship_value value = pship_value_date(published[i]);
        ck_assert_int_eq(
            pship_statement_assert(NULL, transaction, sources[i], "published", &value, NULL, &err),
            PSHIP_OK);
    }
}

typedef struct made {
    pship_statement_id id;
    size_t saying;
    bool value; /* it has one: it is no act */
} made;

/* An act on a statement. Chance proposes also what the model refuses; that is left out. */
static bool record_act(pship_transaction *transaction, const made *target, size_t operation,
                       made *one)
{
    pship_statement_options options = any_options();
    pship_value value = any_value(target->saying, sayings[target->saying].type);
    one->saying = target->saying;
    one->value = operation < 3;
    switch (operation) {
    case 0:
    case 1:
    case 2:
        return target->value && pship_statement_correct(&one->id, transaction, target->id, &value,
                                                        &options, NULL) == PSHIP_OK;
    case 3:
        return target->value && options.until != NULL &&
               pship_statement_end(&one->id, transaction, target->id, &options, NULL) == PSHIP_OK;
    case 4:
        options.last_confirmed = PICK(days);
        return target->value && pship_statement_confirm(&one->id, transaction, target->id, &options,
                                                        NULL) == PSHIP_OK;
    case 5:
        return pship_statement_mask(&one->id, transaction, target->id, &options, NULL) == PSHIP_OK;
    default:
        return pship_statement_retract(&one->id, transaction, target->id, &options, NULL) ==
               PSHIP_OK;
    }
}

static bool record_one(pship_transaction *transaction, const made *before, size_t count, made *one)
{
    if (count > 0 && draw(2) == 0) {
        const made *target = &before[count - 1 - draw((uint32_t)(count < 12 ? count : 12))];
        return record_act(transaction, target, draw(8), one);
    }
    pship_statement_options options = any_options();
    one->saying = draw(COUNT(sayings));
    one->value = true;
    pship_value value = any_value(one->saying, sayings[one->saying].type);
    return pship_statement_assert(&one->id, transaction, sayings[one->saying].subject,
                                  sayings[one->saying].property, &value, &options,
                                  NULL) == PSHIP_OK;
}

static pship_transaction *begin(pship_model *model, const char *scenario)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_transaction *transaction = NULL;
    pship_transaction_options options = PSHIP_TRANSACTION_OPTIONS_INIT;
    options.recorded_at = RECORDED_AT;
    options.scenario = scenario;
    ck_assert_msg(pship_transaction_begin(&transaction, model, &options, &err) == PSHIP_OK, "%s",
                  err.message);
    return transaction;
}

/* Into any layer, where it may be that an entity is made up once more. */
static pship_transaction *begin_anywhere(pship_model *model)
{
    size_t layer = draw(2 * COUNT(scenarios));
    pship_transaction *transaction =
        begin(model, layer < COUNT(scenarios) ? scenarios[layer].name : NULL);
    if (draw(3) == 0) {
        ck_assert_int_eq(pship_entity_record(transaction, "person", "only-here", NULL), PSHIP_OK);
    }
    return transaction;
}

static void commit(pship_transaction *transaction)
{
    pship_error err = PSHIP_ERROR_INIT;
    ck_assert_msg(pship_transaction_commit(transaction, &err) == PSHIP_OK, "%s", err.message);
    pship_transaction_free(transaction);
}

static pship_model *make_model(uint64_t seed)
{
    enum { MOST = 160 };
    made rows[MOST];
    size_t count = 0;
    chance_seed(seed);
    pship_model *model = NULL;
    ck_assert_int_eq(pship_model_new(&model, NULL, NULL), PSHIP_OK);
    pship_transaction *transaction = begin(model, NULL);
    record_entities(transaction);
    size_t wanted = 20 + draw(MOST - 20);
    for (int tries = 0; count < wanted && tries < 2000; tries++) {
        if (draw(12) == 0) {
            commit(transaction);
            transaction = begin_anywhere(model);
        }
        count += record_one(transaction, rows, count, &rows[count]);
    }
    ck_assert_uint_eq(count, wanted);
    commit(transaction);
    return model;
}

/* ---- statements by what they say */

typedef struct lines {
    char **texts;
    size_t count;
} lines;

static int by_text(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* A line for each statement, with the line of its target instead of a number, sorted. */
static lines lines_of(pship_model *model)
{
    pship_table *table = statements_of(model);
    int32_t target = pship_table_find(table, "target");
    lines made_lines = {NULL, (size_t)pship_table_rows(table)};
    made_lines.texts = malloc((made_lines.count + 1) * sizeof(char *));
    ck_assert_ptr_nonnull(made_lines.texts);
    for (size_t i = 0; i < made_lines.count; i++) {
        char line[4096];
        const char *of = "";
        dump_row(line, sizeof line, table, (int64_t)i);
        if (!pship_table_is_null(table, pship_table_find(table, "entry"), (int64_t)i)) {
            snprintf(line + strlen(line), sizeof line - strlen(line), " entry='%s'",
                     cell_of(table, "entry", (int64_t)i));
        }
        if (!pship_table_is_null(table, target, (int64_t)i)) {
            of = made_lines.texts[pship_table_integer(table, target, (int64_t)i) - 1];
        }
        size_t size = strlen(line) + strlen(of) + 5;
        made_lines.texts[i] = malloc(size);
        ck_assert_ptr_nonnull(made_lines.texts[i]);
        snprintf(made_lines.texts[i], size, "%s%s%s", line, of[0] == '\0' ? "" : " -> ", of);
    }
    qsort(made_lines.texts, made_lines.count, sizeof(char *), by_text);
    pship_table_free(table);
    return made_lines;
}

static void free_lines(lines *self)
{
    for (size_t i = 0; i < self->count; i++) {
        free(self->texts[i]);
    }
    free(self->texts);
}

static void expect_same_statements(pship_model *model, pship_model *again, unsigned long seed)
{
    lines left = lines_of(model), right = lines_of(again);
    for (size_t i = 0; i < left.count && i < right.count; i++) {
        ck_assert_msg(strcmp(left.texts[i], right.texts[i]) == 0, "seed %lu:\n  %s\n  %s", seed,
                      left.texts[i], right.texts[i]);
    }
    ck_assert_msg(left.count == right.count, "seed %lu: %zu statements, then %zu", seed, left.count,
                  right.count);
    free_lines(&left);
    free_lines(&right);
}

/* ---- and by what views answer */

static pship_view *open_view(pship_model *model, const char *as_of, const char *published_by,
                             bool possible, const char *scenario)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_view *view = NULL;
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    ck_assert_int_eq(pship_day_parse(&options.as_of, as_of, NULL), PSHIP_OK);
    if (published_by != NULL) {
        ck_assert_int_eq(pship_day_parse(&options.published_by, published_by, NULL), PSHIP_OK);
    }
    options.scenario = scenario;
    options.holding = possible ? PSHIP_POSSIBLE : PSHIP_CERTAIN;
    ck_assert_msg(pship_view_open(&view, model, &options, &err) == PSHIP_OK, "%s", err.message);
    return view;
}

/* Of equal answers a cell gives the one recorded first. Where statements were corrected the order of
 * recording does not travel, and so only what does not depend on it is compared. */
static bool was_corrected(const pship_table *log, const char *subject, const char *property)
{
    for (int64_t row = 0; row < pship_table_rows(log); row++) {
        if (strcmp(cell_of(log, "operation", row), "correct") == 0 &&
            strcmp(cell_of(log, "subject", row), subject) == 0 &&
            strcmp(cell_of(log, "property", row), property) == 0) {
            return true;
        }
    }
    return false;
}

static void describe(char *text, size_t size, const pship_view *view, size_t saying, bool picked)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_cell cell;
    pship_result result =
        pship_view_cell(&cell, view, sayings[saying].subject, sayings[saying].property, &err);
    if (result == PSHIP_E_NOT_FOUND) {
        snprintf(text, size, "%s", err.message); /* an entity of another layer */
        return;
    }
    ck_assert_msg(result == PSHIP_OK, "%s", err.message);
    snprintf(text, size, "contested %d, undecided %d, absent %d", cell.contested, cell.undecided,
             cell.value.kind == PSHIP_VALUE_ABSENT);
    if (picked) {
        size_t length = strlen(text);
        snprintf(text + length, size - length, ", kind %d, '%s' '%s' %d, truth %d",
                 (int)cell.value.kind, cell.value.text == NULL ? "" : cell.value.text,
                 cell.value.unit == NULL ? "" : cell.value.unit, cell.value.boolean,
                 (int)cell.truth);
    }
}

/* Every live statement with its interval, sorted. */
static lines spells_of(const pship_view *view, size_t saying)
{
    static const char *const columns[] = {
        "value",          "value_kind",   "unit",           "from_earliest", "from_latest",
        "until_earliest", "until_latest", "last_confirmed", "holds",         "source"};
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *table = NULL;
    pship_result result =
        pship_view_spells(&table, view, sayings[saying].subject, sayings[saying].property, &err);
    if (result == PSHIP_E_NOT_FOUND) {
        return (lines){NULL, 0};
    }
    ck_assert_msg(result == PSHIP_OK, "%s", err.message);
    lines spells = {NULL, (size_t)pship_table_rows(table)};
    spells.texts = malloc((spells.count + 1) * sizeof(char *));
    ck_assert_ptr_nonnull(spells.texts);
    for (size_t i = 0; i < spells.count; i++) {
        char line[4096] = "";
        for (size_t j = 0; j < COUNT(columns); j++) {
            size_t length = strlen(line);
            snprintf(line + length, sizeof line - length, "%s|",
                     cell_of(table, columns[j], (int64_t)i));
        }
        spells.texts[i] = strdup(line);
        ck_assert_ptr_nonnull(spells.texts[i]);
    }
    qsort(spells.texts, spells.count, sizeof(char *), by_text);
    pship_table_free(table);
    return spells;
}

static void expect_same_cell(const pship_view *left, const pship_view *right, size_t saying,
                             bool picked, const char *when)
{
    char one[512], other[512];
    describe(one, sizeof one, left, saying, picked);
    describe(other, sizeof other, right, saying, picked);
    ck_assert_msg(strcmp(one, other) == 0, "%s, %s of %s:\n  %s\n  %s", when,
                  sayings[saying].property, sayings[saying].subject, one, other);
}

static void expect_same_spells(const pship_view *left, const pship_view *right, size_t saying,
                               const char *when)
{
    lines spells = spells_of(left, saying), again = spells_of(right, saying);
    ck_assert_msg(spells.count == again.count, "%s: %zu spells, then %zu", when, spells.count,
                  again.count);
    for (size_t i = 0; i < spells.count; i++) {
        ck_assert_msg(strcmp(spells.texts[i], again.texts[i]) == 0, "%s:\n  %s\n  %s", when,
                      spells.texts[i], again.texts[i]);
    }
    free_lines(&spells);
    free_lines(&again);
}

static void expect_same_answers(pship_model *model, pship_model *again, unsigned long seed)
{
    static const char *const as_of[] = {"2023-06-01", "2024-12-31", "2025-08-08", "2026-02-11"};
    static const char *const published_by[] = {NULL, "2024-06-01", "2025-03-15", "2026-01-05"};
    bool picked[COUNT(sayings)];
    char when[128];
    pship_table *log = statements_of(model);
    for (size_t j = 0; j < COUNT(sayings); j++) {
        picked[j] = !was_corrected(log, sayings[j].subject, sayings[j].property);
    }
    pship_table_free(log);
    for (size_t i = 0; i < 4 * 4 * 2; i++) {
        const char *day = as_of[i % 4], *by = published_by[i / 4 % 4];
        const char *scenario = i % 3 == 0 ? scenarios[i / 3 % COUNT(scenarios)].name : NULL;
        pship_view *left = open_view(model, day, by, i / 16 == 1, scenario);
        pship_view *right = open_view(again, day, by, i / 16 == 1, scenario);
        snprintf(when, sizeof when, "seed %lu, on %s, published by %s", seed, day,
                 by == NULL ? "any day" : by);
        for (size_t j = 0; j < COUNT(sayings); j++) {
            expect_same_cell(left, right, j, picked[j], when);
            if (i % 4 == 2 && i < 16) { /* spells are of all days */
                expect_same_spells(left, right, j, when);
            }
        }
        pship_view_free(left);
        pship_view_free(right);
    }
}

/* ---- there and back */

static char *write_text(pship_model *model, size_t *length)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_result result = pship_register_write(model, path_of("out.json"), &err);
    ck_assert_msg(result == PSHIP_OK, "%s", err.message);
    return get_bytes(path_of("out.json"), length);
}

static void read_into(pship_model *model)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *problems = NULL;
    pship_transaction *transaction = begin(model, NULL);
    pship_result result = pship_register_read(&problems, transaction, path_of("out.json"), &err);
    print_problems(problems);
    ck_assert_msg(result == PSHIP_OK, "%lld:%lld: %s", (long long)err.line, (long long)err.column,
                  err.message);
    commit(transaction);
}

static pship_model *read_back(void)
{
    pship_model *model = NULL;
    ck_assert_int_eq(pship_model_new(&model, NULL, NULL), PSHIP_OK);
    read_into(model);
    return model;
}

/* It reads back as the same statements, is written again as the same text, and read again it adds
 * nothing: neither to what was read nor to what was written. */
static pship_model *expect_round_trip(pship_model *model, unsigned long seed)
{
    size_t length, again_length;
    char *text = write_text(model, &length);
    pship_model *again = read_back();
    expect_same_statements(model, again, seed);
    char *again_text = write_text(again, &again_length);
    ck_assert_msg(length == again_length && memcmp(text, again_text, length) == 0,
                  "seed %lu: written again, the file is another one", seed);
    free(again_text);
    free(text);
    read_into(again);
    expect_same_statements(model, again, seed);
    int64_t count = pship_model_statement_count(model);
    read_into(model);
    ck_assert_msg(pship_model_statement_count(model) == count,
                  "seed %lu: read into its own model, the file adds %lld", seed,
                  (long long)(pship_model_statement_count(model) - count));
    return again;
}

START_TEST(a_model_made_up_reads_back_as_it_was_written)
{
    unsigned long start = (unsigned long)chance_start_at(1);
    for (int i = 0, cases = chance_cases(SEEDS); i < cases; i++) {
        unsigned long seed = start + (unsigned long)i;
        pship_model *model = make_model(seed);
        pship_model *again = expect_round_trip(model, seed);
        expect_same_answers(model, again, seed);
        pship_model_free(again);
        pship_model_free(model);
    }
}
END_TEST

/* ---- the flagship */

START_TEST(the_flagship_register_reads_without_problems_and_goes_there_and_back)
{
    char path[1024];
    const char *root = getenv("PSHIP_SOURCE_ROOT");
    ck_assert_msg(root != NULL, "PSHIP_SOURCE_ROOT says where the examples are");
    snprintf(path, sizeof path, "%s/examples/azerbaijan-us", root);
    pship_model *model = open_good(path);
    ck_assert_int_gt(pship_model_statement_count(model), 1000);
    pship_model_free(expect_round_trip(model, 0));
    pship_model_free(model);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("register_round_trip");
    TCase *tcase = tcase_create("round trip");
    tcase_set_timeout(tcase, 120);
    tcase_add_checked_fixture(tcase, make_folder, remove_folder);
    tcase_add_test(tcase, a_model_made_up_reads_back_as_it_was_written);
    tcase_add_test(tcase, the_flagship_register_reads_without_problems_and_goes_there_and_back);
    suite_add_tcase(suite, tcase);
    return suite;
}
