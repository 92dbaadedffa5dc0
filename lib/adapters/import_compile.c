/* Compiling a mapping: texts, patterns, conditions and tables. The first mistake is the error of the call. */
#include "adapters/import_compile.h"
#include "model/slots.h"

void pship__compile_fail(compiler *c, const json_node *node, const char *format, ...)
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

void pship__compile_no_memory(compiler *c)
{
    if (c->result == PSHIP_OK) {
        c->result = pship__fail_memory(c->err);
    }
}

void pship__compile_check_members(compiler *c, const json_node *node, const char *const *known)
{
    if (c->result == PSHIP_OK) {
        c->result = pship__mapping_members(c->in, node, known, c->err);
    }
}

bool pship__compile_room(compiler *c, void **items, size_t count, size_t *capacity, size_t size)
{
    bool made = c->result == PSHIP_OK && pship__grow(c->at->context, items, count, capacity, size);
    if (!made) {
        pship__compile_no_memory(c);
    }
    return made;
}

/* ---- texts of the mapping */

const char *pship__compile_keep(compiler *c, const char *text, size_t length)
{
    const char *kept = pship__json_keep(c->at->texts, text, length);
    if (kept == NULL) {
        pship__compile_no_memory(c);
    }
    return kept;
}

const char *pship__compile_substituted(compiler *c, const json_node *node, const char *text)
{
    static const char mark[] = "{@each}";
    const char *found = strstr(text, mark);
    if (found == NULL || c->result != PSHIP_OK) {
        return text;
    }
    if (c->each == NULL) {
        pship__compile_fail(c, node, "{@each} has a meaning only where \"each\" is given");
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
        pship__compile_no_memory(c);
        return "";
    }
    const char *kept = pship__compile_keep(c, to->bytes, to->length);
    return kept == NULL ? "" : kept;
}

const char *pship__compile_string_of(compiler *c, const json_node *node)
{
    if (node->type != JSON_STRING) {
        pship__compile_fail(c, node, "'%s' is %s; a string is expected",
                            node->key == NULL ? "this" : node->key,
                            pship__json_type_name(node->type));
        return "";
    }
    return pship__compile_substituted(c, node, node->text);
}

const char *pship__compile_kind(compiler *c, const json_node *object)
{
    const char *kind = pship__compile_member_string(c, object, "kind");
    if (kind != NULL && c->result == PSHIP_OK &&
        !pship__transaction_has_kind(c->at->transaction, kind)) {
        pship__compile_fail(c, pship__json_find(object, "kind"), "there is no kind '%.80s'", kind);
    }
    return kind;
}

const char *pship__compile_member_string(compiler *c, const json_node *object, const char *key)
{
    const json_node *node = pship__json_find(object, key);
    return node == NULL ? NULL : pship__compile_string_of(c, node);
}

bool pship__compile_flag_of(compiler *c, const json_node *object, const char *key)
{
    const json_node *node = pship__json_find(object, key);
    if (node != NULL && node->type != JSON_TRUE && node->type != JSON_FALSE) {
        pship__compile_fail(c, node, "'%s' is true or false", key);
    }
    return node != NULL && node->type == JSON_TRUE;
}

const json_node *pship__compile_strings_of(compiler *c, const json_node *object, const char *key)
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
        pship__compile_fail(c, node, "'%s' is a string or an array of strings", key);
        return NULL;
    }
    return node;
}

const json_node *pship__compile_pairs_of(compiler *c, const json_node *object, const char *key)
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
        pship__compile_fail(c, node, "'%s' is an array of pairs: what is replaced, and by what",
                            key);
        return NULL;
    }
    return node;
}

/* ---- patterns */

static int32_t find_column(compiler *c, const json_node *node, const char *name, size_t length)
{
    const import *at = c->at;
    int32_t found = pship__import_column(at, name, length);
    int shown = (int)(length > 100 ? 100 : length);
    if (found < 0) {
        pship__compile_fail(c, node, "the file '%.100s' has no column '%.*s'", at->file, shown,
                            name);
    } else if (at->columns[found].again != 0) {
        const import_column *one = &at->columns[found], *other = &at->columns[one->again - 1];
        pship__compile_fail(
            c, node,
            "the file '%.100s' has two columns '%.*s', in line %lld at %lld and %lld: "
            "which one is meant?",
            at->file, shown, name, (long long)one->line, (long long)one->column,
            (long long)other->column);
    }
    return found;
}

static void add_part(compiler *c, part made)
{
    import *at = c->at;
    if (pship__compile_room(c, (void **)&at->parts, at->part_count, &at->part_capacity,
                            sizeof *at->parts)) {
        at->parts[at->part_count++] = made;
    }
}

