/*
 * Reading GeoJSON: points become places and lines become links, which lead to places by name or by where their ends lie.
 *
 * Source: RFC 7946, https://www.rfc-editor.org/rfc/rfc7946.
 */
#include "corridor/network_reading.h"

#include "stream/json.h"
#include <stdio.h>

#define EARTH_RADIUS_KM 6371.0088
#define DEGREE (3.14159265358979323846 / 180)
#define SAME 1e7 /* parts of a degree that are told apart */

typedef struct position {
    double longitude, latitude;
} position;

typedef struct geo_reading {
    network_reading *of;
    network_texts spots;  /* coordinates of places, as texts */
    uint32_t *spot_place; /* by spot */
    size_t spot_room;
    network_texts left_out; /* properties that are listed already */
    bool any_id;            /* some line has one */
    uint32_t lines;         /* so far */
    bool bad;               /* the feature at hand is */
} geo_reading;

static pship_result bad(geo_reading *of, const json_node *node, const char *rule,
                        const char *expected, pship_error *err)
{
    bool told = node->text && node->type != JSON_OBJECT && node->type != JSON_ARRAY;
    const reading_problem problem = {node->place.line, node->place.column,
                                     told ? node->text : pship__json_type_name(node->type), rule,
                                     expected};
    of->bad = true;
    return pship__reading_bad_row(&of->of->all, &problem, err);
}

static pship_result repeated(geo_reading *of, const json_node *feature, const char *id,
                             const char *expected, pship_error *err)
{
    const reading_problem problem = {feature->place.line, feature->place.column, id, "repeated",
                                     expected};
    of->bad = true;
    return pship__reading_bad_row(&of->of->all, &problem, err);
}

/* ---- positions */

/* 187 and -173 degrees are the same meridian. */
static double wrap(double longitude)
{
    if (longitude > 180)
        return longitude - 360;
    return longitude < -180 ? longitude + 360 : longitude;
}

static bool read_position(const json_node *node, position *at)
{
    const json_node *x = node->type == JSON_ARRAY ? node->first : NULL, *y = x ? x->next : NULL;
    if (!y || x->type != JSON_NUMBER || y->type != JSON_NUMBER ||
        !pship__number_parse(x->text, &at->longitude) ||
        !pship__number_parse(y->text, &at->latitude))
        return false;
    if (fabs(at->longitude) > 360 || fabs(at->latitude) > 90)
        return false;
    at->longitude = wrap(at->longitude);
    return true;
}

static pship_result take_position(geo_reading *of, const json_node *node, position *at,
                                  pship_error *err)
{
    if (read_position(node, at))
        return PSHIP_OK;
    return bad(of, node, "geometry", "a longitude and a latitude in degrees", err);
}

/* Source: R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68(2), 1984. */
static double distance_km(const position *a, const position *b)
{
    double north = sin((b->latitude - a->latitude) * DEGREE / 2);
    double east = sin((b->longitude - a->longitude) * DEGREE / 2);
    double chord =
        north * north + cos(a->latitude * DEGREE) * cos(b->latitude * DEGREE) * east * east;
    return 2 * EARTH_RADIUS_KM * asin(sqrt(chord < 1 ? chord : 1));
}

/* "49.41 39.94", to a ten-millionth of a degree. */
static size_t spot_text(const position *at, char text[64])
{
    char number[32];
    double longitude = round(at->longitude * SAME) / SAME;
    size_t length;
    /* 180 and -180 are one meridian, and 0 has no sign. */
    longitude = longitude <= -180 ? 180 : longitude == 0 ? 0 : longitude;
    length = pship__number_format(longitude, text, 32);
    double latitude = round(at->latitude * SAME) / SAME;
    (void)pship__number_format(latitude == 0 ? 0 : latitude, number, sizeof number);
    return length + (size_t)snprintf(text + length, 64 - length, " %s", number);
}

