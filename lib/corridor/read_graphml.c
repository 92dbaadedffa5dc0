/*
 * Reading GraphML by expat, as the file comes: keys, nodes, edges. A node has to stand before the edges that lead to it.
 *
 * Source: http://graphml.graphdrawing.org/specification.html, and the primer there for what attributes are.
 */
#include "corridor/network_reading.h"

#include <expat.h>
#include <strings.h>

#define SPACE \
    "http://graphml.graphdrawing.org/" /* and whatever follows: there are several versions */
#define MARK '|'                       /* between a namespace and a name */
#define MOST_KEYS 256
#define MOST_VALUE ((size_t)1 << 20) /* bytes of a value */
#define PIECE ((size_t)1 << 16)

typedef enum xml_state {
    IN_FILE,
    IN_GRAPHML,
    IN_KEY,
    IN_DEFAULT, /* of a key */
    IN_GRAPH,
    IN_ELEMENT, /* a node or an edge */
    IN_DATA     /* of it */
} xml_state;

typedef struct xml_place {
    int64_t line, column;
} xml_place;

/* What <key> says: an attribute of nodes, of edges, or of both. */
typedef struct xml_key {
    char *id, *name;
    bool of[2]; /* nodes, edges */
    bool left_out[2];
    int column[2]; /* of the builder; -1: not there yet */
    char *fallback;
    xml_place place;
    size_t
        value; /* of the element at hand: where it begins among the values, from 1; 0: not told */
    xml_place told;
    double number;
} xml_key;

typedef struct xml_reading {
    network_reading *of;
    XML_Parser parser;
    pship_result result;
    pship_error *err;
    xml_state state;
    unsigned skipped; /* elements that are open and mean nothing here */
    xml_key keys[MOST_KEYS];
    size_t key_count;
    xml_key *key; /* whose default or data it is; NULL: of none */
    bool graph;   /* there was one */
    bool both;    /* its edges lead both ways */
    /* The node or edge at hand. */
    network_part_kind part;
    xml_place place;
    bool bad, back;
    uint32_t from, to;
    pship__buffer id, values;
    bool has_id;
    network_texts link_ids; /* as long as all edges have one */
    bool unnamed;           /* links are called by their numbers */
    bool ids_left_out;      /* and that was said */
    network_texts ids;      /* of nodes */
    uint32_t *nodes;        /* places by code; NETWORK_NONE: a bad one */
    size_t node_room;
} xml_reading;

/* ---- failures */

static xml_place here(const xml_reading *of)
{
    return (xml_place){(int64_t)XML_GetCurrentLineNumber(of->parser),
                       (int64_t)XML_GetCurrentColumnNumber(of->parser) + 1};
}

static void stop(xml_reading *of, pship_result result)
{
    if (result == PSHIP_OK || of->result != PSHIP_OK)
        return;
    of->result = result;
    (void)XML_StopParser(of->parser, XML_FALSE);
}

static void refuse(xml_reading *of, const char *said, const char *name)
{
    const xml_place at = here(of);
    stop(of,
         pship__fail_at(of->err, PSHIP_E_SYNTAX, of->of->all.path, at.line, at.column, said, name));
}

static void out_of_memory(xml_reading *of)
{
    stop(of, pship__fail_memory(of->err));
}

static void bad(xml_reading *of, xml_place at, const char *cell, const char *rule,
                const char *expected)
{
    const reading_problem problem = {at.line, at.column, cell, rule, expected};
    of->bad = true;
    stop(of, pship__reading_bad_row(&of->of->all, &problem, of->err));
}

static void remark(xml_reading *of, xml_place at, const char *cell, const char *rule,
                   const char *expected)
{
    pship__reading_remark(&of->of->all,
                          &(reading_problem){at.line, at.column, cell, rule, expected});
}

/* ---- values of the element at hand */

static const char *value_of(const xml_reading *of, const xml_key *key)
{
    return key->value > 0 ? of->values.bytes + key->value - 1 : key->fallback;
}

