/*
 * Making a network: what every reader fills, one element after another.
 */
#include "corridor/network_build.h"

#include <stdio.h>

/* Keeps the first failure. */
#define REFUSE(builder, code_of_it, ...) \
    ((builder)->failure.code == PSHIP_OK \
         ? (void)pship__fail(&(builder)->failure, code_of_it, __VA_ARGS__) \
         : (void)0)

void pship__network_builder_free(network_builder *builder)
{
    if (!builder)
        return;
    pship_context *context = builder->context;
    pship_network_free(builder->network);
    pship__buffer_free(&builder->text);
    pship__release(context, builder);
    pship_context_free(context);
}

network_builder *pship__network_builder_new(pship_context *context)
{
    network_builder *builder = pship__allocate_zero(context, 1, sizeof *builder);
    if (!builder)
        return NULL;
    builder->context = pship__context_share(context);
    builder->failure = (pship_error)PSHIP_ERROR_INIT;
    pship__buffer_init(&builder->text, context);
    pship_network *network = pship__allocate_zero(context, 1, sizeof *network);
    builder->network = network;
    if (!network) {
        pship__network_builder_free(builder);
        return NULL;
    }
    network->context = pship__context_share(context);
    atomic_init(&network->references, 1);
    network_texts *const with_none[] = {&network->place_names, &network->words, &network->modes};
    for (size_t i = 0; i < 3; i++) {
        uint32_t code;
        bool made;
        if (!pship__network_texts_add(with_none[i], context, "", 0, 1, &code, &made)) {
            pship__network_builder_free(builder);
            return NULL;
        }
    }
    return builder;
}

static bool failed(const network_builder *builder)
{
    return builder->failure.code != PSHIP_OK;
}

static void short_of_memory(network_builder *builder)
{
    if (!failed(builder))
        pship__fail_memory(&builder->failure);
}

pship_result pship__network_builder_failure(const network_builder *builder, pship_error *err)
{
    if (!failed(builder))
        return PSHIP_OK;
    return pship__fail(err, builder->failure.code, "%s", builder->failure.message);
}

const pship_network *pship__network_builder_so_far(const network_builder *builder)
{
    return builder->network;
}

/* ---- room for elements */

/* Makes one array longer; what is not used yet is filled with `fill` bytes. */
static bool lengthen(const pship_context *context, void **array, size_t old, size_t wanted,
                     size_t size)
{
    void *block = pship__resize(context, *array, wanted, size);
    if (!block)
        return false;
    memset((char *)block + old * size, 0, (wanted - old) * size);
    *array = block;
    return true;
}

static void no_numbers(double *values, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        values[i] = (double)NAN;
}

static bool lengthen_numbers(const pship_context *context, double **values, size_t old,
                             size_t wanted)
{
    if (!*values)
        return true;
    double *block = pship__resize(context, *values, wanted, sizeof *block);
    if (!block)
        return false;
    no_numbers(block, old, wanted);
    *values = block;
    return true;
}

static bool lengthen_column(const pship_context *context, network_column **column, size_t old,
                            size_t wanted)
{
    if (!*column)
        return true;
    if (wanted > (SIZE_MAX - sizeof **column) / sizeof(double))
        return false;
    network_column *longer =
        pship__resize(context, *column, sizeof *longer + wanted * sizeof *longer->values, 1);
    if (!longer)
        return false;
    no_numbers(longer->values, old, wanted);
    *column = longer;
    return true;
}

static bool lengthen_places(pship_network *network, size_t old, size_t wanted)
{
    uint32_t **const codes[] = {&network->place_name, &network->country, &network->kind};
    for (size_t i = 0; i < 3; i++) {
        if (*codes[i] &&
            !lengthen(network->context, (void **)codes[i], old, wanted, sizeof **codes[i]))
            return false;
    }
    return lengthen_numbers(network->context, &network->longitude, old, wanted) &&
           lengthen_numbers(network->context, &network->latitude, old, wanted);
}