/* Remembers that a place lies there; the first one that does keeps the spot. */
static pship_result keep_spot(geo_reading *of, const position *at, uint32_t place, pship_error *err)
{
    char text[64];
    uint32_t spot = 0;
    bool made = false;
    size_t length = spot_text(at, text);
    if (!pship__network_texts_add(&of->spots, of->of->all.context, text, length, NETWORK_MOST,
                                  &spot, &made))
        return pship__fail_memory(err);
    if (!made)
        return PSHIP_OK;
    if (!pship__grow(of->of->all.context, (void **)&of->spot_place, spot, &of->spot_room,
                     sizeof *of->spot_place))
        return pship__fail_memory(err);
    of->spot_place[spot] = place;
    return PSHIP_OK;
}

static void locate(geo_reading *of, uint32_t place, const position *at)
{
    pship__network_builder_describe_place(of->of->builder, place, NULL, NULL, NULL, at->longitude,
                                          at->latitude);
}

/* The place at an end of a line, made where there is none. */
static pship_result place_at(geo_reading *of, const position *at, uint32_t *place, pship_error *err)
{
    char text[64];
    bool made = false;
    size_t length = spot_text(at, text);
    uint32_t spot = pship__network_texts_find(&of->spots, text, length);
    if (spot != NETWORK_NONE) {
        *place = of->spot_place[spot];
        return PSHIP_OK;
    }
    *place = pship__network_builder_place(of->of->builder, text, &made);
    if (*place == NETWORK_NONE)
        return PSHIP_OK; /* the builder says why */
    if (made)
        locate(of, *place, at);
    return keep_spot(of, at, *place, err);
}

/* ---- properties */

/* A property as the network calls it. */
static pship_result find_property(geo_reading *of, const json_node *feature, const char *name,
                                  const json_node **found, pship_error *err)
{
    const json_node *properties = pship__json_find(feature, "properties");
    *found = NULL;
    if (!properties || properties->type != JSON_OBJECT)
        return PSHIP_OK;
    for (const json_node *one = properties->first; one; one = one->next) {
        const char *called = pship__network_reading_rename(of->of, one->key);
        if (!called)
            return pship__fail_memory(err);
        if (one->type != JSON_NULL && !strcmp(called, name))
            *found = one;
    }
    return PSHIP_OK;
}

static bool is_text(const json_node *node)
{
    return node->type == JSON_STRING || node->type == JSON_NUMBER;
}

/* A text or a number as a text; NULL where it is not there. */
static pship_result find_text(geo_reading *of, const json_node *feature, const char *name,
                              const char **text, pship_error *err)
{
    const json_node *node = NULL;
    pship_result result = find_property(of, feature, name, &node, err);
    *text = node && is_text(node) ? node->text : NULL;
    if (result == PSHIP_OK && node && !*text)
        result = bad(of, node, "syntax", "a text or a number", err);
    return result;
}

/* Of the properties, or of the feature itself. */
static pship_result find_id(geo_reading *of, const json_node *feature, const char **id,
                            pship_error *err)
{
    pship_result result = find_text(of, feature, "id", id, err);
    const json_node *own = *id || of->bad ? NULL : pship__json_find(feature, "id");
    if (own && own->type != JSON_NULL && !is_text(own))
        result = bad(of, own, "syntax", "a text or a number", err);
    else if (own && is_text(own) && *own->text)
        *id = own->text;
    if (*id && !**id)
        *id = NULL;
    return result;
}

static pship_result has_id(geo_reading *of, const json_node *feature, bool *told, pship_error *err)
{
    const json_node *id = NULL;
    pship_result result = find_property(of, feature, "id", &id, err);
    if (!id)
        id = pship__json_find(feature, "id");
    *told = id && is_text(id) && *id->text;
    return result;
}

static bool is_word(const char *name, bool line)
{
    static const char *const of_points[] = {"id", "name", "country", "kind", NULL};
    static const char *const of_lines[] = {"id", "from", "to", "mode", "both_ways", NULL};
    for (const char *const *word = line ? of_lines : of_points; *word; word++)
        if (!strcmp(name, *word))
            return true;
    return false;
}