/* Of the attribute that the network calls so; NULL where it is not told. *key receives which one. */
static const char *word(xml_reading *of, const char *name, xml_place *at)
{
    for (size_t i = 0; i < of->key_count; i++) {
        const xml_key *key = &of->keys[i];
        if (!key->of[of->part] || strcmp(key->name, name) != 0)
            continue;
        const char *value = value_of(of, key);
        *at = key->value > 0 ? key->told : of->place;
        if (value && *value)
            return value;
    }
    *at = of->place;
    return NULL;
}

static bool is_word(const char *name, network_part_kind part)
{
    static const char *const words[2][7] = {
        {"id", "name", "country", "kind", "longitude", "latitude", NULL}, {"id", "mode", NULL}};
    for (const char *const *one = words[part]; *one; one++)
        if (!strcmp(*one, name))
            return true;
    return false;
}

/* true and false are numbers where numbers are wanted. */
static bool read_value(const char *text, double *number, reading_problem *problem)
{
    *number = (double)NAN;
    if (!*text || !strcasecmp(text, "nan") || !strcmp(text, "NA"))
        return true;
    bool flag = false;
    if ((!strcmp(text, "true") || !strcmp(text, "false")) &&
        pship__network_reading_flag(text, &flag)) {
        *number = flag ? 1 : 0;
        return true;
    }
    return pship__reading_signed(text, number, problem);
}

/* Reads all numbers before anything is made of them. */
static void read_numbers(xml_reading *of)
{
    for (size_t i = 0; i < of->key_count && !of->bad; i++) {
        xml_key *key = &of->keys[i];
        const char *text = value_of(of, key);
        key->number = (double)NAN;
        if (!text || !key->of[of->part] || key->left_out[of->part] || is_word(key->name, of->part))
            continue;
        const xml_place at = key->value > 0 ? key->told : key->place;
        const int attribute = pship__network_attribute_find(key->name);
        reading_problem problem = {at.line, at.column, text, NULL, NULL};
        const bool good = read_value(text, &key->number, &problem);
        if (!good && attribute < 0 && key->column[of->part] < 0) {
            key->left_out[of->part] = true;
            remark(of, key->place, key->name, "column", "a column of numbers");
        } else if (!good ||
                   !pship__network_reading_fits(attribute < 0 ? NETWORK_ATTRIBUTES : attribute,
                                                key->number, &problem)) {
            bad(of, at, text, problem.rule, problem.expected);
        }
    }
}

static void set_numbers(xml_reading *of, uint32_t element)
{
    network_builder *builder = of->of->builder;
    for (size_t i = 0; i < of->key_count && element != NETWORK_NONE; i++) {
        xml_key *key = &of->keys[i];
        int *column = &key->column[of->part];
        if (isnan(key->number) || !key->of[of->part])
            continue;
        if (*column < 0)
            *column = pship__network_builder_column(builder, of->part, key->name);
        if (*column >= 0)
            pship__network_builder_set(builder, of->part, element, *column, key->number);
    }
}

/* ---- nodes */

static double coordinate(xml_reading *of, const char *name, double most, const char *expected)
{
    double number = (double)NAN;
    xml_place at;
    const char *text = word(of, name, &at);
    reading_problem problem = {at.line, at.column, text, NULL, NULL};
    if (of->bad || !text)
        return number;
    if (!read_value(text, &number, &problem) || fabs(number) > most)
        bad(of, at, text, "range", expected);
    return number;
}

/* The code of a node's id, and what it stands for; a bad one for nothing. */
static void keep_node(xml_reading *of, uint32_t code, uint32_t place)
{
    if (!pship__grow(of->of->all.context, (void **)&of->nodes, code, &of->node_room,
                     sizeof *of->nodes))
        out_of_memory(of);
    else
        of->nodes[code] = place;
}

static uint32_t make_place(xml_reading *of)
{
    network_builder *builder = of->of->builder;
    xml_place at, any;
    bool made = false;
    const double longitude = coordinate(of, "longitude", 180, "a longitude from -180 to 180");
    const double latitude = coordinate(of, "latitude", 90, "a latitude from -90 to 90");
    const char *id = word(of, "id", &at);
    if (!of->bad)
        read_numbers(of);
    if (of->bad)
        return NETWORK_NONE;
    uint32_t place = pship__network_builder_place(builder, id ? id : of->id.bytes, &made);
    if (place != NETWORK_NONE && !made) {
        bad(of, at, id ? id : of->id.bytes, "repeated", "an id that no other place has");
        return NETWORK_NONE;
    }
    if (place == NETWORK_NONE)
        return place; /* the builder says why */
    pship__network_builder_describe_place(builder, place, word(of, "name", &any),
                                          word(of, "country", &any), word(of, "kind", &any),
                                          longitude, latitude);
    set_numbers(of, place);
    return place;
}