static void add_literal(compiler *c, const char *text, size_t length)
{
    const char *kept = pship__compile_keep(c, text, length);
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

run pship__compile_pattern(compiler *c, const json_node *node, const char *text)
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
            pship__compile_fail(c, node, "a '{' without its '}'");
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
            pship__compile_fail(c, node,
                                "a text, an array of texts, or {\"not\": ...} is expected");
            return;
        }
    }
    bool good = accepted->type == JSON_STRING || accepted->type == JSON_ARRAY;
    for (const json_node *item = accepted->first; good && item != NULL; item = item->next) {
        good = item->type == JSON_STRING;
    }
    if (!good) {
        pship__compile_fail(c, accepted, "a text or an array of texts is expected");
        return;
    }
    const char *name = pship__compile_substituted(c, node, node->key);
    run pattern = {.first = (uint32_t)at->part_count, .count = 1};
    add_name(c, node, name, strlen(name));
    if (pship__compile_room(c, (void **)&at->conditions, at->condition_count,
                            &at->condition_capacity, sizeof *at->conditions)) {
        at->conditions[at->condition_count++] = (condition){pattern, accepted, refuses};
    }
}

run pship__compile_conditions(compiler *c, const json_node *object)
{
    run made = {.first = (uint32_t)c->at->condition_count};
    const json_node *when = pship__json_find(object, "when");
    if (when != NULL && when->type != JSON_OBJECT) {
        pship__compile_fail(c, when, "'when' is an object: columns and what their cells must be");
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
    pship__slug(c->at, text);
    if (slug->failed) {
        pship__compile_no_memory(c);
        return;
    }
    uint64_t hash = pship__hash_bytes(slug->bytes, slug->length) | 1u;
    for (uint32_t found; (found = pship__map_get(&to->found, hash)) != 0; hash += 2) {
        if (strcmp(to->keys[found - 1], slug->bytes) == 0) {
            if (to->rows[found - 1] != row) {
                c->in = to->in;
                pship__compile_fail(c, row, "'%.100s' stands for two rows of the table", text);
            }
            return;
        }
    }
    const char *kept = pship__compile_keep(c, slug->bytes, slug->length);
    if (kept != NULL &&
        pship__compile_room(c, (void **)&to->keys, to->count, &to->key_capacity,
                            sizeof *to->keys) &&
        pship__compile_room(c, (void **)&to->rows, to->count, &to->row_capacity,
                            sizeof *to->rows)) {
        to->keys[to->count] = kept;
        to->rows[to->count++] = row;
        if (!pship__map_set(&to->found, hash, (uint32_t)to->count)) {
            pship__compile_no_memory(c);
        }
    }
}

static void add_row(compiler *c, lookup *to, const json_node *row)
{
    const json_node *id = row->type == JSON_OBJECT ? pship__json_find(row, "id") : NULL;
    if (id == NULL || id->type != JSON_STRING) {
        pship__compile_fail(c, row, "a row of a table is an object with an \"id\"");
        return;
    }
    (void)pship__compile_kind(c, row);
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
    pship__compile_check_members(c, made->node, known);
    const json_node *rows = pship__json_find(made->node, "rows");
    made->kind = pship__compile_kind(c, made->node);
    made->source = pship__compile_member_string(c, made->node, "source");
    if (rows == NULL || rows->type != JSON_ARRAY || made->kind == NULL) {
        pship__compile_fail(c, made->node, "a table has a \"kind\" and an array of \"rows\"");
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

const lookup *pship__compile_table(compiler *c, const json_node *object)
{
    import *at = c->at;
    const json_node *by = pship__compile_strings_of(c, object, "by");
    const char *name = pship__compile_member_string(c, object, "table");
    if (name == NULL || c->result != PSHIP_OK) {
        return NULL;
    }
    if (by == NULL) {
        pship__compile_fail(
            c, object, "\"by\", the members of the table's rows that are looked up, is missing");
        return NULL;
    }
    const mapping_file *in = NULL;
    const json_node *table = find_table(c, name, &in);
    if (table == NULL) {
        pship__compile_fail(c, pship__json_find(object, "table"), "there is no table '%.100s'",
                            name);
        return NULL;
    }
    for (size_t i = 0; i < at->lookup_count; i++) {
        if (at->lookups[i]->node == table && same_strings(at->lookups[i]->by, by)) {
            return at->lookups[i];
        }
    }
    if (!pship__compile_room(c, (void **)&at->lookups, at->lookup_count, &at->lookup_capacity,
                             sizeof(lookup *))) {
        return NULL;
    }
    lookup *made = pship__allocate_zero(at->context, 1, sizeof *made);
    if (made == NULL) {
        pship__compile_no_memory(c);
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