static bool lengthen_links(pship_network *network, size_t old, size_t wanted)
{
    const pship_context *context = network->context;
    return lengthen(context, (void **)&network->from, old, wanted, sizeof *network->from) &&
           lengthen(context, (void **)&network->to, old, wanted, sizeof *network->to) &&
           lengthen(context, (void **)&network->mode, old, wanted, sizeof *network->mode);
}

static bool lengthen_transfers(pship_network *network, size_t old, size_t wanted)
{
    const pship_context *context = network->context;
    return lengthen(context, (void **)&network->transfer_place, old, wanted,
                    sizeof *network->transfer_place) &&
           lengthen(context, (void **)&network->transfer_from, old, wanted, 1) &&
           lengthen(context, (void **)&network->transfer_to, old, wanted, 1) &&
           (!network->transfer_closed || lengthen(context, (void **)&network->transfer_closed, old,
                                                  wanted, sizeof *network->transfer_closed));
}

/* All arrays of a part have room for the same number of elements. An array that got longer before memory ran short
 * does no harm: the builder has failed then. */
static bool room_for(network_builder *builder, network_part_kind part, size_t wanted)
{
    static bool (*const lengthen_part[NETWORK_PARTS])(pship_network *, size_t, size_t) = {
        lengthen_places, lengthen_links, lengthen_transfers};
    size_t old = builder->room[part];
    if (wanted <= old)
        return true;
    network_part *of = &builder->network->parts[part];
    bool fits = lengthen_part[part](builder->network, old, wanted);
    for (int i = 0; fits && i < NETWORK_ATTRIBUTES; i++)
        fits = lengthen_column(builder->context, &of->columns[i], old, wanted);
    for (size_t i = 0; fits && i < of->extra_count; i++)
        fits = lengthen_column(builder->context, &of->extra[i].column, old, wanted);
    if (fits)
        builder->room[part] = wanted;
    else
        short_of_memory(builder);
    return fits;
}

static bool room_for_one(network_builder *builder, network_part_kind part)
{
    size_t count = builder->network->parts[part].count, old = builder->room[part];
    if (count >= NETWORK_MOST) {
        REFUSE(builder, PSHIP_E_LIMIT, "more than %u %ss", NETWORK_MOST,
               pship__network_part_name((int)part));
        return false;
    }
    return count < old || room_for(builder, part, old < 8 ? 8 : old * 2);
}

bool pship__network_builder_expect(network_builder *builder, uint32_t places, uint32_t links)
{
    return !failed(builder) && room_for(builder, NETWORK_PLACE, places) &&
           room_for(builder, NETWORK_LINK, links);
}

/* ---- texts */

static bool valid(network_builder *builder, const char *text, const char *what)
{
    if (pship__utf8_valid(text, strlen(text)))
        return true;
    REFUSE(builder, PSHIP_E_INVALID, "%s is not UTF-8", what);
    return false;
}

/* A code of a text, 0 for none; false when it fails. */
static bool code_of(network_builder *builder, network_texts *texts, const char *text,
                    const char *what, uint32_t *code)
{
    bool made;
    if (!text || !valid(builder, text, what))
        return *code = 0, !failed(builder);
    if (pship__network_texts_add(texts, builder->context, text, strlen(text), NETWORK_MOST, code,
                                 &made))
        return true;
    short_of_memory(builder);
    return false;
}

static bool mode_of(network_builder *builder, const char *mode, uint8_t *code)
{
    network_texts *modes = &builder->network->modes;
    uint32_t found;
    if (mode && modes->count >= NETWORK_MODES &&
        pship__network_texts_find(modes, mode, strlen(mode)) == NETWORK_NONE) {
        REFUSE(builder, PSHIP_E_LIMIT, "more than %d modes", NETWORK_MODES - 1);
        return false;
    }
    if (!code_of(builder, modes, mode, "a mode", &found))
        return false;
    *code = (uint8_t)found;
    return true;
}

/* ---- places */