static void end_node(xml_reading *of)
{
    uint32_t code = 0;
    bool made = false;
    if (of->bad)
        return;
    if (!pship__network_texts_add(&of->ids, of->of->all.context, of->id.bytes, of->id.length,
                                  NETWORK_MOST, &code, &made)) {
        out_of_memory(of);
        return;
    }
    if (made)
        keep_node(of, code, make_place(of));
    else
        bad(of, of->place, of->id.bytes, "repeated", "an id that no other node has");
}

/* ---- edges */

/* Ids of edges are those of links only if all of them have one and no two the same: networkx counts parallel edges alone. */
static void give_up_ids(xml_reading *of, const char *id)
{
    of->unnamed = true;
    if (!of->ids_left_out)
        remark(of, of->place, id, "left_out", "an id for each edge, and no two the same");
    of->ids_left_out = true;
}

static bool has_link(const xml_reading *of, const char *id)
{
    return pship__network_texts_find(&of->link_ids, id, strlen(id)) != NETWORK_NONE;
}

static void add_link_id(xml_reading *of, const char *id)
{
    uint32_t code = 0;
    bool made = false;
    if (!pship__network_texts_add(&of->link_ids, of->of->all.context, id, strlen(id), NETWORK_MOST,
                                  &code, &made))
        out_of_memory(of);
}

/* `asked`: by a key that is the id, where the same one twice is a slip. */
static void name_link(xml_reading *of, const char *id, xml_place at, bool asked)
{
    pship__buffer *back = &of->of->text;
    pship__buffer_clear(back);
    pship__buffer_format(back, "%s back", id ? id : "");
    if (back->failed) {
        out_of_memory(of);
    } else if (!id) {
        if (of->link_ids.count > 0)
            give_up_ids(of, "");
        else
            of->unnamed = true;
    } else if (of->unnamed && of->link_ids.count == 0) {
        give_up_ids(of, id);
    } else if (has_link(of, id) || (of->back && has_link(of, back->bytes))) {
        if (asked)
            bad(of, at, id, "repeated", "an id that no other link has");
        else
            give_up_ids(of, id);
    } else {
        add_link_id(of, id);
        if (of->back)
            add_link_id(of, back->bytes);
    }
}

static void end_edge(xml_reading *of)
{
    network_reading *all = of->of;
    uint32_t link, back;
    xml_place at, any;
    if (!of->bad)
        read_numbers(of);
    if (of->bad)
        return;
    const char *told = word(of, "id", &at);
    name_link(of, told ? told : of->has_id ? of->id.bytes : NULL, at, told != NULL);
    if (of->bad || of->result != PSHIP_OK)
        return;
    pship__network_reading_link(all, NULL, of->from, of->to, word(of, "mode", &any), of->back,
                                &link, &back);
    set_numbers(of, link);
    set_numbers(of, back);
}

static const char *attribute_of(const XML_Char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (!strcmp(attributes[0], name))
            return attributes[1];
    return NULL;
}

static void find_end(xml_reading *of, const XML_Char **attributes, const char *name, uint32_t *node)
{
    const char *id = attribute_of(attributes, name);
    if (of->bad)
        return;
    const uint32_t code = id ? pship__network_texts_find(&of->ids, id, strlen(id)) : NETWORK_NONE;
    *node = code == NETWORK_NONE ? NETWORK_NONE : of->nodes[code];
    if (!id)
        bad(of, of->place, "", "missing",
            *name == 's' ? "the source of an edge" : "the target of an edge");
    else if (*node == NETWORK_NONE)
        bad(of, of->place, id, "place", "the id of a node that stands before");
}

static void begin_edge(xml_reading *of, const XML_Char **attributes)
{
    const char *directed = attribute_of(attributes, "directed");
    bool one_way = !of->both;
    if (directed && !pship__network_reading_flag(directed, &one_way))
        bad(of, of->place, directed, "flag", "true or false");
    of->back = !one_way;
    find_end(of, attributes, "source", &of->from);
    find_end(of, attributes, "target", &of->to);
}