static pship_result leave_out(geo_reading *of, const json_node *property, const char *expected,
                              pship_error *err)
{
    uint32_t code = 0;
    bool made = false;
    if (!pship__network_texts_add(&of->left_out, of->of->all.context, property->key,
                                  strlen(property->key), NETWORK_MOST, &code, &made))
        return pship__fail_memory(err);
    if (made)
        pship__reading_remark(&of->of->all, &(reading_problem){property->key_place.line,
                                                               property->key_place.column,
                                                               property->key, "column", expected});
    return PSHIP_OK;
}

/* Numbers of an element, or only whether they are good where it is NETWORK_NONE. */
static pship_result read_number(geo_reading *of, network_part_kind part, uint32_t element,
                                const json_node *property, const char *name, pship_error *err)
{
    double number = 0;
    int attribute = pship__network_attribute_find(name);
    reading_problem problem = {property->place.line, property->place.column, property->text, NULL,
                               NULL};
    if (property->type != JSON_NUMBER) {
        if (attribute >= 0)
            return bad(of, property, "number", "a number", err);
        return element == NETWORK_NONE ? PSHIP_OK
                                       : leave_out(of, property, "a column of numbers", err);
    }
    if (!pship__reading_signed(property->text, &number, &problem) ||
        (attribute >= 0 && !pship__network_reading_fits(attribute, number, &problem))) {
        of->bad = true;
        return pship__reading_bad_row(&of->of->all, &problem, err);
    }
    if (element == NETWORK_NONE)
        return PSHIP_OK;
    if (pship__network_own_column(part, name))
        return leave_out(of, property, NETWORK_READING_OWN, err);
    int column = pship__network_builder_column(of->of->builder, part, name);
    if (column >= 0)
        pship__network_builder_set(of->of->builder, part, element, column, number);
    return PSHIP_OK;
}

static pship_result read_numbers(geo_reading *of, network_part_kind part, uint32_t element,
                                 const json_node *feature, pship_error *err)
{
    const json_node *properties = pship__json_find(feature, "properties");
    pship_result result = PSHIP_OK;
    if (!properties || properties->type != JSON_OBJECT)
        return PSHIP_OK;
    for (const json_node *one = properties->first; one && result == PSHIP_OK && !of->bad;
         one = one->next) {
        const char *name = pship__network_reading_rename(of->of, one->key);
        if (!name)
            return pship__fail_memory(err);
        if (one->type != JSON_NULL && *name && !is_word(name, part == NETWORK_LINK))
            result = read_number(of, part, element, one, name, err);
    }
    return result;
}

/* ---- points */

static pship_result add_point(geo_reading *of, const json_node *feature, const json_node *geometry,
                              pship_error *err)
{
    network_builder *builder = of->of->builder;
    position at = {(double)NAN, (double)NAN};
    const char *id = NULL, *texts[3] = {NULL, NULL, NULL};
    static const char *const names[] = {"name", "country", "kind"};
    char spot[64];
    bool made = false, located = geometry->type != JSON_NULL;
    const json_node *coordinates = located ? pship__json_find(geometry, "coordinates") : NULL;
    if (located && !coordinates)
        return bad(of, geometry, "geometry", "coordinates", err);
    pship_result result = located ? take_position(of, coordinates, &at, err) : PSHIP_OK;
    if (result == PSHIP_OK && !of->bad)
        result = find_id(of, feature, &id, err);
    for (int i = 0; i < 3 && result == PSHIP_OK && !of->bad; i++)
        result = find_text(of, feature, names[i], &texts[i], err);
    if (result == PSHIP_OK && !of->bad)
        result = read_numbers(of, NETWORK_PLACE, NETWORK_NONE, feature, err);
    if (result != PSHIP_OK || of->bad)
        return result;
    if (!id && !located)
        return bad(of, feature, "missing", "an id or a geometry", err);
    if (!id)
        (void)spot_text(&at, spot);
    uint32_t place = pship__network_builder_place(builder, id ? id : spot, &made);
    if (place != NETWORK_NONE && !made)
        return repeated(of, feature, id ? id : spot, "an id that no other place has", err);
    if (place == NETWORK_NONE)
        return PSHIP_OK; /* the builder says why */
    pship__network_builder_describe_place(builder, place, texts[0], texts[1], texts[2],
                                          at.longitude, at.latitude);
    result = read_numbers(of, NETWORK_PLACE, place, feature, err);
    return result == PSHIP_OK && located ? keep_spot(of, &at, place, err) : result;
}