uint32_t pship__network_builder_place(network_builder *builder, const char *id, bool *made)
{
    pship_network *network = builder->network;
    uint32_t place = NETWORK_NONE;
    bool fresh = false;
    if (failed(builder))
        return NETWORK_NONE;
    if (*id == '\0') {
        REFUSE(builder, PSHIP_E_INVALID, "the id of a place is empty");
        return NETWORK_NONE;
    }
    place = pship__network_texts_find(&network->place_ids, id, strlen(id));
    if (place == NETWORK_NONE) {
        if (!valid(builder, id, "the id of a place") || !room_for_one(builder, NETWORK_PLACE))
            return NETWORK_NONE;
        if (!pship__network_texts_add(&network->place_ids, builder->context, id, strlen(id),
                                      NETWORK_MOST, &place, &fresh)) {
            short_of_memory(builder);
            return NETWORK_NONE;
        }
        network->parts[NETWORK_PLACE].count++;
    }
    if (made)
        *made = fresh;
    return place;
}

/* Sets the code of a text that is told, in an array that comes to be with the first one. */
static void tell(network_builder *builder, uint32_t **codes, network_texts *texts, uint32_t place,
                 const char *text, const char *what)
{
    uint32_t code;
    if (failed(builder) || !code_of(builder, texts, text, what, &code) || code == 0)
        return;
    if (!*codes)
        *codes =
            pship__allocate_zero(builder->context, builder->room[NETWORK_PLACE], sizeof **codes);
    if (*codes)
        (*codes)[place] = code;
    else
        short_of_memory(builder);
}

static void locate(network_builder *builder, double **values, uint32_t place, double degrees,
                   double most, const char *what)
{
    if (failed(builder) || isnan(degrees))
        return;
    if (!(fabs(degrees) <= most)) {
        REFUSE(builder, PSHIP_E_INVALID, "the %s of place \"%s\" is not from -%g to %g degrees",
               what, pship__network_text(&builder->network->place_ids, place), most, most);
        return;
    }
    if (!*values) {
        size_t room = builder->room[NETWORK_PLACE];
        *values = pship__allocate(builder->context, room, sizeof **values);
        if (*values)
            no_numbers(*values, 0, room);
    }
    if (*values)
        (*values)[place] = degrees;
    else
        short_of_memory(builder);
}

void pship__network_builder_describe_place(network_builder *builder, uint32_t place,
                                           const char *name, const char *country, const char *kind,
                                           double longitude, double latitude)
{
    pship_network *network = builder->network;
    tell(builder, &network->place_name, &network->place_names, place, name, "the name of a place");
    tell(builder, &network->country, &network->words, place, country, "the country of a place");
    tell(builder, &network->kind, &network->words, place, kind, "the kind of a place");
    locate(builder, &network->longitude, place, longitude, 180, "longitude");
    locate(builder, &network->latitude, place, latitude, 90, "latitude");
    if (!failed(builder) && isnan(longitude) != isnan(latitude)) {
        const bool east = isnan(latitude);
        REFUSE(builder, PSHIP_E_INVALID,
               "place \"%s\" has a %s and no %s: both are told, or neither",
               pship__network_text(&network->place_ids, place), east ? "longitude" : "latitude",
               east ? "latitude" : "longitude");
    }
}

/* ---- links */

static bool link_id(network_builder *builder, const char *id)
{
    network_texts *ids = &builder->network->link_ids;
    uint32_t count = builder->network->parts[NETWORK_LINK].count, code;
    bool made = true;
    if (id ? ids->count != count : ids->count > 0) {
        REFUSE(builder, PSHIP_E_INVALID, "some links have an id and others have none");
    } else if (id && *id == '\0') {
        REFUSE(builder, PSHIP_E_INVALID, "the id of a link is empty");
    } else if (id && valid(builder, id, "the id of a link")) {
        if (!pship__network_texts_add(ids, builder->context, id, strlen(id), NETWORK_MOST, &code,
                                      &made))
            short_of_memory(builder);
        else if (!made)
            REFUSE(builder, PSHIP_E_INVALID, "two links have the id \"%s\"", id);
    }
    return !failed(builder);
}