static void begin_element(xml_reading *of, network_part_kind part, const XML_Char **attributes)
{
    const char *id = attribute_of(attributes, "id");
    of->state = IN_ELEMENT;
    of->part = part;
    of->place = here(of);
    of->bad = false;
    of->has_id = id && *id;
    pship__buffer_clear(&of->values);
    pship__buffer_clear(&of->id);
    pship__buffer_add_text(&of->id, id ? id : "");
    for (size_t i = 0; i < of->key_count; i++)
        of->keys[i].value = 0;
    if (of->id.failed)
        out_of_memory(of);
    else if (part == NETWORK_LINK)
        begin_edge(of, attributes);
    else if (!of->has_id)
        bad(of, of->place, "", "missing", "the id of a node");
}

static void end_element(xml_reading *of)
{
    if (of->part == NETWORK_PLACE)
        end_node(of);
    else
        end_edge(of);
    if (of->result == PSHIP_OK)
        stop(of, pship__network_reading_check(of->of, of->place.line, of->place.column, of->err));
}

/* ---- keys and data */

static xml_key *find_key(xml_reading *of, const char *id)
{
    for (size_t i = 0; id && i < of->key_count; i++)
        if (!strcmp(of->keys[i].id, id))
            return &of->keys[i];
    return NULL;
}

static bool is_for(const char *domain, const char *one)
{
    return !domain || !strcmp(domain, "all") || !strcmp(domain, one);
}

static void begin_key(xml_reading *of, const XML_Char **attributes)
{
    const pship_context *context = of->of->all.context;
    const char *id = attribute_of(attributes, "id"), *domain = attribute_of(attributes, "for");
    const char *called = attribute_of(attributes, "attr.name");
    of->state = IN_KEY;
    of->key = NULL;
    if (!id || !*id || find_key(of, id)) {
        refuse(of, "a key has an id that no other key has, not '%.60s'", id ? id : "");
        return;
    }
    if (of->graph) {
        refuse(of, "the key '%.60s' stands behind the graph that it is for", id);
        return;
    }
    if (of->key_count == MOST_KEYS) {
        const xml_place at = here(of);
        stop(of, pship__fail_at(of->err, PSHIP_E_LIMIT, of->of->all.path, at.line, at.column,
                                "there are more than %d keys", MOST_KEYS));
        return;
    }
    const char *name = pship__network_reading_rename(of->of, called && *called ? called : id);
    xml_key *key = &of->keys[of->key_count++];
    *key = (xml_key){.id = pship__copy_text(context, id),
                     .name = name ? pship__copy_text(context, name) : NULL,
                     .of = {is_for(domain, "node"), is_for(domain, "edge")},
                     .column = {-1, -1},
                     .place = here(of)};
    if (!key->id || !key->name)
        out_of_memory(of);
    of->key = key;
}

static void begin_data(xml_reading *of, const XML_Char **attributes)
{
    const char *id = attribute_of(attributes, "key");
    xml_key *key = find_key(of, id);
    of->state = IN_DATA;
    of->key = NULL;
    if (of->bad)
        return;
    if (!key || !key->of[of->part])
        bad(of, here(of), id ? id : "", "element", "the id of a key for this");
    else if (key->value > 0)
        bad(of, here(of), id, "repeated", "a key that was not told here before");
    else
        of->key = key;
    if (!of->key)
        return;
    key->told = here(of);
    key->value = of->values.length + 1;
}

static void end_text(xml_reading *of)
{
    if (of->key) {
        pship__buffer_add(&of->values, "", 1);
        if (of->values.failed)
            out_of_memory(of);
    }
    if (of->state == IN_DEFAULT && of->key && of->result == PSHIP_OK) {
        pship__release(of->of->all.context, of->key->fallback);
        of->key->fallback = pship__copy_text(of->of->all.context, of->values.bytes);
        if (!of->key->fallback)
            out_of_memory(of);
        pship__buffer_clear(&of->values);
    }
}

/* ---- what expat calls */

