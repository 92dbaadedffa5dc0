/*
 * Writing GMNS: a folder of CSV files, with what GMNS does not have in columns and files of their own.
 */
#include "corridor/network_writing.h"

#include "stream/csv_write.h"

/* What GMNS calls otherwise, or uses for something else. */
static const char *const node_names[] = {"node_id", "name",      "x_coord",
                                         "y_coord", "node_type", "country"};
static const char *const link_names[] = {"link_id", "from_node_id", "to_node_id", "directed",
                                         "allowed_uses"};

typedef struct gmns_layout {
    bool own_length, own_speed; /* numbers of the network's own are called as those of GMNS */
    bool plane;                 /* x_coord and y_coord are numbers x and y of the network's own */
    const network_column *x, *y;
} gmns_layout;

typedef struct gmns_writing {
    network_writing all; /* first: the writers get it */
    gmns_layout layout;
    bool *skip;
} gmns_writing;

static const network_column *own(const pship_network *network, network_part_kind part,
                                 const char *name)
{
    int attribute = 0;
    return pship__network_column(network, part, name, &attribute);
}

/* A number of its own that would be taken for something else. */
static pship_result check_names(const pship_network *network, network_part_kind part,
                                const char *const *names, size_t count, pship_error *err)
{
    for (size_t i = 0; i < count; i++)
        if (own(network, part, names[i]))
            return pship__fail(err, PSHIP_E_INVALID,
                               "the column '%s' of %ss means something else in GMNS", names[i],
                               pship__network_part_name((int)part));
    return PSHIP_OK;
}

static pship_result lay_out(gmns_writing *of, pship_error *err)
{
    const pship_network *network = of->all.network;
    gmns_layout *layout = &of->layout;
    pship_result result = check_names(network, NETWORK_PLACE, node_names,
                                      sizeof node_names / sizeof *node_names, err);
    if (result == PSHIP_OK)
        result = check_names(network, NETWORK_LINK, link_names,
                             sizeof link_names / sizeof *link_names, err);
    layout->own_length = own(network, NETWORK_LINK, "length") != NULL;
    layout->own_speed = own(network, NETWORK_LINK, "free_speed") != NULL;
    layout->x = own(network, NETWORK_PLACE, "x");
    layout->y = own(network, NETWORK_PLACE, "y");
    layout->plane = !network->longitude && layout->x && layout->y;
    return result;
}

/* ---- config.csv */

static pship_result produce_config(network_writing *given, pship_error *err)
{
    const gmns_writing *of = (const gmns_writing *)given;
    const pship_network *network = given->network;
    (void)err;
    pship__buffer_add_text(&given->all.text, "dataset_name,long_length,speed,crs,"
                                             "geometry_field_format,currency,version_number,"
                                             "id_type\r\n");
    pship__write_cell(given, network->name ? network->name : "");
    pship__buffer_format(&given->all.text, ",%s,%s,%s,,", of->layout.own_length ? "" : "km",
                         of->layout.own_speed ? "" : "km/h",
                         of->layout.plane ? "plane" : "EPSG:4326");
    pship__write_cell(given, network->currency ? network->currency : "");
    pship__buffer_add_text(&given->all.text, ",0.97,string\r\n");
    return PSHIP_OK;
}

/* ---- node.csv */

static pship_result begin_skip(gmns_writing *of, network_part_kind part, pship_error *err)
{
    const pship_network *network = of->all.network;
    pship__release(network->context, of->skip);
    of->skip = pship__allocate_zero(network->context, pship__network_numbers(network, part),
                                    sizeof *of->skip);
    return of->skip ? PSHIP_OK : pship__fail_memory(err);
}

static void add_comma(network_writing *of)
{
    pship__buffer_add(&of->all.text, ",", 1);
}

static void write_node(const gmns_writing *from, network_writing *of, uint32_t place)
{
    const pship_network *network = of->network;
    const double *x = from->layout.plane ? from->layout.x->values : network->longitude;
    const double *y = from->layout.plane ? from->layout.y->values : network->latitude;
    pship__write_cell(of, pship__network_text(&network->place_ids, place));
    add_comma(of);
    pship__write_cell(of,
                      pship__network_place_text(&network->place_names, network->place_name, place));
    add_comma(of);
    pship__writing_number(&of->all, x ? x[place] : (double)NAN);
    add_comma(of);
    pship__writing_number(&of->all, y ? y[place] : (double)NAN);
    add_comma(of);
    pship__write_cell(of, pship__network_place_text(&network->words, network->kind, place));
    add_comma(of);
    pship__write_cell(of, pship__network_place_text(&network->words, network->country, place));
    pship__write_numbers(of, NETWORK_PLACE, place, from->skip);
    pship__buffer_add_text(&of->all.text, "\r\n");
}

static pship_result produce_nodes(network_writing *of, pship_error *err)
{
    gmns_writing *gmns = (gmns_writing *)of;
    uint32_t count = of->network->parts[NETWORK_PLACE].count;
    size_t numbers = pship__network_numbers(of->network, NETWORK_PLACE);
    pship_result result = begin_skip(gmns, NETWORK_PLACE, err);
    for (size_t i = 0; i < numbers && result == PSHIP_OK; i++) {
        const network_column *column = pship__network_numbers_at(of->network, NETWORK_PLACE, i);
        gmns->skip[i] =
            gmns->layout.plane && column && (column == gmns->layout.x || column == gmns->layout.y);
    }
    if (result != PSHIP_OK)
        return result;
    pship__buffer_add_text(&of->all.text, "node_id,name,x_coord,y_coord,node_type,country");
    pship__write_number_names(of, NETWORK_PLACE, gmns->skip);
    pship__buffer_add_text(&of->all.text, "\r\n");
    for (uint32_t i = 0; i < count && result == PSHIP_OK; i++) {
        write_node(gmns, of, i);
        result = pship__writing_flush(&of->all, false, 0.3 * (double)i / (double)count, err);
    }
    return result;
}

