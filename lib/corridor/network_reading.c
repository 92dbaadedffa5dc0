/* What the readers of network files need of each other: links both ways, units, coordinates of unknown kind. */
#include "corridor/network_reading.h"

#include "codes/codes.h"
#include <stdio.h>
#include <strings.h>

#define PIECE ((size_t)1 << 20)
#define HARMLESS_PLACES ((uint64_t)1000000)
#define PLACES_A_BYTE ((uint64_t)16) /* of a file that may be packed */

pship_result pship__network_reading_check(network_reading *of, int64_t line, int64_t column,
                                          pship_error *err)
{
    pship_error failure = PSHIP_ERROR_INIT;
    pship_result result = pship__network_builder_failure(of->builder, &failure);
    if (result == PSHIP_OK)
        return PSHIP_OK;
    return pship__fail_at(err, result, of->all.path, line, column, "%s", failure.message);
}

pship_result pship__network_reading_plausible(const network_reading *of, uint32_t places,
                                              uint64_t file_length, int64_t line, int64_t column,
                                              pship_error *err)
{
    const uint64_t most = HARMLESS_PLACES + PLACES_A_BYTE * file_length;
    if (places <= most)
        return PSHIP_OK;
    return pship__fail_at(err, PSHIP_E_LIMIT, of->all.path, line, column,
                          "a file of this length cannot tell of %u places", places);
}

/* ---- links */

static const char *back_of(network_reading *of, const char *id)
{
    pship__buffer_clear(&of->text);
    pship__buffer_add_text(&of->text, id);
    pship__buffer_add_text(&of->text, " back");
    return of->text.failed ? NULL : of->text.bytes;
}

bool pship__network_reading_has_link(network_reading *of, const char *id, bool both)
{
    const network_texts *ids = &pship__network_builder_so_far(of->builder)->link_ids;
    if (pship__network_texts_find(ids, id, strlen(id)) != NETWORK_NONE)
        return true;
    const char *back = both ? back_of(of, id) : NULL;
    return back && pship__network_texts_find(ids, back, strlen(back)) != NETWORK_NONE;
}

void pship__network_reading_link(network_reading *of, const char *id, uint32_t from, uint32_t to,
                                 const char *mode, bool both, uint32_t *link, uint32_t *back)
{
    if (!mode || !*mode)
        mode = of->options->mode;
    *back = NETWORK_NONE;
    *link = pship__network_builder_link(of->builder, id, from, to, mode);
    if (both && *link != NETWORK_NONE)
        *back =
            pship__network_builder_link(of->builder, id ? back_of(of, id) : NULL, to, from, mode);
}

/* ---- coordinates */

pship_result pship__network_reading_locate(network_reading *of, uint32_t place, double x, double y,
                                           pship_error *err)
{
    while (of->coordinates <= place) {
        size_t at = of->coordinates;
        if (!pship__grow(of->all.context, (void **)&of->x, at, &of->x_room, sizeof *of->x) ||
            !pship__grow(of->all.context, (void **)&of->y, at, &of->y_room, sizeof *of->y))
            return pship__fail_memory(err);
        of->x[at] = of->y[at] = (double)NAN;
        of->coordinates++;
    }
    of->x[place] = x;
    of->y[place] = y;
    return PSHIP_OK;
}

pship_result pship__network_reading_settle(network_reading *of, pship_error *err)
{
    bool degrees = true;
    for (size_t i = 0; i < of->coordinates && degrees; i++)
        degrees = !(fabs(of->x[i]) > 180) && !(fabs(of->y[i]) > 90);
    if (degrees) {
        for (size_t i = 0; i < of->coordinates; i++)
            pship__network_builder_describe_place(of->builder, (uint32_t)i, NULL, NULL, NULL,
                                                  of->x[i], of->y[i]);
        return pship__network_reading_check(of, 0, 0, err);
    }
    int x = pship__network_builder_column(of->builder, NETWORK_PLACE, "x");
    int y = pship__network_builder_column(of->builder, NETWORK_PLACE, "y");
    for (size_t i = 0; i < of->coordinates && x >= 0 && y >= 0; i++) {
        pship__network_builder_set(of->builder, NETWORK_PLACE, (uint32_t)i, x, of->x[i]);
        pship__network_builder_set(of->builder, NETWORK_PLACE, (uint32_t)i, y, of->y[i]);
    }
    return pship__network_reading_check(of, 0, 0, err);
}