/* The name without its namespace; NULL where it is of another one. */
static const char *own_name(const XML_Char *name)
{
    const char *mark = strchr(name, MARK);
    if (!mark)
        return name;
    return strncmp(name, SPACE, strlen(SPACE)) == 0 ? mark + 1 : NULL;
}

static void begin_graph(xml_reading *of, const XML_Char **attributes)
{
    const char *edges = attribute_of(attributes, "edgedefault");
    if (of->graph) {
        refuse(of, "%s", "a network is one graph, and this is a second one");
        return;
    }
    of->graph = true;
    of->state = IN_GRAPH;
    of->both = edges ? !strcmp(edges, "undirected") : of->of->options->both_ways;
    if (edges && strcmp(edges, "undirected") != 0 && strcmp(edges, "directed") != 0)
        refuse(of, "edges are directed or undirected, not '%.60s'", edges);
}

/* What stands in the wrong place is passed over with all that is in it; what would be a part of the network is listed. */
static void skip(xml_reading *of, const char *name)
{
    of->skipped = 1;
    if (!name || of->state == IN_DATA)
        return;
    if (of->state == IN_GRAPH && (!strcmp(name, "hyperedge") || !strcmp(name, "data")))
        remark(of, here(of), name, "left_out", "a node or an edge");
    else if (of->state == IN_ELEMENT && !strcmp(name, "graph"))
        refuse(of, "%s", "a graph within a node is not read");
}

static void XMLCALL begin(void *data, const XML_Char *full, const XML_Char **attributes)
{
    xml_reading *of = data;
    const char *name = own_name(full);
    if (of->result != PSHIP_OK)
        return;
    if (of->skipped > 0) {
        of->skipped++;
        return;
    }
    if (of->state == IN_FILE) {
        of->state = IN_GRAPHML;
        if (!name || strcmp(name, "graphml") != 0)
            refuse(of, "this is <%.60s>: expected <graphml>", name ? name : full);
    } else if (name && of->state == IN_GRAPHML && !strcmp(name, "key")) {
        begin_key(of, attributes);
    } else if (name && of->state == IN_GRAPHML && !strcmp(name, "graph")) {
        begin_graph(of, attributes);
    } else if (name && of->state == IN_KEY && !strcmp(name, "default")) {
        of->state = IN_DEFAULT;
        pship__buffer_clear(&of->values);
    } else if (name && of->state == IN_GRAPH && !strcmp(name, "node")) {
        begin_element(of, NETWORK_PLACE, attributes);
    } else if (name && of->state == IN_GRAPH && !strcmp(name, "edge")) {
        begin_element(of, NETWORK_LINK, attributes);
    } else if (name && of->state == IN_ELEMENT && !strcmp(name, "data")) {
        begin_data(of, attributes);
    } else {
        skip(of, name);
    }
}

static void XMLCALL end(void *data, const XML_Char *name)
{
    static const xml_state outer[] = {
        [IN_FILE] = IN_FILE,   [IN_GRAPHML] = IN_FILE,  [IN_KEY] = IN_GRAPHML,
        [IN_DEFAULT] = IN_KEY, [IN_GRAPH] = IN_GRAPHML, [IN_ELEMENT] = IN_GRAPH,
        [IN_DATA] = IN_ELEMENT};
    xml_reading *of = data;
    (void)name;
    if (of->result != PSHIP_OK)
        return;
    if (of->skipped > 0) {
        of->skipped--;
        return;
    }
    if (of->state == IN_DATA || of->state == IN_DEFAULT)
        end_text(of);
    else if (of->state == IN_ELEMENT)
        end_element(of);
    of->state = outer[of->state];
}

static void XMLCALL text(void *data, const XML_Char *bytes, int length)
{
    xml_reading *of = data;
    if (of->result != PSHIP_OK || of->skipped > 0 || !of->key ||
        (of->state != IN_DATA && of->state != IN_DEFAULT))
        return;
    const size_t begun = of->state == IN_DATA ? of->key->value - 1 : 0;
    if (of->values.length - begun + (size_t)length > MOST_VALUE) {
        const xml_place at = here(of);
        stop(of, pship__fail_at(of->err, PSHIP_E_LIMIT, of->of->all.path, at.line, at.column,
                                "a value is longer than 1 MiB"));
        return;
    }
    pship__buffer_add(&of->values, bytes, (size_t)length);
    if (of->values.failed)
        out_of_memory(of);
}

