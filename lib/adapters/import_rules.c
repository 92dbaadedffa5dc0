/* Compiling a mapping against the columns of a file. The first mistake is the error of the call. */
#include "adapters/import.h"
#include "model/slots.h"
#include <stdlib.h>

typedef struct compiler {
    import *at;
    const mapping_file *in;
    const char *each; /* what {@each} stands for, or NULL */
    pship_error *err;
    pship_result result; /* sticky */
} compiler;

static void fail(compiler *c, const json_node *node, const char *format, ...) PSHIP__PRINTF(3, 4);

static void fail(compiler *c, const json_node *node, const char *format, ...)
{
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    pship__format_cut(message, sizeof message, format, arguments);
    va_end(arguments);
    if (c->result == PSHIP_OK) {
        c->result = pship__mapping_wrong(c->in, node->place, c->err, "%s", message);
    }
}

static void no_memory(compiler *c)
{
    if (c->result == PSHIP_OK) {
        c->result = pship__fail_memory(c->err);
    }
}

static void check_members(compiler *c, const json_node *node, const char *const *known)
{
    if (c->result == PSHIP_OK) {
        c->result = pship__mapping_members(c->in, node, known, c->err);
    }
}

/* Room for one more item of an array of the import, or a failure. */
static bool room(compiler *c, void **items, size_t count, size_t *capacity, size_t size)
{
    bool made = c->result == PSHIP_OK && pship__grow(c->at->context, items, count, capacity, size);
    if (!made) {
        no_memory(c);
    }
    return made;
}

/* ---- texts of the mapping */

static const char *keep(compiler *c, const char *text, size_t length)
{
    const char *kept = pship__json_keep(c->at->texts, text, length);
    if (kept == NULL) {
        no_memory(c);
    }
    return kept;
}

/* With what {@each} stands for. */
static const char *substituted(compiler *c, const json_node *node, const char *text)
{
    static const char mark[] = "{@each}";
    const char *found = strstr(text, mark);
    if (found == NULL || c->result != PSHIP_OK) {
        return text;
    }
    if (c->each == NULL) {
        fail(c, node, "{@each} has a meaning only where \"each\" is given");
        return text;
    }
    pship__buffer *to = &c->at->scratch;
    pship__buffer_clear(to);
    for (; found != NULL; found = strstr(text, mark)) {
        pship__buffer_add(to, text, (size_t)(found - text));
        pship__buffer_add_text(to, c->each);
        text = found + sizeof mark - 1;
    }
    pship__buffer_add_text(to, text);
    if (to->failed) {
        no_memory(c);
        return "";
    }
    const char *kept = keep(c, to->bytes, to->length);
    return kept == NULL ? "" : kept;
}

static const char *string_of(compiler *c, const json_node *node)
{
    if (node->type != JSON_STRING) {
        fail(c, node, "'%s' is %s; a string is expected", node->key == NULL ? "this" : node->key,
             pship__json_type_name(node->type));
        return "";
    }
    return substituted(c, node, node->text);
}

static const char *member_string(compiler *c, const json_node *object, const char *key)
{
    const json_node *node = pship__json_find(object, key);
    return node == NULL ? NULL : string_of(c, node);
}

static bool flag_of(compiler *c, const json_node *object, const char *key)
{
    const json_node *node = pship__json_find(object, key);
    if (node != NULL && node->type != JSON_TRUE && node->type != JSON_FALSE) {
        fail(c, node, "'%s' is true or false", key);
    }
    return node != NULL && node->type == JSON_TRUE;
}

/* A string, or an array of strings. */
static const json_node *strings_of(compiler *c, const json_node *object, const char *key)
{
    const json_node *node = pship__json_find(object, key);
    if (node == NULL || node->type == JSON_STRING) {
        return node;
    }
    bool good = node->type == JSON_ARRAY && node->first != NULL;
    for (const json_node *item = good ? node->first : NULL; item != NULL; item = item->next) {
        good = good && item->type == JSON_STRING;
    }
    if (!good) {
        fail(c, node, "'%s' is a string or an array of strings", key);
        return NULL;
    }
    return node;
}

