/*
 * Reading GraphML by expat, as the file comes: keys, nodes, edges. A node has to stand before the edges that lead to it.
 *
 * Source: http://graphml.graphdrawing.org/specification.html, and the primer there for what attributes are.
 */
#include "corridor/graphml.h"

/* Whatever follows: there are several versions. */
#define SPACE "http://graphml.graphdrawing.org/"
#define MARK '|'                     /* between a namespace and a name */
#define MOST_VALUE ((size_t)1 << 20) /* bytes of a value */
#define PIECE ((size_t)1 << 16)

/* ---- failures */

xml_place pship__xml_here(const xml_reading *of)
{
    return (xml_place){(int64_t)XML_GetCurrentLineNumber(of->parser),
                       (int64_t)XML_GetCurrentColumnNumber(of->parser) + 1};
}

void pship__xml_stop(xml_reading *of, pship_result result)
{
    if (result == PSHIP_OK || of->result != PSHIP_OK)
        return;
    of->result = result;
    (void)XML_StopParser(of->parser, XML_FALSE);
}

void pship__xml_refuse(xml_reading *of, const char *said, const char *name)
{
    const xml_place at = pship__xml_here(of);
    pship__xml_stop(of, pship__fail_at(of->err, PSHIP_E_SYNTAX, of->of->all.path, at.line,
                                       at.column, said, name));
}

void pship__xml_out_of_memory(xml_reading *of)
{
    pship__xml_stop(of, pship__fail_memory(of->err));
}

void pship__xml_bad(xml_reading *of, xml_place at, const char *cell, const char *rule,
                    const char *expected)
{
    const reading_problem problem = {at.line, at.column, cell, rule, expected};
    of->bad = true;
    pship__xml_stop(of, pship__reading_bad_row(&of->of->all, &problem, of->err));
}

void pship__xml_remark(xml_reading *of, xml_place at, const char *cell, const char *rule,
                       const char *expected)
{
    pship__reading_remark(&of->of->all,
                          &(reading_problem){at.line, at.column, cell, rule, expected});
}

const char *pship__xml_attribute(const XML_Char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (!strcmp(attributes[0], name))
            return attributes[1];
    return NULL;
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
    const char *id = pship__xml_attribute(attributes, "id"),
               *domain = pship__xml_attribute(attributes, "for");
    const char *called = pship__xml_attribute(attributes, "attr.name");
    of->state = IN_KEY;
    of->key = NULL;
    if (!id || !*id || find_key(of, id)) {
        pship__xml_refuse(of, "a key has an id that no other key has, not '%.60s'", id ? id : "");
        return;
    }
    if (of->graph) {
        pship__xml_refuse(of, "the key '%.60s' stands behind the graph that it is for", id);
        return;
    }
    if (of->key_count == MOST_KEYS) {
        const xml_place at = pship__xml_here(of);
        pship__xml_stop(of, pship__fail_at(of->err, PSHIP_E_LIMIT, of->of->all.path, at.line,
                                           at.column, "there are more than %d keys", MOST_KEYS));
        return;
    }
    const char *name = pship__network_reading_rename(of->of, called && *called ? called : id);
    xml_key *key = &of->keys[of->key_count++];
    *key = (xml_key){.id = pship__copy_text(context, id),
                     .name = name ? pship__copy_text(context, name) : NULL,
                     .of = {is_for(domain, "node"), is_for(domain, "edge")},
                     .column = {-1, -1},
                     .place = pship__xml_here(of)};
    if (!key->id || !key->name)
        pship__xml_out_of_memory(of);
    of->key = key;
}

static void begin_data(xml_reading *of, const XML_Char **attributes)
{
    const char *id = pship__xml_attribute(attributes, "key");
    xml_key *key = find_key(of, id);
    of->state = IN_DATA;
    of->key = NULL;
    if (of->bad)
        return;
    if (!key || !key->of[of->part])
        pship__xml_bad(of, pship__xml_here(of), id ? id : "", "element",
                       "the id of a key for this");
    else if (key->value > 0)
        pship__xml_bad(of, pship__xml_here(of), id, "repeated",
                       "a key that was not told here before");
    else
        of->key = key;
    if (!of->key)
        return;
    key->told = pship__xml_here(of);
    key->value = of->values.length + 1;
}

