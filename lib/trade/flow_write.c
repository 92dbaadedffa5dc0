/* Writing a flow table as a file. */
#include "trade/flow_number.h"
#include "trade/flow_read.h"

#include "codes/codes.h"
#include "stream/csv_write.h"
#include "stream/files.h"
#include <inttypes.h>
#include <math.h>
#include <partnership/flow_file.h>

#define PIECE ((size_t)1 << 20) /* bytes that are written at once */

typedef struct writing {
    const pship_flows *flows;
    bool baci;
    bool tonnes[256]; /* by code of a unit: it is that of BACI, or not told */
    pship__buffer text;
} writing;

/* Most values have a few digits behind the point; finding the fewest for any other takes some hundred times
 * longer. Up to 15 digits no two numbers are the same double, so that these are the fewest. */
static bool add_short(pship__buffer *to, double number)
{
    for (int behind = 0; behind <= 6 && FLOW_EXACT; behind++) {
        double scaled = number * pship__flow_tens[behind];
        if (!(scaled < 1e15))
            return false;
        uint64_t digits = (uint64_t)(scaled + 0.5), ten = (uint64_t)pship__flow_tens[behind];
        if ((double)digits / pship__flow_tens[behind] != number)
            continue;
        pship__buffer_format(to, "%" PRIu64, digits / ten);
        if (behind > 0)
            pship__buffer_format(to, ".%0*" PRIu64, behind, digits % ten);
        return true;
    }
    return false;
}

static void add_number(pship__buffer *to, double number)
{
    char text[64];
    if (!add_short(to, number)) {
        size_t length = pship__number_format(number, text, sizeof text);
        pship__buffer_add(to, text, length);
    }
}

static void add_word(writing *to, const flow_words *words, uint32_t code)
{
    const char *word = pship__flow_word(words, code);
    pship__csv_add_cell(&to->text, word, strlen(word));
    pship__buffer_add(&to->text, ",", 1);
}

/* ---- BACI */

static bool same_unit(const char *text, const char *other)
{
    pship_unit a, b;
    return pship__unit_read(&a, text) && pship__unit_read(&b, other) && a.understood &&
           strcmp(a.text, b.text) == 0 && a.scale == b.scale;
}

static pship_result begin_baci(writing *to, pship_error *err)
{
    const pship_flows *flows = to->flows;
    for (uint32_t i = 0; i < flows->units.count; i++) {
        const char *unit = pship__flow_word(&flows->units, i);
        to->tonnes[i] = *unit == '\0' || same_unit(unit, "t");
    }
    if (!flows->value_unit || same_unit(flows->value_unit, "USD thousand"))
        return PSHIP_OK;
    return pship__fail(err, PSHIP_E_INVALID,
                       "the values are in '%.60s', and those of BACI in USD thousand",
                       flows->value_unit);
}

static pship_result check_baci(const writing *to, const flow_row *of, int64_t row, pship_error *err)
{
    if (pship__flow_direction(of->traits) != PSHIP_FLOW_EXPORT)
        return pship__fail(err, PSHIP_E_INVALID,
                           "row %" PRId64 " is no export, which BACI cannot tell", row + 1);
    if (pship__flow_valuation(of->traits) == PSHIP_VALUATION_CIF)
        return pship__fail(err, PSHIP_E_INVALID, "row %" PRId64 " is valued CIF, and BACI is FOB",
                           row + 1);
    if (isnan(of->value))
        return pship__fail(err, PSHIP_E_INVALID,
                           "row %" PRId64 " has no value, which BACI cannot tell", row + 1);
    if (!isnan(of->quantity) && !to->tonnes[of->unit])
        return pship__fail(err, PSHIP_E_INVALID,
                           "row %" PRId64 " has a quantity in '%.60s', and those of BACI are in t",
                           row + 1, pship__flow_word(&to->flows->units, of->unit));
    return PSHIP_OK;
}

static pship_result add_baci(writing *to, const flow_row *of, int64_t row, pship_error *err)
{
    const pship_flows *flows = to->flows;
    pship_result result = check_baci(to, of, row, err);
    if (result != PSHIP_OK)
        return result;
    add_word(to, &flows->periods, of->period);
    add_word(to, &flows->countries, of->reporter);
    add_word(to, &flows->countries, of->partner);
    add_word(to, &flows->products, of->product);
    add_number(&to->text, of->value);
    pship__buffer_add(&to->text, ",", 1);
    if (isnan(of->quantity))
        pship__buffer_add(&to->text, "NA", 2);
    else
        add_number(&to->text, of->quantity);
    return PSHIP_OK;
}