/* Pairs of strings. */
static const json_node *pairs_of(compiler *c, const json_node *object, const char *key)
{
    const json_node *node = pship__json_find(object, key);
    if (node == NULL) {
        return NULL;
    }
    bool good = node->type == JSON_ARRAY;
    for (const json_node *pair = good ? node->first : NULL; pair != NULL; pair = pair->next) {
        good = good && pair->type == JSON_ARRAY && pair->first != NULL &&
               pair->first->next == pair->last && pair->first != pair->last &&
               pair->first->type == JSON_STRING && pair->last->type == JSON_STRING &&
               pair->first->text[0] != '\0';
    }
    if (!good) {
        fail(c, node, "'%s' is an array of pairs: what is replaced, and by what", key);
        return NULL;
    }
    return node;
}

/* ---- patterns */

static int32_t find_column(compiler *c, const json_node *node, const char *name, size_t length)
{
    for (size_t i = 0; i < c->at->column_count; i++) {
        const char *own = c->at->columns[i].name;
        if (strlen(own) == length && memcmp(own, name, length) == 0) {
            return (int32_t)i;
        }
    }
    fail(c, node, "the file '%.100s' has no column '%.*s'", c->at->file,
         (int)(length > 100 ? 100 : length), name);
    return -1;
}

static void add_part(compiler *c, part made)
{
    import *at = c->at;
    if (room(c, (void **)&at->parts, at->part_count, &at->part_capacity, sizeof *at->parts)) {
        at->parts[at->part_count++] = made;
    }
}

static void add_literal(compiler *c, const char *text, size_t length)
{
    const char *kept = keep(c, text, length);
    if (kept != NULL) {
        add_part(c, (part){.kind = PART_LITERAL, .literal = kept, .length = length});
    }
}

/* What stands between braces. */
static void add_name(compiler *c, const json_node *node, const char *name, size_t length)
{
    static const struct {
        const char *name;
        part_kind kind;
    } own[] = {
        {"@line", PART_LINE}, {"@file", PART_FILE}, {"@of", PART_OWNER}, {"@type", PART_TYPE}};
    static const char slug[] = "|slug";
    part made = {.kind = PART_COLUMN};
    if (length > sizeof slug - 1 &&
        memcmp(name + length - (sizeof slug - 1), slug, sizeof slug - 1) == 0) {
        made.slug = true;
        length -= sizeof slug - 1;
    }
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
        if (strlen(own[i].name) == length && memcmp(own[i].name, name, length) == 0) {
            made.kind = (uint8_t)own[i].kind;
        }
    }
    if (made.kind == PART_COLUMN) {
        made.column = find_column(c, node, name, length);
    }
    add_part(c, made);
}

static run compile_pattern(compiler *c, const json_node *node, const char *text)
{
    run made = {.first = (uint32_t)c->at->part_count};
    if (*text == '\0') {
        add_literal(c, "", 0);
    }
    while (*text != '\0' && c->result == PSHIP_OK) {
        const char *open = strchr(text, '{');
        size_t before = open == NULL ? strlen(text) : (size_t)(open - text);
        if (before > 0) {
            add_literal(c, text, before);
        }
        if (open == NULL) {
            break;
        }
        const char *close = strchr(open, '}');
        if (close == NULL) {
            fail(c, node, "a '{' without its '}'");
            break;
        }
        add_name(c, node, open + 1, (size_t)(close - open) - 1);
        text = close + 1;
    }
    made.count = (uint32_t)c->at->part_count - made.first;
    return made;
}

/* ---- conditions */