/* A few lines of entities within entities can stand for a thousand million characters. */
static void XMLCALL entity(void *data, const XML_Char *name, int parameter, const XML_Char *value,
                           int length, const XML_Char *base, const XML_Char *system,
                           const XML_Char *public_id, const XML_Char *notation)
{
    (void)parameter, (void)value, (void)length, (void)base, (void)system, (void)public_id;
    (void)notation;
    refuse(data, "the entity '%.60s' is declared: GraphML with entities is not read", name);
}

/* ---- the file */

static pship_result parse(xml_reading *of, const char *bytes, size_t length, bool last)
{
    if (XML_Parse(of->parser, bytes, (int)length, last) == XML_STATUS_OK || of->result != PSHIP_OK)
        return of->result;
    const enum XML_Error error = XML_GetErrorCode(of->parser);
    if (error == XML_ERROR_NO_MEMORY)
        return pship__fail_memory(of->err);
    const xml_place at = here(of);
    return pship__fail_at(of->err, PSHIP_E_SYNTAX, of->of->all.path, at.line, at.column,
                          "this is not XML here: %s", XML_ErrorString(error));
}

static pship_result parse_all(xml_reading *of, byte_source *source, char *piece)
{
    network_reading *all = of->of;
    size_t got = PIECE, total = 0;
    pship_result result = PSHIP_OK;
    while (result == PSHIP_OK && got == PIECE) {
        result = pship__progress(&all->all.progress, pship__bytes_fraction(source), of->err);
        if (result == PSHIP_OK)
            result = pship__bytes_read(source, piece, PIECE, &got, of->err);
        if (result != PSHIP_OK)
            return result;
        total += got;
        if (total == 0)
            return pship__reading_empty(&all->all, of->err);
        result = parse(of, piece, got, got < PIECE);
    }
    if (result == PSHIP_OK && !of->graph)
        refuse(of, "%s", "there is no <graph>");
    if (result == PSHIP_OK && of->result == PSHIP_OK && !of->unnamed)
        pship__network_builder_name_links(all->builder, &of->link_ids);
    return result == PSHIP_OK ? of->result : result;
}

static void release(xml_reading *of)
{
    const pship_context *context = of->of->all.context;
    for (size_t i = 0; i < of->key_count; i++) {
        pship__release(context, of->keys[i].id);
        pship__release(context, of->keys[i].name);
        pship__release(context, of->keys[i].fallback);
    }
    pship__buffer_free(&of->id);
    pship__buffer_free(&of->values);
    pship__network_texts_free(&of->ids, context);
    pship__network_texts_free(&of->link_ids, context);
    pship__release(context, of->nodes);
    if (of->parser)
        XML_ParserFree(of->parser);
    pship__release(context, of);
}

pship_result pship__read_graphml(network_reading *of, pship_error *err)
{
    pship_error own = PSHIP_ERROR_INIT;
    byte_source *source = NULL;
    xml_reading *xml = pship__allocate_zero(of->all.context, 1, sizeof *xml);
    char *piece = pship__allocate(of->all.context, PIECE, 1);
    if (!xml || !piece) {
        pship__release(of->all.context, xml);
        pship__release(of->all.context, piece);
        return pship__fail_memory(err);
    }
    xml->of = of;
    xml->err = err ? err : &own;
    pship__buffer_init(&xml->id, of->all.context);
    pship__buffer_init(&xml->values, of->all.context);
    xml->parser = XML_ParserCreateNS(NULL, MARK);
    pship_result result = xml->parser ? PSHIP_OK : pship__fail_memory(err);
    if (result == PSHIP_OK)
        result = pship__bytes_open(&source, of->all.context, of->all.path, &of->all.limits, err);
    if (result == PSHIP_OK) {
        XML_SetUserData(xml->parser, xml);
        XML_SetElementHandler(xml->parser, begin, end);
        XML_SetCharacterDataHandler(xml->parser, text);
        XML_SetEntityDeclHandler(xml->parser, entity);
        result = parse_all(xml, source, piece);
    }
    pship__bytes_close(source);
    pship__release(of->all.context, piece);
    release(xml);
    return result;
}