/* ---- all columns */

static void add_all(writing *to, const flow_row *of)
{
    const pship_flows *flows = to->flows;
    const uint8_t traits = of->traits;
    const char *valuation = pship__flow_valuation_word(pship__flow_valuation(traits));
    add_word(to, &flows->periods, of->period);
    pship__buffer_add_text(&to->text, pship__flow_direction_word(pship__flow_direction(traits)));
    pship__buffer_add(&to->text, ",", 1);
    add_word(to, &flows->countries, of->reporter);
    add_word(to, &flows->countries, of->partner);
    add_word(to, &flows->products, of->product);
    if (!isnan(of->value))
        add_number(&to->text, of->value);
    pship__buffer_add(&to->text, ",", 1);
    if (!isnan(of->quantity))
        add_number(&to->text, of->quantity);
    pship__buffer_add(&to->text, ",", 1);
    /* An empty text would be written as one: a unit that is not told is no text. */
    const char *unit = pship__flow_word(&flows->units, of->unit);
    if (!isnan(of->quantity) && *unit)
        pship__csv_add_cell(&to->text, unit, strlen(unit));
    pship__buffer_add(&to->text, ",", 1);
    pship__buffer_add_text(&to->text, valuation ? valuation : "");
    for (int flag = PSHIP_FLOW_ESTIMATED; flag <= PSHIP_FLOW_PROVISIONAL; flag *= 2)
        pship__buffer_add_text(&to->text, pship__flow_flags(traits) & flag ? ",true" : ",false");
}

/* ---- the file */

static pship_result add_row(writing *all, flow_reader *reader, int64_t row, pship_error *err)
{
    const flow_row of = pship__flow_read(reader, row);
    if (all->baci)
        return add_baci(all, &of, row, err);
    add_all(all, &of);
    return PSHIP_OK;
}

static pship_result write_rows(void *data, file_sink *file, pship_error *err)
{
    writing *all = data;
    pship__progress_state progress;
    flow_reader reader;
    const int64_t rows = all->flows->rows;
    pship__flow_reader_begin(&reader, all->flows, rows, FLOW_EVERYTHING);
    pship__progress_begin(&progress, all->flows->context, "writing flows");
    pship__buffer_add_text(&all->text,
                           all->baci ? "t,i,j,k,v,q"
                                     : "period,direction,reporter,partner,product,value,quantity,"
                                       "unit,valuation,estimated,confidential,provisional");
    for (int64_t row = 0; row <= rows; row++) {
        pship__buffer_add(&all->text, "\r\n", 2);
        if (all->text.failed)
            return pship__fail_memory(err);
        pship_result result = PSHIP_OK;
        if (all->text.length >= PIECE || row == rows) {
            result = pship__sink_add(file, all->text.bytes, all->text.length, err);
            pship__buffer_clear(&all->text);
        }
        if (result == PSHIP_OK && row < rows)
            result = add_row(all, &reader, row, err);
        if (result == PSHIP_OK)
            result = pship__progress(&progress, (double)row / (double)(rows + 1), err);
        if (result != PSHIP_OK)
            return result;
    }
    return PSHIP_OK;
}

/* The ending of a path that names a packed file, or NULL. */
static const char *packed_ending(const char *path)
{
    static const char *const endings[] = {".gz", ".zst", ".zip"};
    const size_t length = strlen(path);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const size_t size = strlen(endings[i]);
        size_t same = 0;
        while (size <= length && same < size) {
            const char byte = path[length - size + same];
            if ((byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte) != endings[i][same])
                break;
            same++;
        }
        if (same == size)
            return endings[i];
    }
    return NULL;
}

pship_result pship_flows_write_csv(const pship_flows *flows, const char *path, const char *layout,
                                   pship_error *err)
{
    writing all = {.flows = flows, .baci = layout && strcmp(layout, "baci") == 0};
    if (!flows || !path)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the flows or the path are NULL");
    if (layout && !all.baci && strcmp(layout, "csv") != 0)
        return pship__fail(err, PSHIP_E_ARGUMENT, "there is no layout '%s': it is csv or baci",
                           layout);
    const char *packed = packed_ending(path);
    if (packed)
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "a name that ends in '%s' is that of a packed file, and plain text is "
                           "written: write it without, and pack it then",
                           packed);
    pship_result result = all.baci ? begin_baci(&all, err) : PSHIP_OK;
    if (result != PSHIP_OK)
        return result;
    pship__buffer_init(&all.text, flows->context);
    result = pship__file_produce(flows->context, path, write_rows, &all, err);
    pship__buffer_free(&all.text);
    return result;
}