static void add_condition(compiler *c, const json_node *node)
{
    import *at = c->at;
    const json_node *accepted = node;
    bool refuses = node->type == JSON_OBJECT;
    if (refuses) {
        accepted = pship__json_find(node, "not");
        if (accepted == NULL || node->first != node->last) {
            fail(c, node, "a text, an array of texts, or {\"not\": ...} is expected");
            return;
        }
    }
    bool good = accepted->type == JSON_STRING || accepted->type == JSON_ARRAY;
    for (const json_node *item = accepted->first; good && item != NULL; item = item->next) {
        good = item->type == JSON_STRING;
    }
    if (!good) {
        fail(c, accepted, "a text or an array of texts is expected");
        return;
    }
    const char *name = substituted(c, node, node->key);
    run pattern = {.first = (uint32_t)at->part_count, .count = 1};
    add_name(c, node, name, strlen(name));
    if (room(c, (void **)&at->conditions, at->condition_count, &at->condition_capacity,
             sizeof *at->conditions)) {
        at->conditions[at->condition_count++] = (condition){pattern, accepted, refuses};
    }
}

static run compile_conditions(compiler *c, const json_node *object)
{
    run made = {.first = (uint32_t)c->at->condition_count};
    const json_node *when = pship__json_find(object, "when");
    if (when != NULL && when->type != JSON_OBJECT) {
        fail(c, when, "'when' is an object: columns and what their cells must be");
        return made;
    }
    for (const json_node *node = when == NULL ? NULL : when->first;
         node != NULL && c->result == PSHIP_OK; node = node->next) {
        add_condition(c, node);
    }
    made.count = (uint32_t)c->at->condition_count - made.first;
    return made;
}

/* ---- tables */

static const json_node *find_table(compiler *c, const char *name, const mapping_file **in)
{
    for (size_t i = 0; i < c->at->mapping.count; i++) {
        const mapping_file *file = &c->at->mapping.files[i];
        const json_node *tables = pship__json_find(file->json->root, "tables");
        const json_node *found = tables == NULL ? NULL : pship__json_find(tables, name);
        if (found != NULL) {
            *in = file;
            return found;
        }
    }
    return NULL;
}

static void add_key(compiler *c, lookup *to, const json_node *row, const char *text)
{
    pship__buffer *slug = &c->at->scratch;
    pship__buffer_clear(slug);
    pship__slug(slug, text);
    if (slug->failed) {
        no_memory(c);
        return;
    }
    uint64_t hash = pship__hash_bytes(slug->bytes, slug->length) | 1u;
    for (uint32_t found; (found = pship__map_get(&to->found, hash)) != 0; hash += 2) {
        if (strcmp(to->keys[found - 1], slug->bytes) == 0) {
            if (to->rows[found - 1] != row) {
                c->in = to->in;
                fail(c, row, "'%.100s' stands for two rows of the table", text);
            }
            return;
        }
    }
    const char *kept = keep(c, slug->bytes, slug->length);
    if (kept != NULL &&
        room(c, (void **)&to->keys, to->count, &to->key_capacity, sizeof *to->keys) &&
        room(c, (void **)&to->rows, to->count, &to->row_capacity, sizeof *to->rows)) {
        to->keys[to->count] = kept;
        to->rows[to->count++] = row;
        if (!pship__map_set(&to->found, hash, (uint32_t)to->count)) {
            no_memory(c);
        }
    }
}

static void add_row(compiler *c, lookup *to, const json_node *row)
{
    const json_node *id = row->type == JSON_OBJECT ? pship__json_find(row, "id") : NULL;
    if (id == NULL || id->type != JSON_STRING) {
        fail(c, row, "a row of a table is an object with an \"id\"");
        return;
    }
    const json_node *by = to->by->type == JSON_ARRAY ? to->by->first : to->by;
    for (; by != NULL; by = to->by->type == JSON_ARRAY ? by->next : NULL) {
        const json_node *keys = pship__json_find(row, by->text);
        const json_node *key = keys != NULL && keys->type == JSON_ARRAY ? keys->first : keys;
        for (; key != NULL; key = keys->type == JSON_ARRAY ? key->next : NULL) {
            if (key->text != NULL) {
                add_key(c, to, row, key->text);
            }
        }
    }
}

