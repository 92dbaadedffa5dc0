/* Writing GeoJSON: a feature on each line, places as points and links as straight lines. */
#include "corridor/network_writing.h"

#include "stream/json.h"

static void add_text(network_writing *of, const char *text)
{
    pship__buffer_add_text(&of->all.text, text);
}

static bool has_position(const pship_network *network, uint32_t place)
{
    return network->longitude && !isnan(network->longitude[place]);
}

static void write_position(network_writing *of, uint32_t place)
{
    add_text(of, "[");
    pship__writing_number(&of->all, of->network->longitude[place]);
    add_text(of, ",");
    pship__writing_number(&of->all, of->network->latitude[place]);
    add_text(of, "]");
}

/* A property with the comma before it; nothing where the text is empty. */
static void write_text(network_writing *of, const char *name, const char *text, bool *first)
{
    if (!*text)
        return;
    add_text(of, *first ? "" : ",");
    *first = false;
    pship__json_write_string(&of->all.text, name);
    add_text(of, ":");
    pship__json_write_string(&of->all.text, text);
}

static void write_numbers(network_writing *of, network_part_kind part, uint32_t element, bool first)
{
    size_t count = pship__network_numbers(of->network, part);
    for (size_t i = 0; i < count; i++) {
        const network_column *column = pship__network_numbers_at(of->network, part, i);
        if (!column || isnan(column->values[element]))
            continue;
        add_text(of, first ? "" : ",");
        first = false;
        pship__json_write_string(&of->all.text, pship__network_numbers_name(of->network, part, i));
        add_text(of, ":");
        pship__writing_number(&of->all, column->values[element]);
    }
}

static void begin_feature(network_writing *of, const char *id, bool first)
{
    add_text(of, first ? "\n{\"type\":\"Feature\",\"id\":" : ",\n{\"type\":\"Feature\",\"id\":");
    pship__json_write_string(&of->all.text, id);
    add_text(of, ",\"geometry\":");
}

static void write_place(network_writing *of, uint32_t place)
{
    const pship_network *network = of->network;
    bool first = true;
    begin_feature(of, pship__network_text(&network->place_ids, place), place == 0);
    if (has_position(network, place)) {
        add_text(of, "{\"type\":\"Point\",\"coordinates\":");
        write_position(of, place);
        add_text(of, "},\"properties\":{");
    } else {
        add_text(of, "null,\"properties\":{");
    }
    write_text(of, "name",
               pship__network_place_text(&network->place_names, network->place_name, place),
               &first);
    write_text(of, "country", pship__network_place_text(&network->words, network->country, place),
               &first);
    write_text(of, "kind", pship__network_place_text(&network->words, network->kind, place),
               &first);
    write_numbers(of, NETWORK_PLACE, place, first);
    add_text(of, "}}");
}

static void write_link(network_writing *of, uint32_t link)
{
    const pship_network *network = of->network;
    uint32_t from = network->from[link], to = network->to[link];
    char number[12];
    bool first = true;
    begin_feature(of, pship__network_link_id(network, link, number), false);
    if (has_position(network, from) && has_position(network, to)) {
        add_text(of, "{\"type\":\"LineString\",\"coordinates\":[");
        write_position(of, from);
        add_text(of, ",");
        write_position(of, to);
        add_text(of, "]},\"properties\":{");
    } else {
        add_text(of, "null,\"properties\":{");
    }
    write_text(of, "from", pship__network_text(&network->place_ids, from), &first);
    write_text(of, "to", pship__network_text(&network->place_ids, to), &first);
    write_text(of, "mode", pship__network_text(&network->modes, network->mode[link]), &first);
    write_numbers(of, NETWORK_LINK, link, first);
    add_text(of, "}}");
}

/* A number that is called as one of the texts would be taken for it. */
static pship_result check_names(const pship_network *network, pship_error *err)
{
    static const struct {
        network_part_kind part;
        const char *name;
    } words[] = {{NETWORK_PLACE, "id"},      {NETWORK_PLACE, "name"}, {NETWORK_PLACE, "country"},
                 {NETWORK_PLACE, "kind"},    {NETWORK_PLACE, "from"}, {NETWORK_LINK, "id"},
                 {NETWORK_LINK, "from"},     {NETWORK_LINK, "to"},    {NETWORK_LINK, "mode"},
                 {NETWORK_LINK, "both_ways"}};
    int attribute = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (pship__network_column(network, words[i].part, words[i].name, &attribute))
            return pship__fail(err, PSHIP_E_INVALID,
                               "the column '%s' of %ss means something else in GeoJSON",
                               words[i].name, pship__network_part_name((int)words[i].part));
    return PSHIP_OK;
}

static pship_result produce(network_writing *of, pship_error *err)
{
    const pship_network *network = of->network;
    uint32_t places = network->parts[NETWORK_PLACE].count;
    uint32_t links = network->parts[NETWORK_LINK].count;
    double all = (double)places + (double)links + 1;
    bool first = false;
    pship_result result = PSHIP_OK;
    add_text(of, "{\"type\":\"FeatureCollection\"");
    write_text(of, "name", network->name ? network->name : "", &first);
    write_text(of, "currency", network->currency ? network->currency : "", &first);
    add_text(of, ",\"features\":[");
    for (uint32_t i = 0; i < places && result == PSHIP_OK; i++) {
        write_place(of, i);
        result = pship__writing_flush(&of->all, false, (double)i / all, err);
    }
    for (uint32_t i = 0; i < links && result == PSHIP_OK; i++) {
        write_link(of, i);
        result = pship__writing_flush(&of->all, false, ((double)places + (double)i) / all, err);
    }
    add_text(of, "\n]}\n");
    return result;
}

pship_result pship__write_geojson(network_writing *of, pship_error *err)
{
    pship_result result = check_names(of->network, err);
    return result == PSHIP_OK ? pship__network_produce(of, of->path, produce, err) : result;
}
