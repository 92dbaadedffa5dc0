/* Nodes and edges of GraphML, with their attributes: what becomes of them in the network. */
#include "corridor/graphml.h"

#include <strings.h>

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
        const bool own = pship__network_own_column(of->part, key->name);
        if (own || (!good && attribute < 0 && key->column[of->part] < 0)) {
            key->left_out[of->part] = true;
            key->number = (double)NAN;
            pship__xml_remark(of, key->place, key->name, "column",
                              own ? NETWORK_READING_OWN : "a column of numbers");
        } else if (!good ||
                   !pship__network_reading_fits(attribute < 0 ? NETWORK_ATTRIBUTES : attribute,
                                                key->number, &problem)) {
            pship__xml_bad(of, at, text, problem.rule, problem.expected);
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

/* *at receives where it is told, or the node where it is not. */
static double coordinate(xml_reading *of, const char *name, double most, const char *expected,
                         xml_place *at)
{
    double number = (double)NAN;
    const char *text = word(of, name, at);
    reading_problem problem = {at->line, at->column, text, NULL, NULL};
    if (of->bad || !text)
        return number;
    if (!read_value(text, &number, &problem) || fabs(number) > most)
        pship__xml_bad(of, *at, text, "range", expected);
    return number;
}

/* Both or neither. */
static void read_position(xml_reading *of, double *longitude, double *latitude)
{
    xml_place east, north;
    *longitude = coordinate(of, "longitude", 180, "a longitude from -180 to 180", &east);
    *latitude = coordinate(of, "latitude", 90, "a latitude from -90 to 90", &north);
    if (of->bad || isnan(*longitude) == isnan(*latitude))
        return;
    xml_place told;
    const char *cell = word(of, isnan(*longitude) ? "latitude" : "longitude", &told);
    pship__xml_bad(of, told, cell, "missing", "a longitude and a latitude, or neither");
}

/* The code of a node's id, and what it stands for; a bad one for nothing. */
static void keep_node(xml_reading *of, uint32_t code, uint32_t place)
{
    if (!pship__grow(of->of->all.context, (void **)&of->nodes, code, &of->node_room,
                     sizeof *of->nodes))
        pship__xml_out_of_memory(of);
    else
        of->nodes[code] = place;
}

static uint32_t make_place(xml_reading *of)
{
    network_builder *builder = of->of->builder;
    xml_place at, any;
    bool made = false;
    double longitude, latitude;
    read_position(of, &longitude, &latitude);
    const char *id = word(of, "id", &at);
    if (!of->bad)
        read_numbers(of);
    if (of->bad)
        return NETWORK_NONE;
    uint32_t place = pship__network_builder_place(builder, id ? id : of->id.bytes, &made);
    if (place != NETWORK_NONE && !made) {
        pship__xml_bad(of, at, id ? id : of->id.bytes, "repeated", "an id that no other place has");
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
        pship__xml_out_of_memory(of);
        return;
    }
    if (made)
        keep_node(of, code, make_place(of));
    else
        pship__xml_bad(of, of->place, of->id.bytes, "repeated", "an id that no other node has");
}

/* ---- edges */

/* Ids of edges are those of links only if all of them have one and no two the same: networkx counts parallel edges alone. */
static void give_up_ids(xml_reading *of, const char *id)
{
    of->unnamed = true;
    if (!of->ids_left_out)
        pship__xml_remark(of, of->place, id, "left_out",
                          "an id for each edge, and no two the same");
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
        pship__xml_out_of_memory(of);
}

/* `asked`: by a key that is the id, where the same one twice is a slip. */
static void name_link(xml_reading *of, const char *id, xml_place at, bool asked)
{
    pship__buffer *back = &of->of->text;
    pship__buffer_clear(back);
    pship__buffer_format(back, "%s back", id ? id : "");
    if (back->failed) {
        pship__xml_out_of_memory(of);
    } else if (!id) {
        if (of->link_ids.count > 0)
            give_up_ids(of, "");
        else
            of->unnamed = true;
    } else if (of->unnamed && of->link_ids.count == 0) {
        give_up_ids(of, id);
    } else if (has_link(of, id) || (of->back && has_link(of, back->bytes))) {
        if (asked)
            pship__xml_bad(of, at, id, "repeated", "an id that no other link has");
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

static void find_end(xml_reading *of, const XML_Char **attributes, const char *name, uint32_t *node)
{
    const char *id = pship__xml_attribute(attributes, name);
    if (of->bad)
        return;
    const uint32_t code = id ? pship__network_texts_find(&of->ids, id, strlen(id)) : NETWORK_NONE;
    *node = code == NETWORK_NONE ? NETWORK_NONE : of->nodes[code];
    if (!id)
        pship__xml_bad(of, of->place, "", "missing",
                       *name == 's' ? "the source of an edge" : "the target of an edge");
    else if (*node == NETWORK_NONE)
        pship__xml_bad(of, of->place, id, "place", "the id of a node that stands before");
}

static void begin_edge(xml_reading *of, const XML_Char **attributes)
{
    const char *directed = pship__xml_attribute(attributes, "directed");
    bool one_way = !of->both;
    if (directed && !pship__network_reading_flag(directed, &one_way))
        pship__xml_bad(of, of->place, directed, "flag", "true or false");
    of->back = !one_way;
    find_end(of, attributes, "source", &of->from);
    find_end(of, attributes, "target", &of->to);
}

void pship__xml_begin_element(xml_reading *of, network_part_kind part, const XML_Char **attributes)
{
    const char *id = pship__xml_attribute(attributes, "id");
    of->state = IN_ELEMENT;
    of->part = part;
    of->place = pship__xml_here(of);
    of->bad = false;
    of->has_id = id && *id;
    pship__buffer_clear(&of->values);
    pship__buffer_clear(&of->id);
    pship__buffer_add_text(&of->id, id ? id : "");
    for (size_t i = 0; i < of->key_count; i++)
        of->keys[i].value = 0;
    if (of->id.failed)
        pship__xml_out_of_memory(of);
    else if (part == NETWORK_LINK)
        begin_edge(of, attributes);
    else if (!of->has_id)
        pship__xml_bad(of, of->place, "", "missing", "the id of a node");
}

void pship__xml_end_element(xml_reading *of)
{
    if (of->part == NETWORK_PLACE)
        end_node(of);
    else
        end_edge(of);
    if (of->result == PSHIP_OK)
        pship__xml_stop(
            of, pship__network_reading_check(of->of, of->place.line, of->place.column, of->err));
}