static void fill_lookup(compiler *c, lookup *made)
{
    static const char *const known[] = {"kind", "source", "rows", NULL};
    const mapping_file *before = c->in;
    c->in = made->in;
    check_members(c, made->node, known);
    const json_node *rows = pship__json_find(made->node, "rows");
    made->kind = member_string(c, made->node, "kind");
    made->source = member_string(c, made->node, "source");
    if (rows == NULL || rows->type != JSON_ARRAY || made->kind == NULL) {
        fail(c, made->node, "a table has a \"kind\" and an array of \"rows\"");
    }
    for (const json_node *row = c->result == PSHIP_OK ? rows->first : NULL;
         row != NULL && c->result == PSHIP_OK; row = row->next) {
        add_row(c, made, row);
    }
    c->in = before;
}

static bool same_strings(const json_node *a, const json_node *b)
{
    if (a->type != b->type) {
        return false;
    }
    if (a->type == JSON_STRING) {
        return strcmp(a->text, b->text) == 0;
    }
    for (a = a->first, b = b->first; a != NULL && b != NULL && strcmp(a->text, b->text) == 0;
         a = a->next, b = b->next) {
    }
    return a == NULL && b == NULL;
}

static const lookup *compile_table(compiler *c, const json_node *object)
{
    import *at = c->at;
    const json_node *by = strings_of(c, object, "by");
    const char *name = member_string(c, object, "table");
    if (name == NULL || c->result != PSHIP_OK) {
        return NULL;
    }
    if (by == NULL) {
        fail(c, object, "\"by\", the members of the table's rows that are looked up, is missing");
        return NULL;
    }
    const mapping_file *in = NULL;
    const json_node *table = find_table(c, name, &in);
    if (table == NULL) {
        fail(c, pship__json_find(object, "table"), "there is no table '%.100s'", name);
        return NULL;
    }
    for (size_t i = 0; i < at->lookup_count; i++) {
        if (at->lookups[i]->node == table && same_strings(at->lookups[i]->by, by)) {
            return at->lookups[i];
        }
    }
    if (!room(c, (void **)&at->lookups, at->lookup_count, &at->lookup_capacity, sizeof(lookup *))) {
        return NULL;
    }
    lookup *made = pship__allocate_zero(at->context, 1, sizeof *made);
    if (made == NULL) {
        no_memory(c);
        return NULL;
    }
    at->lookups[at->lookup_count++] = made;
    made->in = in;
    made->name = name;
    made->node = table;
    made->by = by;
    pship__map_init(&made->found, at->context);
    fill_lookup(c, made);
    return made;
}

/* ---- specs */

static const spec plain_spec = {.kind = PSHIP_VALUE_TEXT,
                                .unless = NO_SPEC,
                                .unit = NO_SPEC,
                                .source = NO_SPEC,
                                .locator = NO_SPEC,
                                .from = NO_SPEC,
                                .until = NO_SPEC,
                                .qualifier = NO_SPEC,
                                .certainty = NO_SPEC,
                                .reason = NO_SPEC};

static int32_t compile_spec(compiler *c, const json_node *node, bool states);

static int32_t member_spec(compiler *c, const json_node *object, const char *key)
{
    const json_node *node = pship__json_find(object, key);
    return node == NULL ? NO_SPEC : compile_spec(c, node, false);
}

static portion portion_from(compiler *c, const json_node *object)
{
    const char *word = member_string(c, object, "part");
    if (word == NULL) {
        return PORTION_ALL;
    }
    if (strcmp(word, "to_last_digit") == 0) {
        return PORTION_TO_DIGIT;
    }
    if (strcmp(word, "after_last_digit") != 0) {
        fail(c, pship__json_find(object, "part"), "'part' is to_last_digit or after_last_digit");
    }
    return PORTION_AFTER_DIGIT;
}

static void compile_words(compiler *c, const json_node *object, spec *made)
{
    made->words = pship__json_find(object, "words");
    if (made->words != NULL && made->words->type != JSON_OBJECT) {
        fail(c, made->words, "'words' is an object: words and what they mean");
    }
    for (const json_node *word = made->words == NULL ? NULL : made->words->first; word != NULL;
         word = word->next) {
        if (word->type == JSON_ARRAY || word->type == JSON_OBJECT) {
            fail(c, word, "a word means a text, true, false or, with null, nothing");
        }
    }
    made->keeps_others = flag_of(c, object, "other_words");
}