static void end_text(xml_reading *of)
{
    if (of->key) {
        pship__buffer_add(&of->values, "", 1);
        if (of->values.failed)
            pship__xml_out_of_memory(of);
    }
    if (of->state == IN_DEFAULT && of->key && of->result == PSHIP_OK) {
        pship__release(of->of->all.context, of->key->fallback);
        of->key->fallback = pship__copy_text(of->of->all.context, of->values.bytes);
        if (!of->key->fallback)
            pship__xml_out_of_memory(of);
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
    const char *edges = pship__xml_attribute(attributes, "edgedefault");
    if (of->graph) {
        pship__xml_refuse(of, "%s", "a network is one graph, and this is a second one");
        return;
    }
    of->graph = true;
    of->state = IN_GRAPH;
    of->both = edges ? !strcmp(edges, "undirected") : of->of->options->both_ways;
    if (edges && strcmp(edges, "undirected") != 0 && strcmp(edges, "directed") != 0)
        pship__xml_refuse(of, "edges are directed or undirected, not '%.60s'", edges);
}

/* What stands in the wrong place is passed over with all that is in it; what would be a part of the network is listed. */
static void skip(xml_reading *of, const char *name)
{
    of->skipped = 1;
    if (!name || of->state == IN_DATA)
        return;
    if (of->state == IN_GRAPH && (!strcmp(name, "hyperedge") || !strcmp(name, "data")))
        pship__xml_remark(of, pship__xml_here(of), name, "left_out", "a node or an edge");
    else if (of->state == IN_ELEMENT && !strcmp(name, "graph"))
        pship__xml_refuse(of, "%s", "a graph within a node is not read");
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
            pship__xml_refuse(of, "this is <%.60s>: expected <graphml>", name ? name : full);
    } else if (name && of->state == IN_GRAPHML && !strcmp(name, "key")) {
        begin_key(of, attributes);
    } else if (name && of->state == IN_GRAPHML && !strcmp(name, "graph")) {
        begin_graph(of, attributes);
    } else if (name && of->state == IN_KEY && !strcmp(name, "default")) {
        of->state = IN_DEFAULT;
        pship__buffer_clear(&of->values);
    } else if (name && of->state == IN_GRAPH && !strcmp(name, "node")) {
        pship__xml_begin_element(of, NETWORK_PLACE, attributes);
    } else if (name && of->state == IN_GRAPH && !strcmp(name, "edge")) {
        pship__xml_begin_element(of, NETWORK_LINK, attributes);
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
        pship__xml_end_element(of);
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
        const xml_place at = pship__xml_here(of);
        pship__xml_stop(of, pship__fail_at(of->err, PSHIP_E_LIMIT, of->of->all.path, at.line,
                                           at.column, "a value is longer than 1 MiB"));
        return;
    }
    pship__buffer_add(&of->values, bytes, (size_t)length);
    if (of->values.failed)
        pship__xml_out_of_memory(of);
}

/* A few lines of entities within entities can stand for a thousand million characters. */
static void XMLCALL entity(void *data, const XML_Char *name, int parameter, const XML_Char *value,
                           int length, const XML_Char *base, const XML_Char *system,
                           const XML_Char *public_id, const XML_Char *notation)
{
    (void)parameter, (void)value, (void)length, (void)base, (void)system, (void)public_id;
    (void)notation;
    pship__xml_refuse(data, "the entity '%.60s' is declared: GraphML with entities is not read",
                      name);
}

/* ---- the file */

static pship_result parse(xml_reading *of, const char *bytes, size_t length, bool last)
{
    if (XML_Parse(of->parser, bytes, (int)length, last) == XML_STATUS_OK || of->result != PSHIP_OK)
        return of->result;
    const enum XML_Error error = XML_GetErrorCode(of->parser);
    if (error == XML_ERROR_NO_MEMORY)
        return pship__fail_memory(of->err);
    const xml_place at = pship__xml_here(of);
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
        pship__xml_refuse(of, "%s", "there is no <graph>");
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