/* ---- numbers, flags, names */

bool pship__network_reading_fits(int attribute, double number, reading_problem *problem)
{
    if (isnan(number) || !pship__network_refusal(attribute, number))
        return true;
    bool negative = number < 0;
    problem->rule = negative ? "negative" : "range";
    problem->expected = negative                     ? "a number that is not negative"
                        : attribute == NETWORK_SPEED ? "a speed above zero"
                                                     : "hours of a day, 0 to 24";
    return false;
}

bool pship__network_reading_flag(const char *text, bool *flag)
{
    static const char *const words[2][3] = {{"false", "0", "no"}, {"true", "1", "yes"}};
    for (int value = 0; value < 2; value++) {
        for (int i = 0; i < 3; i++) {
            if (strcasecmp(text, words[value][i]) != 0)
                continue;
            *flag = value == 1;
            return true;
        }
    }
    return false;
}

const char *pship__network_reading_rename(network_reading *of, const char *name)
{
    for (size_t i = 0; i < of->options->column_count; i++) {
        const char *rename = of->options->columns[i], *equals = strchr(rename, '=');
        if (strcmp(equals + 1, name) != 0)
            continue;
        of->renamed[i] = true;
        pship__buffer_clear(&of->text);
        pship__buffer_add(&of->text, rename, (size_t)(equals - rename));
        return of->text.failed ? NULL : of->text.bytes;
    }
    return name;
}

/* ---- units */

static pship_result refuse_unit(const char *unit, const char *what, pship_error *err)
{
    return pship__fail(err, PSHIP_E_INVALID, "'%.60s' is no unit of %s that is known", unit, what);
}

pship_result pship__unit_of_length(double *ratio, const char *unit, pship_error *err)
{
    return pship__unit_ratio(ratio, unit, "km") ? PSHIP_OK : refuse_unit(unit, "length", err);
}

pship_result pship__unit_of_time(double *ratio, const char *unit, pship_error *err)
{
    return pship__unit_ratio(ratio, unit, "h") ? PSHIP_OK : refuse_unit(unit, "time", err);
}

pship_result pship__unit_of_speed(double *ratio, const char *unit, pship_error *err)
{
    static const char *const words[][2] = {{"mph", "mi/h"}, {"kph", "km/h"}, {"kmh", "km/h"}};
    char length[32];
    double far = 0, time = 0;
    const char *written = unit;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcasecmp(unit, words[i][0]))
            written = words[i][1];
    const char *slash = strchr(written, '/');
    if (!slash || (size_t)(slash - written) >= sizeof length)
        return refuse_unit(unit, "speed", err);
    memcpy(length, written, (size_t)(slash - written));
    length[slash - written] = '\0';
    if (!pship__unit_ratio(&far, length, "km") || !pship__unit_ratio(&time, slash + 1, "h"))
        return refuse_unit(unit, "speed", err);
    *ratio = far / time;
    return PSHIP_OK;
}

/* ---- whole files */

pship_result pship__network_reading_load(pship__buffer *text, network_reading *of, pship_error *err)
{
    byte_source *source = NULL;
    size_t got = PIECE;
    char *piece = pship__allocate(of->all.context, PIECE, 1);
    if (!piece)
        return pship__fail_memory(err);
    pship_result result =
        pship__bytes_open(&source, of->all.context, of->all.path, &of->all.limits, err);
    while (result == PSHIP_OK && got == PIECE) {
        result = pship__progress(&of->all.progress, 0.3 * pship__bytes_fraction(source), err);
        if (result == PSHIP_OK)
            result = pship__bytes_read(source, piece, PIECE, &got, err);
        if (result != PSHIP_OK)
            break;
        pship__buffer_add(text, piece, got);
        if (text->failed)
            result = pship__fail_memory(err);
        else if (text->length > PSHIP__FILE_LIMIT)
            result = pship__fail_at(err, PSHIP_E_LIMIT, of->all.path, 0, 0,
                                    "the file is larger than 1 GiB");
    }
    pship__bytes_close(source);
    pship__release(of->all.context, piece);
    return result;
}