static void compile_value(compiler *c, const json_node *object, spec *made)
{
    const json_node *value = pship__json_find(object, "value");
    bool none = flag_of(c, object, "none"), unknown = flag_of(c, object, "unknown");
    if ((value != NULL) + none + unknown != 1) {
        fail(c, object, "exactly one of \"value\", \"none\": true and \"unknown\": true is needed");
        return;
    }
    if (value == NULL) {
        made->kind = none ? PSHIP_VALUE_NONE : PSHIP_VALUE_UNKNOWN;
        return;
    }
    made->pattern = compile_pattern(c, value, string_of(c, value));
}

static void compile_reference(compiler *c, const json_node *object, spec *made)
{
    const json_node *unknown = pship__json_find(object, "not_in_table");
    made->entity_kind = member_string(c, object, "kind");
    if (pship__json_find(object, "table") != NULL) {
        made->table = compile_table(c, object);
    }
    if (unknown != NULL) {
        made->unknown_kind =
            unknown->type == JSON_OBJECT ? member_string(c, unknown, "kind") : NULL;
        if (made->unknown_kind == NULL) {
            fail(c, unknown, "'not_in_table' is an object with the \"kind\" of what is recorded");
        }
    }
}

static void compile_around(compiler *c, const json_node *object, spec *made)
{
    made->unit = member_spec(c, object, "unit");
    made->source = member_spec(c, object, "source");
    made->locator = member_spec(c, object, "locator");
    made->from = member_spec(c, object, "from");
    made->until = member_spec(c, object, "until");
    made->qualifier = member_spec(c, object, "qualifier");
    made->certainty = member_spec(c, object, "certainty");
    made->reason = member_spec(c, object, "reason");
    made->wording = flag_of(c, object, "wording");
    const char *rank = member_string(c, object, "rank");
    if (rank != NULL) {
        made->rank = strcmp(rank, "preferred") == 0    ? PSHIP_RANK_PREFERRED
                     : strcmp(rank, "deprecated") == 0 ? PSHIP_RANK_DEPRECATED
                                                       : PSHIP_RANK_NORMAL;
        if (made->rank == PSHIP_RANK_NORMAL) {
            fail(c, pship__json_find(object, "rank"), "'rank' is preferred or deprecated");
        }
    }
}

static void compile_members(compiler *c, const json_node *node, bool states, spec *made)
{
    static const char *const text_members[] = {"value",   "when", "nulls", "unless",
                                               "replace", "part", "words", "other_words",
                                               "date",    "slug", NULL};
    static const char *const statement_members[] = {
        "value",     "unless",  "none",          "unknown", "each",        "when",
        "nulls",     "replace", "part",          "words",   "other_words", "date",
        "slug",      "split",   "split_unknown", "table",   "by",          "kind",
        "unit",      "source",  "not_in_table",  "locator", "from",        "until",
        "qualifier", "rank",    "certainty",     "reason",  "wording",     NULL};
    check_members(c, node, states ? statement_members : text_members);
    made->conditions = compile_conditions(c, node);
    compile_value(c, node, made);
    made->nulls = strings_of(c, node, "nulls");
    made->replace = pairs_of(c, node, "replace");
    made->portion = portion_from(c, node);
    made->formats = strings_of(c, node, "date");
    made->slug = flag_of(c, node, "slug");
    made->unless = member_spec(c, node, "unless");
    compile_words(c, node, made);
    if (states) {
        made->split = strings_of(c, node, "split");
        made->split_unknown = strings_of(c, node, "split_unknown");
        compile_reference(c, node, made);
        compile_around(c, node, made);
    }
}

/* A string is a value without anything else. */
static int32_t compile_spec(compiler *c, const json_node *node, bool states)
{
    import *at = c->at;
    spec made = plain_spec;
    if (node->type == JSON_OBJECT) {
        compile_members(c, node, states, &made);
    } else if (node->type == JSON_TRUE || node->type == JSON_FALSE) {
        made.pattern = compile_pattern(c, node, node->type == JSON_TRUE ? "true" : "false");
    } else {
        made.pattern = compile_pattern(c, node, string_of(c, node));
    }
    if (!room(c, (void **)&at->specs, at->spec_count, &at->spec_capacity, sizeof *at->specs)) {
        return NO_SPEC;
    }
    at->specs[at->spec_count] = made;
    return (int32_t)at->spec_count++;
}

