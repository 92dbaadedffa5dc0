/* Links as plain CSV, with places and transfers in files beside. */
#include "corridor/network_reading.h"

pship_result pship__read_links(network_reading *of, pship_error *err)
{
    const pship_network_file_options *options = of->options;
    pship_result result = PSHIP_OK;
    if (options->places && *options->places) {
        result = pship__read_part(of, options->places, PART_PLACES, pship__part_words[PART_PLACES],
                                  NULL, err);
        of->places_known = true;
    }
    if (result == PSHIP_OK)
        result = pship__read_part(of, of->all.path, PART_LINKS, pship__part_words[PART_LINKS], NULL,
                                  err);
    if (result == PSHIP_OK && options->transfers && *options->transfers)
        result = pship__read_part(of, options->transfers, PART_TRANSFERS,
                                  pship__part_words[PART_TRANSFERS], NULL, err);
    return result;
}
