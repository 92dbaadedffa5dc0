/* Writing TNTP: links with the columns that it has, and behind them all other numbers; nodes with their coordinates beside. */
#include "corridor/network_writing.h"

#include <stdio.h>

#define NET "_net.tntp"
#define NODE "_node.tntp"
#define STANDARD 8

static const char *const standard[STANDARD] = {"capacity", "length", "free_flow_time", "b",
                                               "power",    "speed",  "toll",           "link_type"};

typedef struct tntp_layout {
    const network_column *columns[STANDARD]; /* NULL: the network has none of this name */
    bool *skip;                              /* by number: it stands among them */
    uint32_t zones, first_thru;
} tntp_layout;

/* Where the network's own numbers stand in for what TNTP asks for. */
static double stand_in(const pship_network *network, int which, uint32_t link)
{
    double number = (double)NAN;
    switch (which) {
    case 0:
        number = pship__network_number(network, NETWORK_LINK, NETWORK_CAPACITY, link);
        break;
    case 1:
        number = pship__network_number(network, NETWORK_LINK, NETWORK_LENGTH, link);
        break;
    case 2:
        number = pship__network_link_time(network, link);
        break;
    case 5:
        number = pship__network_number(network, NETWORK_LINK, NETWORK_SPEED, link);
        break;
    case 6:
        number = pship__network_number(network, NETWORK_LINK, NETWORK_FEE, link);
        break;
    default:
        break;
    }
    return isnan(number) ? 0 : number;
}

/* ---- may it be TNTP? */

static bool is_zone(const pship_network *network, uint32_t place)
{
    return !strcmp(pship__network_place_text(&network->words, network->kind, place), "zone");
}

static pship_result check_places(tntp_layout *layout, const pship_network *network,
                                 pship_error *err)
{
    char number[12];
    int attribute = 0;
    const network_column *through =
        pship__network_column(network, NETWORK_PLACE, "through", &attribute);
    uint32_t count = network->parts[NETWORK_PLACE].count, barred = 0;
    for (uint32_t i = 0; i < count; i++) {
        const char *id = pship__network_text(&network->place_ids, i);
        (void)snprintf(number, sizeof number, "%u", i + 1);
        if (strcmp(id, number) != 0)
            return pship__fail(
                err, PSHIP_E_INVALID,
                "place '%.60s' is not called by its number, %s, which is all that TNTP can tell",
                id, number);
        bool zone = is_zone(network, i), bar = through && through->values[i] == 0;
        if (zone && layout->zones < i)
            return pship__fail(err, PSHIP_E_INVALID,
                               "place %s is a zone, and place %u is none: in TNTP zones come first",
                               number, layout->zones + 1);
        if (bar && barred < i)
            return pship__fail(err, PSHIP_E_INVALID,
                               "place %s cannot be passed, and place %u can: TNTP has them the "
                               "other way round",
                               number, barred + 1);
        layout->zones += zone ? 1 : 0;
        barred += bar ? 1 : 0;
    }
    layout->first_thru = barred + 1;
    return PSHIP_OK;
}

static pship_result find_columns(tntp_layout *layout, const pship_network *network,
                                 pship_error *err)
{
    size_t count = pship__network_numbers(network, NETWORK_LINK);
    layout->skip = pship__allocate_zero(network->context, count, sizeof *layout->skip);
    if (!layout->skip)
        return pship__fail_memory(err);
    for (size_t i = 0; i < count; i++) {
        const char *name = pship__network_numbers_name(network, NETWORK_LINK, i);
        if (!pship__network_numbers_at(network, NETWORK_LINK, i))
            continue;
        if (strpbrk(name, " \t;~<") != NULL)
            return pship__fail(
                err, PSHIP_E_INVALID,
                "the column '%.60s' cannot stand in TNTP: it has a blank in it or a mark", name);
        for (int k = 0; k < STANDARD; k++) {
            if (strcmp(name, standard[k]) != 0)
                continue;
            layout->columns[k] = pship__network_numbers_at(network, NETWORK_LINK, i);
            layout->skip[i] = true;
        }
    }
    return PSHIP_OK;
}

/* TNTP cannot say that a number is not told. */
static pship_result check_told(const pship_network *network, pship_error *err)
{
    size_t count = pship__network_numbers(network, NETWORK_LINK);
    for (size_t i = 0; i < count; i++) {
        const network_column *column = pship__network_numbers_at(network, NETWORK_LINK, i);
        const char *name = pship__network_numbers_name(network, NETWORK_LINK, i);
        const bool amount = pship__tntp_amount(name);
        for (uint32_t link = 0; column && link < network->parts[NETWORK_LINK].count; link++)
            if (isnan(column->values[link]) || (amount && column->values[link] < 0))
                return pship__fail(err, PSHIP_E_INVALID,
                                   "%.60s of link %u is %s, which TNTP cannot say", name, link + 1,
                                   amount ? "negative or not told" : "not told");
    }
    return PSHIP_OK;
}

/* ---- writing */

typedef struct tntp_writing {
    network_writing all; /* first: the writers get it */
    tntp_layout layout;
} tntp_writing;