/* ---- "each" */

typedef void (*compile_fn)(compiler *c, const json_node *node, void *user);

static bool matches(const json_node *globs, const char *name)
{
    const json_node *glob = globs->type == JSON_ARRAY ? globs->first : globs;
    for (; glob != NULL; glob = globs->type == JSON_ARRAY ? glob->next : NULL) {
        if (pship__glob(glob->text, name)) {
            return true;
        }
    }
    return false;
}

static void each_column(compiler *c, const json_node *node, const json_node *each,
                        compile_fn compile, void *user)
{
    const json_node *columns = strings_of(c, each, "columns"), *but = strings_of(c, each, "but");
    for (size_t i = 0; i < c->at->column_count && c->result == PSHIP_OK; i++) {
        const char *name = c->at->columns[i].name;
        if (matches(columns, name) && (but == NULL || !matches(but, name))) {
            c->each = name;
            compile(c, node, user);
        }
    }
}

static void each_number(compiler *c, const json_node *node, const json_node *numbers,
                        compile_fn compile, void *user)
{
    const json_node *first = numbers->first, *last = numbers->last;
    if (numbers->type != JSON_ARRAY || first == NULL || first->next != last || first == last ||
        first->type != JSON_NUMBER || last->type != JSON_NUMBER) {
        fail(c, numbers, "'numbers' is the first and the last of them, such as [1, 9]");
        return;
    }
    long from = strtol(first->text, NULL, 10), until = strtol(last->text, NULL, 10);
    if (from < 0 || until < from || until > (long)PSHIP__CSV_CELL_LIMIT) {
        fail(c, numbers, "'numbers' go up, from 0 to 65536 at most");
        return;
    }
    for (long i = from; i <= until && c->result == PSHIP_OK; i++) {
        pship__buffer_clear(&c->at->scratch);
        pship__buffer_format(&c->at->scratch, "%ld", i);
        if (c->at->scratch.failed) {
            no_memory(c);
            return;
        }
        c->each = keep(c, c->at->scratch.bytes, c->at->scratch.length);
        if (c->each != NULL) {
            compile(c, node, user);
        }
    }
}

/* Compiles a node once or, with "each", once for everything that this stands for. */
static void expand(compiler *c, const json_node *node, compile_fn compile, void *user)
{
    static const char *const known[] = {"columns", "but", "numbers", NULL};
    const json_node *each = node->type == JSON_OBJECT ? pship__json_find(node, "each") : NULL;
    if (each == NULL || c->result != PSHIP_OK) {
        if (c->result == PSHIP_OK) {
            compile(c, node, user);
        }
        return;
    }
    const char *outer = c->each;
    const json_node *numbers = pship__json_find(each, "numbers");
    if (each->type != JSON_OBJECT ||
        (numbers == NULL) == (pship__json_find(each, "columns") == NULL)) {
        fail(c, each, "'each' is an object with \"columns\" or \"numbers\"");
        return;
    }
    check_members(c, each, known);
    if (numbers != NULL) {
        each_number(c, node, numbers, compile, user);
    } else {
        each_column(c, node, each, compile, user);
    }
    c->each = outer;
}

/* ---- rules */

typedef struct saying_of {
    const char *property;
    property_info info;
    const json_node *needs; /* names of properties, or NULL */
} saying_of;

static void add_said(compiler *c, const json_node *node, void *user)
{
    const saying_of *of = user;
    import *at = c->at;
    int32_t made = compile_spec(c, node, true);
    uint32_t counter = pship__import_counter(at, "statement", of->property);
    if (counter == UINT32_MAX) {
        no_memory(c);
    }
    if (made != NO_SPEC &&
        room(c, (void **)&at->says, at->say_count, &at->say_capacity, sizeof *at->says)) {
        bool needed = of->needs != NULL && matches(of->needs, of->property);
        at->says[at->say_count++] = (said){of->property, of->info, (uint32_t)made, counter, needed};
    }
}