/* ---- lines */

typedef struct course {
    position begin, end;
    double length_km;
} course;

static pship_result read_course(geo_reading *of, const json_node *coordinates, course *line,
                                pship_error *err)
{
    position before = {0, 0}, at = {0, 0};
    size_t count = 0;
    if (coordinates->type != JSON_ARRAY)
        return bad(of, coordinates, "geometry", "an array of positions", err);
    *line = (course){.length_km = 0};
    for (const json_node *one = coordinates->first; one; one = one->next, count++) {
        pship_result result = take_position(of, one, &at, err);
        if (result != PSHIP_OK || of->bad)
            return result;
        if (count == 0)
            line->begin = at;
        else
            line->length_km += distance_km(&before, &at);
        before = at;
    }
    line->end = at;
    return count < 2 ? bad(of, coordinates, "geometry", "at least two positions", err) : PSHIP_OK;
}

/* The place of that name, made and located at the end of the line where nothing else tells of it. */
static uint32_t place_called(geo_reading *of, const char *id, const position *at)
{
    bool made = false;
    uint32_t place = pship__network_builder_place(of->of->builder, id, &made);
    if (made && at && place != NETWORK_NONE)
        locate(of, place, at);
    return place;
}

static pship_result read_both(geo_reading *of, const json_node *feature, bool *both,
                              pship_error *err)
{
    const json_node *node = NULL;
    *both = of->of->options->both_ways;
    pship_result result = find_property(of, feature, "both_ways", &node, err);
    if (result != PSHIP_OK || !node)
        return result;
    if (node->type == JSON_TRUE || node->type == JSON_FALSE)
        *both = node->type == JSON_TRUE;
    else if (!node->text || !pship__network_reading_flag(node->text, both))
        return bad(of, node, "flag", "true or false", err);
    return PSHIP_OK;
}

/* The id of a line: its own, for the second of a feature with " 2" behind it, or its number; NULL where no line has one. */
static const char *line_id(geo_reading *of, const char *own, int part, pship__buffer *text)
{
    if (!of->any_id)
        return NULL;
    pship__buffer_clear(text);
    if (!own)
        pship__buffer_format(text, "%u", of->lines + 1);
    else if (part == 1)
        pship__buffer_add_text(text, own);
    else
        pship__buffer_format(text, "%s %d", own, part);
    return text->failed ? "" : text->bytes;
}

typedef struct line_said {
    const char *id, *from, *to, *mode;
    bool both, several;
} line_said;