static void write_head(tntp_writing *of)
{
    const pship_network *network = of->all.network;
    pship__buffer *text = &of->all.all.text;
    pship__buffer_format(text,
                         "<NUMBER OF ZONES> %u\n<NUMBER OF NODES> %u\n<FIRST THRU NODE> %u\n"
                         "<NUMBER OF LINKS> %u\n<END OF METADATA>\n\n\n~\tinit_node\tterm_node",
                         of->layout.zones, network->parts[NETWORK_PLACE].count,
                         of->layout.first_thru, network->parts[NETWORK_LINK].count);
    for (int k = 0; k < STANDARD; k++)
        pship__buffer_format(text, "\t%s", standard[k]);
    size_t count = pship__network_numbers(network, NETWORK_LINK);
    for (size_t i = 0; i < count; i++)
        if (!of->layout.skip[i] && pship__network_numbers_at(network, NETWORK_LINK, i))
            pship__buffer_format(text, "\t%s",
                                 pship__network_numbers_name(network, NETWORK_LINK, i));
    pship__buffer_add_text(text, "\t;\n");
}

static pship_result produce_net(network_writing *given, pship_error *err)
{
    tntp_writing *of = (tntp_writing *)given;
    const pship_network *network = given->network;
    uint32_t links = network->parts[NETWORK_LINK].count;
    size_t count = pship__network_numbers(network, NETWORK_LINK);
    pship_result result = PSHIP_OK;
    write_head(of);
    for (uint32_t i = 0; i < links && result == PSHIP_OK; i++) {
        pship__buffer_format(&given->all.text, "\t%u\t%u", network->from[i] + 1,
                             network->to[i] + 1);
        for (int k = 0; k < STANDARD; k++) {
            const network_column *column = of->layout.columns[k];
            pship__buffer_add(&given->all.text, "\t", 1);
            pship__writing_number(&given->all,
                                  column ? column->values[i] : stand_in(network, k, i));
        }
        for (size_t k = 0; k < count; k++) {
            const network_column *column = pship__network_numbers_at(network, NETWORK_LINK, k);
            if (of->layout.skip[k] || !column)
                continue;
            pship__buffer_add(&given->all.text, "\t", 1);
            pship__writing_number(&given->all, column->values[i]);
        }
        pship__buffer_add_text(&given->all.text, "\t;\n");
        result = pship__writing_flush(&given->all, false, (double)i / (double)links, err);
    }
    return result;
}

/* Coordinates, in degrees or of any other kind. */
static bool coordinates(const pship_network *network, const double **x, const double **y)
{
    int attribute = 0;
    const network_column *own_x = pship__network_column(network, NETWORK_PLACE, "x", &attribute);
    const network_column *own_y = pship__network_column(network, NETWORK_PLACE, "y", &attribute);
    bool own = !network->longitude && own_x && own_y;
    *x = own ? own_x->values : network->longitude;
    *y = own ? own_y->values : network->latitude;
    return *x && *y;
}

static pship_result produce_node(network_writing *of, pship_error *err)
{
    const double *x = NULL, *y = NULL;
    uint32_t count = of->network->parts[NETWORK_PLACE].count;
    pship_result result = PSHIP_OK;
    const bool told = coordinates(of->network, &x, &y);
    pship__buffer_add_text(&of->all.text, "Node\tX\tY\t;\n");
    for (uint32_t i = 0; told && i < count && result == PSHIP_OK; i++) {
        if (isnan(x[i]) || isnan(y[i]))
            continue;
        pship__buffer_format(&of->all.text, "%u\t", i + 1);
        pship__writing_number(&of->all, x[i]);
        pship__buffer_add(&of->all.text, "\t", 1);
        pship__writing_number(&of->all, y[i]);
        pship__buffer_add_text(&of->all.text, "\t;\n");
        result = pship__writing_flush(&of->all, false, (double)i / (double)count, err);
    }
    return result;
}

/* "SiouxFalls_net.tntp" has its nodes in "SiouxFalls_node.tntp". An old file of another network must not be taken for one of this:
 * where there are no coordinates it is replaced by one without nodes. */
static pship_result write_files(network_writing *of, pship_error *err)
{
    const double *x = NULL, *y = NULL;
    size_t length = strlen(of->path), end = strlen(NET);
    file_form form;
    if (length < end || strcmp(of->path + length - end, NET) != 0)
        return pship__network_produce(of, of->path, produce_net, err);
    pship__buffer_clear(&of->id);
    pship__buffer_add(&of->id, of->path, length - end);
    pship__buffer_add_text(&of->id, NODE);
    if (of->id.failed)
        return pship__fail_memory(err);
    if (!coordinates(of->network, &x, &y) &&
        pship__file_form(of->id.bytes, &form, NULL) != PSHIP_OK)
        return pship__network_produce(of, of->path, produce_net, err);
    const network_file files[2] = {{of->id.bytes, produce_node}, {of->path, produce_net}};
    return pship__network_produce_two(of, files, err);
}

pship_result pship__write_tntp(network_writing *of, pship_error *err)
{
    tntp_writing tntp = {.all = *of};
    pship_result result = check_places(&tntp.layout, of->network, err);
    if (result == PSHIP_OK)
        result = find_columns(&tntp.layout, of->network, err);
    if (result == PSHIP_OK)
        result = check_told(of->network, err);
    if (result == PSHIP_OK)
        result = write_files(&tntp.all, err);
    pship__release(of->network->context, tntp.layout.skip);
    *of = tntp.all; /* with its buffers */
    return result;
}