static void compile_says(compiler *c, const json_node *object, const json_node *needs)
{
    const json_node *says = pship__json_find(object, "statements");
    if (says != NULL && says->type != JSON_OBJECT) {
        fail(c, says, "'statements' is an object: properties and their values");
        return;
    }
    for (const json_node *node = says == NULL ? NULL : says->first;
         node != NULL && c->result == PSHIP_OK; node = node->next) {
        saying_of of = {.property = node->key, .needs = needs};
        if (!pship__transaction_property(c->at->transaction, of.property, &of.info)) {
            fail(c, node, "there is no property '%.80s'", of.property);
            return;
        }
        bool list = node->type == JSON_ARRAY;
        for (const json_node *one = list ? node->first : node; one != NULL;
             one = list ? one->next : NULL) {
            expand(c, one, add_said, &of);
        }
    }
}

/* A spec that the mapping does not write out. */
static int32_t default_spec(compiler *c, const json_node *node, const char *text)
{
    import *at = c->at;
    spec made = plain_spec;
    made.pattern = compile_pattern(c, node, text);
    if (!room(c, (void **)&at->specs, at->spec_count, &at->spec_capacity, sizeof *at->specs)) {
        return NO_SPEC;
    }
    at->specs[at->spec_count] = made;
    return (int32_t)at->spec_count++;
}

static const json_node date_alone = {.type = JSON_STRING, .text = "date"};

/* An act with a date is there when its date is. */
static const json_node *needs_of(compiler *c, const json_node *node, bool is_act)
{
    const json_node *says = pship__json_find(node, "statements");
    const json_node *needs = strings_of(c, node, "needs");
    bool dated = is_act && says != NULL && says->type == JSON_OBJECT &&
                 pship__json_find(says, "date") != NULL;
    return needs == NULL && dated ? &date_alone : needs;
}

static bool repeats(compiler *c, const json_node *node, bool usually)
{
    const char *word = member_string(c, node, "repeated");
    if (word == NULL) {
        return usually;
    }
    bool another = strcmp(word, "another") == 0;
    if (!another && strcmp(word, "same") != 0) {
        fail(c, pship__json_find(node, "repeated"), "'repeated' is same or another");
    }
    return another;
}

static void add_rule(compiler *c, const json_node *node, import_rule made)
{
    import *at = c->at;
    made.conditions = compile_conditions(c, node);
    made.entry = member_spec(c, node, "entry");
    made.source = member_spec(c, node, "source");
    made.locator = member_spec(c, node, "locator");
    made.another = repeats(c, node, made.is_act);
    made.counter = pship__import_counter(at, "entity", made.kind);
    if (made.counter == UINT32_MAX) {
        no_memory(c);
    }
    made.says.first = (uint32_t)at->say_count;
    compile_says(c, node, needs_of(c, node, made.is_act));
    made.says.count = (uint32_t)at->say_count - made.says.first;
    if (room(c, (void **)&at->rules, at->rule_count, &at->rule_capacity, sizeof *at->rules)) {
        at->rules[at->rule_count++] = made;
    }
}

static void compile_act(compiler *c, const json_node *node, void *user)
{
    static const char *const known[] = {"type",       "id",     "each",    "entry",
                                        "when",       "source", "locator", "repeated",
                                        "statements", "needs",  NULL};
    (void)user;
    if (node->type != JSON_OBJECT) {
        fail(c, node, "an object is expected, not %s", pship__json_type_name(node->type));
        return;
    }
    check_members(c, node, known);
    import_rule made = {.kind = "act", .is_act = true, .type = member_spec(c, node, "type")};
    if (made.type == NO_SPEC) {
        fail(c, node, "\"type\", which act it is, is missing");
    }
    made.id = pship__json_find(node, "id") != NULL ? member_spec(c, node, "id")
                                                   : default_spec(c, node, "{@of}/{@type}");
    add_rule(c, node, made);
}