static pship_result add_line(geo_reading *of, const json_node *feature, const line_said *said,
                             const course *line, int part, pship__buffer *text, pship_error *err)
{
    uint32_t from = NETWORK_NONE, to = NETWORK_NONE, link, back;
    pship_result result = PSHIP_OK;
    const char *id = line_id(of, said->id, part, text);
    if (text->failed)
        return pship__fail_memory(err);
    if (id && pship__network_reading_has_link(of->of, id, said->both))
        return repeated(of, feature, id, "an id that no other link has", err);
    bool named = said->from && said->to && !said->several;
    if (named) {
        from = place_called(of, said->from, line ? &line->begin : NULL);
        to = place_called(of, said->to, line ? &line->end : NULL);
    } else {
        result = place_at(of, &line->begin, &from, err);
        if (result == PSHIP_OK)
            result = place_at(of, &line->end, &to, err);
    }
    if (result != PSHIP_OK || from == NETWORK_NONE || to == NETWORK_NONE)
        return result;
    pship__network_reading_link(of->of, id, from, to, said->mode, said->both, &link, &back);
    of->lines++;
    for (uint32_t one = link; one != NETWORK_NONE && result == PSHIP_OK;
         one = one == link ? back : NETWORK_NONE) {
        result = read_numbers(of, NETWORK_LINK, one, feature, err);
        double told = result == PSHIP_OK && !said->several
                          ? pship__network_number(pship__network_builder_so_far(of->of->builder),
                                                  NETWORK_LINK, NETWORK_LENGTH, one)
                          : (double)NAN;
        if (!named && isnan(told))
            pship__network_builder_set(of->of->builder, NETWORK_LINK, one, NETWORK_LENGTH,
                                       line->length_km);
    }
    return result;
}

static pship_result read_said(geo_reading *of, const json_node *feature, line_said *said,
                              pship_error *err)
{
    pship_result result = find_id(of, feature, &said->id, err);
    if (result == PSHIP_OK && !of->bad)
        result = find_text(of, feature, "from", &said->from, err);
    if (result == PSHIP_OK && !of->bad)
        result = find_text(of, feature, "to", &said->to, err);
    if (result == PSHIP_OK && !of->bad)
        result = find_text(of, feature, "mode", &said->mode, err);
    if (result == PSHIP_OK && !of->bad)
        result = read_both(of, feature, &said->both, err);
    if (said->from && !*said->from)
        said->from = NULL;
    if (said->to && !*said->to)
        said->to = NULL;
    return result;
}

/* `geometry` is null, a LineString or a MultiLineString. */
static pship_result add_lines(geo_reading *of, const json_node *feature, const json_node *geometry,
                              bool many, pship_error *err)
{
    line_said said = {.id = NULL};
    pship__buffer text;
    course line;
    const json_node *coordinates =
        geometry->type == JSON_NULL ? NULL : pship__json_find(geometry, "coordinates");
    pship_result result = read_said(of, feature, &said, err);
    if (result == PSHIP_OK && !of->bad)
        result = read_numbers(of, NETWORK_LINK, NETWORK_NONE, feature, err);
    if (result != PSHIP_OK || of->bad)
        return result;
    if (geometry->type != JSON_NULL && (!coordinates || coordinates->type != JSON_ARRAY))
        return bad(of, geometry, "geometry", "coordinates", err);
    pship__buffer_init(&text, of->of->all.context);
    said.several = many && coordinates->first && coordinates->first->next;
    if (!coordinates)
        result = add_line(of, feature, &said, NULL, 1, &text, err);
    const json_node *one = !coordinates ? NULL : many ? coordinates->first : coordinates;
    for (int part = 1; one && result == PSHIP_OK && !of->bad; part++) {
        result = read_course(of, one, &line, err);
        if (result == PSHIP_OK && !of->bad)
            result = add_line(of, feature, &said, &line, part, &text, err);
        one = many ? one->next : NULL;
    }
    pship__buffer_free(&text);
    return result;
}

/* ---- features */

typedef enum feature_kind {
    FEATURE_POINT,
    FEATURE_LINE,
    FEATURE_LINES,
    FEATURE_OTHER
} feature_kind;

static feature_kind kind_of(geo_reading *of, const json_node *feature, const json_node *geometry)
{
    const json_node *type = geometry ? pship__json_find(geometry, "type") : NULL;
    const json_node *from = NULL;
    if (geometry && geometry->type == JSON_NULL) /* of a link without coordinates, or of a place */
        return find_property(of, feature, "from", &from, NULL) == PSHIP_OK && from ? FEATURE_LINE
                                                                                   : FEATURE_POINT;
    if (!type || type->type != JSON_STRING)
        return FEATURE_OTHER;
    return !strcmp(type->text, "Point")             ? FEATURE_POINT
           : !strcmp(type->text, "LineString")      ? FEATURE_LINE
           : !strcmp(type->text, "MultiLineString") ? FEATURE_LINES
                                                    : FEATURE_OTHER;
}