uint32_t pship__network_builder_link(network_builder *builder, const char *id, uint32_t from,
                                     uint32_t to, const char *mode)
{
    pship_network *network = builder->network;
    uint8_t code = 0;
    if (failed(builder) || !mode_of(builder, mode, &code) || !room_for_one(builder, NETWORK_LINK) ||
        !link_id(builder, id))
        return NETWORK_NONE;
    uint32_t link = network->parts[NETWORK_LINK].count++;
    network->from[link] = from;
    network->to[link] = to;
    network->mode[link] = code;
    return link;
}

void pship__network_builder_name_links(network_builder *builder, network_texts *ids)
{
    network_texts *own = &builder->network->link_ids;
    if (failed(builder) || own->count > 0 || ids->count == 0 ||
        ids->count != builder->network->parts[NETWORK_LINK].count)
        return;
    pship__network_texts_free(own, builder->context);
    *own = *ids;
    *ids = (network_texts){.bytes = NULL};
}

/* ---- transfers */

uint32_t pship__network_builder_transfer(network_builder *builder, uint32_t place,
                                         const char *from_mode, const char *to_mode)
{
    pship_network *network = builder->network;
    uint8_t from = 0, to = 0;
    uint32_t transfer;
    bool made;
    if (failed(builder) || !mode_of(builder, from_mode, &from) || !mode_of(builder, to_mode, &to))
        return NETWORK_NONE;
    if (from == 0 || to == 0) {
        REFUSE(builder, PSHIP_E_INVALID, "a transfer is from one mode to another: one is missing");
        return NETWORK_NONE;
    }
    if (!room_for_one(builder, NETWORK_TRANSFER))
        return NETWORK_NONE;
    const char *at = place == NETWORK_NONE ? "*" : pship__network_text(&network->place_ids, place);
    pship__buffer_clear(&builder->text);
    pship__buffer_format(&builder->text, "%s: %s to %s", at, from_mode, to_mode);
    if (builder->text.failed ||
        !pship__network_texts_add(&network->transfer_ids, builder->context, builder->text.bytes,
                                  builder->text.length, NETWORK_MOST, &transfer, &made)) {
        short_of_memory(builder);
        return NETWORK_NONE;
    }
    if (!made) {
        REFUSE(builder, PSHIP_E_INVALID, "there are two transfers \"%s\"", builder->text.bytes);
        return NETWORK_NONE;
    }
    network->transfer_place[transfer] = place;
    network->transfer_from[transfer] = from;
    network->transfer_to[transfer] = to;
    network->parts[NETWORK_TRANSFER].count++;
    return transfer;
}

void pship__network_builder_close(network_builder *builder, uint32_t transfer)
{
    pship_network *network = builder->network;
    if (failed(builder))
        return;
    if (!network->transfer_closed)
        network->transfer_closed = pship__allocate_zero(
            builder->context, builder->room[NETWORK_TRANSFER], sizeof *network->transfer_closed);
    if (network->transfer_closed)
        network->transfer_closed[transfer] = true;
    else
        short_of_memory(builder);
}

/* ---- numbers */

int pship__network_builder_column(network_builder *builder, network_part_kind part,
                                  const char *name)
{
    network_part *of = &builder->network->parts[part];
    const pship_context *context = builder->context;
    int found;
    if (failed(builder) || !valid(builder, name, "the name of a column"))
        return -1;
    (void)pship__network_column(builder->network, part, name, &found);
    if (found >= 0)
        return found;
    if (pship__network_own_column(part, name)) {
        REFUSE(builder, PSHIP_E_INVALID,
               "a column of numbers cannot be called \"%s\": the list of %ss has one", name,
               pship__network_part_name((int)part));
        return -1;
    }
    if (of->extra_count >= UINT16_MAX - NETWORK_ATTRIBUTES) {
        REFUSE(builder, PSHIP_E_LIMIT, "more than %d columns of numbers",
               UINT16_MAX - NETWORK_ATTRIBUTES);
        return -1;
    }
    network_extra made = {pship__copy_text(context, name),
                          pship__network_column_new(context, builder->room[part])};
    if (made.name && made.column &&
        pship__grow(context, (void **)&of->extra, of->extra_count, &builder->extra_room[part],
                    sizeof *of->extra)) {
        of->extra[of->extra_count] = made;
        return NETWORK_ATTRIBUTES + (int)of->extra_count++;
    }
    pship__release(context, made.name);
    pship__network_column_free(made.column, context);
    short_of_memory(builder);
    return -1;
}