static void compile_rule(compiler *c, const json_node *node, void *user)
{
    static const char *const known[] = {"kind",       "id",     "each",    "entry",
                                        "when",       "source", "locator", "repeated",
                                        "statements", "acts",   "needs",   NULL};
    (void)user;
    if (node->type != JSON_OBJECT) {
        fail(c, node, "an object is expected, not %s", pship__json_type_name(node->type));
        return;
    }
    check_members(c, node, known);
    import_rule made = {
        .kind = member_string(c, node, "kind"), .type = NO_SPEC, .id = member_spec(c, node, "id")};
    if (made.kind == NULL || made.id == NO_SPEC) {
        fail(c, node, "an entity needs its \"kind\" and its \"id\"");
        return;
    }
    if (!pship__transaction_kind_is(c->at->transaction, made.kind, made.kind)) {
        fail(c, pship__json_find(node, "kind"), "there is no kind '%.80s'", made.kind);
    }
    add_rule(c, node, made);
    size_t own = c->at->rule_count;
    const json_node *acts = pship__json_find(node, "acts");
    if (acts != NULL && (acts->type != JSON_ARRAY || strcmp(made.kind, "agreement") != 0)) {
        fail(c, acts, "'acts' is an array, and only an agreement has it");
    }
    for (const json_node *act = acts == NULL ? NULL : acts->first;
         act != NULL && c->result == PSHIP_OK; act = act->next) {
        expand(c, act, compile_act, NULL);
    }
    if (c->result == PSHIP_OK) {
        c->at->rules[own - 1].acts = (uint32_t)(c->at->rule_count - own);
    }
}

/* ---- the whole */

static void free_lookups(import *at)
{
    for (size_t i = 0; i < at->lookup_count; i++) {
        pship__map_free(&at->lookups[i]->found);
        pship__release(at->context, at->lookups[i]->keys);
        pship__release(at->context, (void *)at->lookups[i]->rows);
        pship__release(at->context, at->lookups[i]);
    }
    at->lookup_count = 0;
}

void pship__import_release_rules(import *at)
{
    free_lookups(at);
    pship__release(at->context, (void *)at->lookups);
    pship__release(at->context, at->parts);
    pship__release(at->context, at->specs);
    pship__release(at->context, at->conditions);
    pship__release(at->context, at->says);
    pship__release(at->context, at->rules);
}

static void check_order(compiler *c)
{
    const json_node *order = pship__json_find(c->at->root, "order");
    for (const json_node *pair = order == NULL ? NULL : order->first; pair != NULL;
         pair = pair->next) {
        bool good = pair->type == JSON_ARRAY && pair->first != NULL && pair->first != pair->last &&
                    pair->first->next == pair->last && pair->first->type == JSON_STRING &&
                    pair->last->type == JSON_STRING;
        if (!good) {
            fail(c, pair, "a pair of types of acts is expected: the earlier, the later");
            return;
        }
    }
}

/* Tables stay: their texts are those of the mapping, not of a file. */
pship_result pship__import_compile(import *at, pship_error *err)
{
    compiler c = {.at = at, .in = &at->mapping.files[0], .err = err};
    at->part_count = at->spec_count = at->condition_count = at->say_count = at->rule_count = 0;
    const json_node *ignored = strings_of(&c, at->root, "ignore");
    (void)strings_of(&c, at->root, "nulls");
    at->replace = pairs_of(&c, at->root, "replace");
    for (size_t i = 0; ignored != NULL && i < at->column_count; i++) {
        at->columns[i].ignored = matches(ignored, at->columns[i].name);
    }
    check_order(&c);
    const json_node *entities = pship__json_find(at->root, "entities");
    if (entities == NULL) {
        fail(&c, at->root, "\"entities\", what the rows are, is missing");
    }
    for (const json_node *node = entities == NULL ? NULL : entities->first;
         node != NULL && c.result == PSHIP_OK; node = node->next) {
        expand(&c, node, compile_rule, NULL);
    }
    return c.result;
}