/* ---- link.csv */

static void write_link(const gmns_writing *from, network_writing *of, uint32_t link)
{
    const pship_network *network = of->network;
    char text[12];
    pship__write_cell(of, pship__network_link_id(network, link, text));
    add_comma(of);
    pship__write_cell(of, pship__network_text(&network->place_ids, network->from[link]));
    add_comma(of);
    pship__write_cell(of, pship__network_text(&network->place_ids, network->to[link]));
    pship__buffer_add_text(&of->all.text, ",true,");
    pship__write_cell(of, pship__network_text(&network->modes, network->mode[link]));
    if (!from->layout.own_length) {
        add_comma(of);
        pship__writing_number(&of->all,
                              pship__network_number(network, NETWORK_LINK, NETWORK_LENGTH, link));
    }
    if (!from->layout.own_speed) {
        add_comma(of);
        pship__writing_number(&of->all,
                              pship__network_number(network, NETWORK_LINK, NETWORK_SPEED, link));
    }
    pship__write_numbers(of, NETWORK_LINK, link, from->skip);
    pship__buffer_add_text(&of->all.text, "\r\n");
}

static pship_result produce_links(network_writing *of, pship_error *err)
{
    gmns_writing *gmns = (gmns_writing *)of;
    uint32_t count = of->network->parts[NETWORK_LINK].count;
    pship_result result = begin_skip(gmns, NETWORK_LINK, err);
    if (result != PSHIP_OK)
        return result;
    gmns->skip[NETWORK_LENGTH] = !gmns->layout.own_length;
    gmns->skip[NETWORK_SPEED] = !gmns->layout.own_speed;
    pship__buffer_format(&of->all.text, "link_id,from_node_id,to_node_id,directed,allowed_uses%s%s",
                         gmns->layout.own_length ? "" : ",length",
                         gmns->layout.own_speed ? "" : ",free_speed");
    pship__write_number_names(of, NETWORK_LINK, gmns->skip);
    pship__buffer_add_text(&of->all.text, "\r\n");
    for (uint32_t i = 0; i < count && result == PSHIP_OK; i++) {
        write_link(gmns, of, i);
        result = pship__writing_flush(&of->all, false, 0.3 + 0.7 * (double)i / (double)count, err);
    }
    return result;
}

/* ---- what GMNS does not have */

typedef pship_result (*list_fn)(pship_table **table, const pship_network *network,
                                pship_error *err);

/* An old file of another network must not be taken for one of this: it is replaced by one without rows. */
static pship_result write_table(network_writing *of, folder_stage *stage, const char *name,
                                list_fn list, pship_error *err)
{
    pship_table *table = NULL;
    file_form form;
    pship_result result = list(&table, of->network, err);
    if (result != PSHIP_OK)
        return result;
    pship__buffer_clear(&of->id);
    pship__buffer_format(&of->id, "%s/%s", of->path, name);
    pship__buffer_clear(&of->all.text);
    if (of->id.failed)
        result = pship__fail_memory(err);
    else if (pship_table_rows(table) > 0 ||
             pship__file_form(of->id.bytes, &form, NULL) == PSHIP_OK) {
        pship__csv_write(&of->all.text, table);
        result = of->all.text.failed
                     ? pship__fail_memory(err)
                     : pship__stage_add(stage, name, of->all.text.bytes, of->all.text.length, err);
    }
    pship_table_free(table);
    return result;
}

static pship_result write_files(network_writing *of, folder_stage *stage, pship_error *err)
{
    static const struct {
        const char *name;
        network_writer produce;
        list_fn list;
    } files[] = {
        {"config.csv", produce_config, NULL},
        {"node.csv", produce_nodes, NULL},
        {"transfer.csv", NULL, pship_network_transfers},
        {"timetable.csv", NULL, pship_network_timetables},
        {"quantile.csv", NULL, pship_network_quantiles},
        {"source.csv", NULL, pship_network_sources},
        {GMNS_LAST, produce_links, NULL},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        pship_result result =
            files[i].list ? write_table(of, stage, files[i].name, files[i].list, err)
                          : pship__network_stage(of, stage, files[i].name, files[i].produce, err);
        if (result != PSHIP_OK)
            return result;
    }
    return pship__stage_commit(stage, err);
}

pship_result pship__write_gmns(network_writing *of, pship_error *err)
{
    gmns_writing gmns = {.all = *of};
    folder_stage *stage = NULL;
    pship_result result = lay_out(&gmns, err);
    if (result == PSHIP_OK)
        result =
            pship__stage_open(&stage, of->network->context, of->path, GMNS_STAGE, GMNS_LAST, err);
    if (result == PSHIP_OK)
        result = write_files(&gmns.all, stage, err);
    pship__stage_free(stage);
    pship__release(of->network->context, gmns.skip);
    *of = gmns.all; /* with its buffers */
    return result;
}