static const char *column_name(const network_part *of, int column)
{
    return column < NETWORK_ATTRIBUTES ? pship__network_attribute_name(column)
                                       : of->extra[column - NETWORK_ATTRIBUTES].name;
}

void pship__network_builder_set(network_builder *builder, network_part_kind part, uint32_t element,
                                int column, double value)
{
    network_part *of = &builder->network->parts[part];
    if (failed(builder))
        return;
    network_column **values = column < NETWORK_ATTRIBUTES
                                  ? &of->columns[column]
                                  : &of->extra[column - NETWORK_ATTRIBUTES].column;
    const char *refusal = isnan(value) ? NULL : pship__network_refusal(column, value);
    if (refusal) {
        char text[12];
        REFUSE(builder, PSHIP_E_INVALID, "%s of %s \"%s\" %s", column_name(of, column),
               pship__network_part_name((int)part),
               pship__network_element_id(builder->network, part, element, text), refusal);
        return;
    }
    /* What nobody tells of any element needs no column. */
    if (!*values && isnan(value))
        return;
    if (!*values)
        *values = pship__network_column_new(builder->context, builder->room[part]);
    if (*values)
        (*values)->values[element] = value;
    else
        short_of_memory(builder);
}

/* ---- what few elements have */

void pship__network_builder_note(network_builder *builder, network_part_kind part, uint32_t element,
                                 int column, const char *source, bool assumed, double low,
                                 double high)
{
    pship_network *network = builder->network;
    uint32_t code = NETWORK_NONE;
    if (failed(builder))
        return;
    if (source && *source && !code_of(builder, &network->sources, source, "a source", &code))
        return;
    if (!pship__grow(builder->context, (void **)&network->notes, network->note_count,
                     &builder->note_room, sizeof *network->notes)) {
        short_of_memory(builder);
        return;
    }
    network->notes[network->note_count++] = (network_note){.part = (uint8_t)part,
                                                           .attribute = (uint16_t)column,
                                                           .assumed = assumed,
                                                           .element = element,
                                                           .source = code,
                                                           .low = low,
                                                           .high = high};
}

void pship__network_builder_departure(network_builder *builder, uint32_t link, double hour)
{
    pship_network *network = builder->network;
    char text[12];
    if (failed(builder))
        return;
    if (!(hour >= 0 && hour < 168)) {
        REFUSE(builder, PSHIP_E_INVALID,
               "a departure of link \"%s\" is not in the week: hours are from 0 to below 168",
               pship__network_link_id(network, link, text));
        return;
    }
    if (!pship__grow(builder->context, (void **)&network->departures, network->departure_count,
                     &builder->departure_room, sizeof *network->departures)) {
        short_of_memory(builder);
        return;
    }
    network->departures[network->departure_count++] = (network_departure){link, hour};
}

void pship__network_builder_quantile(network_builder *builder, network_part_kind part,
                                     uint32_t element, double probability, double hours)
{
    pship_network *network = builder->network;
    char text[12];
    if (failed(builder))
        return;
    if (!(probability >= 0 && probability <= 1) || !(hours >= 0) || isinf(hours)) {
        REFUSE(builder, PSHIP_E_INVALID,
               "a quantile of %s \"%s\" is not a probability from 0 to 1 and a time of 0 or more",
               pship__network_part_name((int)part),
               pship__network_element_id(network, part, element, text));
        return;
    }
    if (!pship__grow(builder->context, (void **)&network->quantiles, network->quantile_count,
                     &builder->quantile_room, sizeof *network->quantiles)) {
        short_of_memory(builder);
        return;
    }
    network->quantiles[network->quantile_count++] =
        (network_quantile){(uint8_t)part, element, probability, hours};
}
