/* Links as plain CSV, and what every writer of CSV here needs. */
#include "corridor/network_writing.h"

#include "stream/csv_write.h"

typedef struct producing {
    network_writing *of;
    network_writer produce;
} producing;

static pship_result produce_file(void *data, file_sink *to, pship_error *err)
{
    const producing *what = data;
    what->of->all.to = to;
    pship__buffer_clear(&what->of->all.text);
    pship_result result = what->produce(what->of, err);
    return result == PSHIP_OK ? pship__writing_flush(&what->of->all, true, 1, err) : result;
}

pship_result pship__network_produce(network_writing *of, const char *path, network_writer produce,
                                    pship_error *err)
{
    producing what = {of, produce};
    return pship__file_produce(of->network->context, path, produce_file, &what, err);
}

pship_result pship__network_produce_two(network_writing *of, const network_file files[2],
                                        pship_error *err)
{
    producing what[2];
    file_part parts[2];
    for (int i = 0; i < 2; i++) {
        what[i] = (producing){of, files[i].produce};
        parts[i] = (file_part){files[i].path, produce_file, &what[i]};
    }
    return pship__files_produce(of->network->context, parts, 2, err);
}

pship_result pship__network_stage(network_writing *of, folder_stage *stage, const char *name,
                                  network_writer produce, pship_error *err)
{
    producing what = {of, produce};
    return pship__stage_produce(stage, name, produce_file, &what, err);
}

void pship__write_cell(network_writing *of, const char *text)
{
    if (*text)
        pship__csv_add_cell(&of->all.text, text, strlen(text));
}

void pship__write_number_names(network_writing *of, network_part_kind part, const bool *skip)
{
    size_t count = pship__network_numbers(of->network, part);
    for (size_t i = 0; i < count; i++) {
        if ((skip && skip[i]) || !pship__network_numbers_at(of->network, part, i))
            continue;
        pship__buffer_add(&of->all.text, ",", 1);
        pship__write_cell(of, pship__network_numbers_name(of->network, part, i));
    }
}

void pship__write_numbers(network_writing *of, network_part_kind part, uint32_t element,
                          const bool *skip)
{
    size_t count = pship__network_numbers(of->network, part);
    for (size_t i = 0; i < count; i++) {
        const network_column *column = pship__network_numbers_at(of->network, part, i);
        if ((skip && skip[i]) || !column)
            continue;
        pship__buffer_add(&of->all.text, ",", 1);
        pship__writing_number(&of->all, column->values[element]);
    }
}

static pship_result produce_links(network_writing *of, pship_error *err)
{
    const pship_network *network = of->network;
    uint32_t count = network->parts[NETWORK_LINK].count;
    pship_result result = PSHIP_OK;
    char text[12];
    pship__buffer_add_text(&of->all.text, "id,from,to,mode");
    pship__write_number_names(of, NETWORK_LINK, NULL);
    pship__buffer_add_text(&of->all.text, "\r\n");
    for (uint32_t i = 0; i < count && result == PSHIP_OK; i++) {
        pship__write_cell(of, pship__network_link_id(network, i, text));
        pship__buffer_add(&of->all.text, ",", 1);
        pship__write_cell(of, pship__network_text(&network->place_ids, network->from[i]));
        pship__buffer_add(&of->all.text, ",", 1);
        pship__write_cell(of, pship__network_text(&network->place_ids, network->to[i]));
        pship__buffer_add(&of->all.text, ",", 1);
        pship__write_cell(of, pship__network_text(&network->modes, network->mode[i]));
        pship__write_numbers(of, NETWORK_LINK, i, NULL);
        pship__buffer_add_text(&of->all.text, "\r\n");
        result = pship__writing_flush(&of->all, false, (double)i / (double)count, err);
    }
    return result;
}

pship_result pship__write_links(network_writing *of, pship_error *err)
{
    return pship__network_produce(of, of->path, produce_links, err);
}