static pship_result read_feature(geo_reading *of, const json_node *feature, bool points,
                                 pship_error *err)
{
    const json_node *geometry = pship__json_find(feature, "geometry");
    of->bad = false;
    if (feature->type != JSON_OBJECT || !geometry)
        return points ? bad(of, feature, "geometry", "a feature with a geometry", err) : PSHIP_OK;
    const feature_kind kind = kind_of(of, feature, geometry);
    const json_node *properties = pship__json_find(feature, "properties");
    bool told = false;
    pship_result result = PSHIP_OK;
    if (properties && properties->type != JSON_OBJECT && properties->type != JSON_NULL)
        return points ? bad(of, properties, "syntax", "an object of properties", err) : PSHIP_OK;
    if (points && (kind == FEATURE_LINE || kind == FEATURE_LINES)) {
        result = has_id(of, feature, &told, err);
        of->any_id = of->any_id || told;
    } else if (points && kind == FEATURE_POINT) {
        result = add_point(of, feature, geometry, err);
    } else if (points) {
        pship__reading_remark(&of->of->all,
                              &(reading_problem){feature->place.line, feature->place.column, "",
                                                 "left_out", "a point or a line"});
    } else if (kind == FEATURE_LINE || kind == FEATURE_LINES) {
        result = add_lines(of, feature, geometry, kind == FEATURE_LINES, err);
    }
    if (result != PSHIP_OK)
        return result;
    return pship__network_reading_check(of->of, feature->place.line, feature->place.column, err);
}

/* Points first: lines may stand before the places that they lead to. */
static pship_result read_features(geo_reading *of, const json_node *root, pship_error *err)
{
    const json_node *features = pship__json_find(root, "features");
    const json_node *name = pship__json_find(root, "name");
    const json_node *currency = pship__json_find(root, "currency");
    if (!features || features->type != JSON_ARRAY)
        return pship__fail_at(err, PSHIP_E_SYNTAX, of->of->all.path, root->place.line,
                              root->place.column, "there is no array of features: is it GeoJSON?");
    if (name && name->type == JSON_STRING)
        pship__buffer_add_text(&of->of->name, name->text);
    if (currency && currency->type == JSON_STRING)
        pship__buffer_add_text(&of->of->currency, currency->text);
    for (int points = 1; points >= 0; points--) {
        for (const json_node *one = features->first; one; one = one->next) {
            pship_result result = pship__progress(&of->of->all.progress, points ? 0.6 : 0.8, err);
            if (result == PSHIP_OK)
                result = read_feature(of, one, points == 1, err);
            if (result != PSHIP_OK)
                return result;
        }
    }
    return PSHIP_OK;
}

/* ---- the file */

pship_result pship__read_geojson(network_reading *of, pship_error *err)
{
    geo_reading geo = {.of = of};
    pship__json *document = NULL;
    pship__buffer text;
    pship__buffer_init(&text, of->all.context);
    pship_result result = pship__network_reading_load(&text, of, err);
    if (result == PSHIP_OK)
        result = pship__json_parse(&document, of->all.context, text.length > 0 ? text.bytes : "",
                                   text.length, of->all.path, &of->all.progress, NULL, err);
    if (result == PSHIP_OK)
        result = read_features(&geo, document->root, err);
    pship__json_free(document);
    pship__buffer_free(&text);
    pship__network_texts_free(&geo.spots, of->all.context);
    pship__network_texts_free(&geo.left_out, of->all.context);
    pship__release(of->all.context, geo.spot_place);
    return result;
}
