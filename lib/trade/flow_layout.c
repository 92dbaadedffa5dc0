/*
 * What the columns of a flow file are, by the names in its header.
 *
 * Sources: BACI: https://www.cepii.fr/DATA_DOWNLOAD/baci/doc/baci_webpage.html. UN Comtrade's flows:
 * https://comtrade.un.org/kb/article.aspx?id=10102 (regime codes); rows that are parts of others are told by
 * customsCode (C00 is the whole), motCode and partner2Code (0 is the whole).
 */
#include "trade/flow_reading.h"

#include "stream/csv.h"
#include <stdio.h>
#include <string.h>

enum { MOST_NAMES = 4 };

typedef struct format_column {
    flow_role role;
    bool needed;
    const char *names[MOST_NAMES]; /* the first that is there is taken; of ROLE_WHOLE all */
} format_column;

static const format_column baci[] = {
    {ROLE_PERIOD, true, {"t"}},  {ROLE_REPORTER, true, {"i"}}, {ROLE_PARTNER, true, {"j"}},
    {ROLE_PRODUCT, true, {"k"}}, {ROLE_VALUE, true, {"v"}},    {ROLE_QUANTITY, true, {"q"}},
    {ROLE_SKIP, false, {NULL}},
};

static const format_column comtrade[] = {
    {ROLE_PERIOD, true, {"period", "Period", "refYear", "Year"}},
    {ROLE_REPORTER, true, {"reporterCode", "Reporter Code", "reporterISO", "Reporter ISO"}},
    {ROLE_PARTNER, true, {"partnerCode", "Partner Code", "partnerISO", "Partner ISO"}},
    {ROLE_PRODUCT, true, {"cmdCode", "Commodity Code"}},
    {ROLE_DIRECTION, true, {"flowCode", "Trade Flow Code", "Trade Flow", "flowDesc"}},
    {ROLE_VALUE, true, {"primaryValue", "Trade Value (US$)"}},
    {ROLE_QUANTITY, false, {"netWgt", "Netweight (kg)"}},
    {ROLE_ESTIMATED, false, {"isNetWgtEstimated"}},
    {ROLE_CIF, false, {"cifvalue", "CIF Trade Value (US$)"}},
    {ROLE_FOB, false, {"fobvalue", "FOB Trade Value (US$)"}},
    {ROLE_WHOLE, false, {"partner2Code", "2nd Partner Code"}},
    {ROLE_WHOLE, false, {"customsCode", "Customs Proc. Code"}},
    {ROLE_WHOLE, false, {"motCode", "Mode of Transport Code"}},
    {ROLE_CLASSIFICATION, false, {"classificationCode", "Classification"}},
    {ROLE_SKIP, false, {NULL}},
};

static const format_column mapped[] = {
    {ROLE_PERIOD, true, {"period"}},
    {ROLE_REPORTER, true, {"reporter"}},
    {ROLE_PARTNER, true, {"partner"}},
    {ROLE_PRODUCT, true, {"product"}},
    {ROLE_DIRECTION, true, {"direction"}},
    {ROLE_VALUE, true, {"value"}},
    {ROLE_QUANTITY, false, {"quantity"}},
    {ROLE_UNIT, false, {"unit"}},
    {ROLE_VALUATION, false, {"valuation"}},
    {ROLE_ESTIMATED, false, {"estimated"}},
    {ROLE_CONFIDENTIAL, false, {"confidential"}},
    {ROLE_PROVISIONAL, false, {"provisional"}},
    {ROLE_SKIP, false, {NULL}},
};

/* ---- words */

const char *pship__flow_role_name(flow_role role)
{
    static const char *const names[FLOW_ROLES] = {
        [ROLE_SKIP] = "cell",
        [ROLE_PERIOD] = "period",
        [ROLE_REPORTER] = "reporter",
        [ROLE_PARTNER] = "partner",
        [ROLE_PRODUCT] = "product",
        [ROLE_UNIT] = "unit",
        [ROLE_VALUE] = "value",
        [ROLE_QUANTITY] = "quantity",
        [ROLE_CIF] = "CIF value",
        [ROLE_FOB] = "FOB value",
        [ROLE_DIRECTION] = "direction",
        [ROLE_VALUATION] = "valuation",
        [ROLE_ESTIMATED] = "estimated",
        [ROLE_CONFIDENTIAL] = "confidential",
        [ROLE_PROVISIONAL] = "provisional",
        [ROLE_WHOLE] = "total",
        [ROLE_CLASSIFICATION] = "classification",
    };
    return names[role];
}

/* ---- options */

static const char *option_of(const pship_flow_file_options *options, flow_role role)
{
    switch (role) {
    case ROLE_PERIOD:
        return options->period;
    case ROLE_REPORTER:
        return options->reporter;
    case ROLE_PARTNER:
        return options->partner;
    case ROLE_PRODUCT:
        return options->product;
    case ROLE_UNIT:
        return options->unit;
    case ROLE_VALUE:
        return options->value;
    case ROLE_QUANTITY:
        return options->quantity;
    case ROLE_DIRECTION:
        return options->direction;
    case ROLE_VALUATION:
        return options->valuation;
    case ROLE_ESTIMATED:
        return options->estimated;
    case ROLE_CONFIDENTIAL:
        return options->confidential;
    case ROLE_PROVISIONAL:
        return options->provisional;
    default:
        return NULL;
    }
}

static const format_column *columns_of(const pship_flow_file_options *options)
{
    if (!options->format || strcmp(options->format, "baci") == 0)
        return baci;
    return strcmp(options->format, "comtrade") == 0 ? comtrade
           : strcmp(options->format, "csv") == 0    ? mapped
                                                    : NULL;
}

static const format_column *column_of(const format_column *columns, flow_role role)
{
    for (; columns->role != ROLE_SKIP; columns++) {
        if (columns->role == role)
            return columns;
    }
    return NULL;
}

static pship_result check_constant(int *word, flow_role role, const char *text, pship_error *err)
{
    char mended[FLOW_PERIOD_MENDED + 1];
    pship_date date;
    size_t length = strlen(text);
    bool good = length > 0 && length < 256 && pship__utf8_valid(text, length);
    if (role == ROLE_PERIOD) {
        const char *period = pship__flow_period_mend(mended, text, length) ? mended : text;
        good = good && pship_date_parse(&date, period, NULL, NULL) == PSHIP_OK &&
               date.kind == PSHIP_DATE_DATED;
    }
    if (role == ROLE_DIRECTION)
        good = (*word = pship__flow_file_direction(text, length)) > 0;
    if (role == ROLE_VALUATION)
        good = (*word = pship__flow_file_valuation(text, length)) > 0;
    if (role >= ROLE_VALUE && role <= ROLE_FOB)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the %s cannot be the same for all rows",
                           pship__flow_role_name(role));
    if (!good || (role >= ROLE_ESTIMATED && role <= ROLE_PROVISIONAL))
        return pship__fail(err, PSHIP_E_ARGUMENT, "'=%s' is no %s for all rows", text,
                           pship__flow_role_name(role));
    return PSHIP_OK;
}

pship_result pship__flow_said_check(const char *said, flow_role role, bool needed, int *word,
                                    pship_error *err)
{
    if (needed && *said == '\0')
        return pship__fail(err, PSHIP_E_ARGUMENT, "a flow has to have a %s",
                           pship__flow_role_name(role));
    return *said == '=' ? check_constant(word, role, said + 1, err) : PSHIP_OK;
}

static pship_result take_constants(flow_layout *layout, const pship_flow_file_options *options,
                                   const format_column *columns, pship_error *err)
{
    for (int i = ROLE_PERIOD; i < FLOW_ROLES; i++) {
        flow_role role = (flow_role)i;
        const char *said = option_of(options, role);
        const format_column *column = column_of(columns, role);
        int *word = role == ROLE_VALUATION ? &layout->valuation : &layout->direction;
        if (!said)
            continue;
        pship_result result =
            pship__flow_said_check(said, role, column && column->needed, word, err);
        if (result != PSHIP_OK)
            return result;
        if (*said == '=')
            layout->constants[role] = said + 1;
    }
    return PSHIP_OK;
}

static void take_about(flow_layout *layout, const pship_flow_file_options *options,
                       const format_column *columns)
{
    pship_flows_about *about = &layout->about;
    *about = (pship_flows_about)PSHIP_FLOWS_ABOUT_INIT;
    about->value_unit = options->value_unit   ? options->value_unit
                        : columns == baci     ? "USD thousand"
                        : columns == comtrade ? "USD"
                                              : NULL;
    about->quantity_unit = options->quantity_unit                       ? options->quantity_unit
                           : options->unit || options->quantity != NULL ? NULL
                           : columns == baci                            ? "t"
                           : columns == comtrade                        ? "kg"
                                                                        : NULL;
    about->classification = options->classification;
    about->source = options->source;
    about->vintage = options->vintage;
}

static pship_result take_marks(flow_layout *layout, const pship_flow_file_options *options,
                               pship_error *err)
{
    const char *separator = options->separator, *decimal = options->decimal;
    if (decimal && strcmp(decimal, ".") != 0 && strcmp(decimal, ",") != 0)
        return pship__fail(err, PSHIP_E_ARGUMENT, "a decimal mark is a point or a comma");
    layout->decimal = decimal ? *decimal : '.';
    if (separator && (strlen(separator) != 1 || (unsigned char)*separator >= 0x80 ||
                      strchr("\"\r\n", *separator) || *separator == layout->decimal))
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "a separator is one ASCII character, and neither a quote nor a line end "
                           "nor the decimal mark");
    layout->separator = separator ? *separator : 0;
    if (options->most_bad_rows < -1 || options->most_bytes < 0 || options->most_times < 0)
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "most_bad_rows is at least -1, most_bytes and most_times at least 0");
    return PSHIP_OK;
}

pship_result pship__flow_layout_begin(flow_layout *layout, const pship_context *context,
                                      const pship_flow_file_options *options, pship_error *err)
{
    const format_column *columns = columns_of(options);
    *layout = (flow_layout){.context = context, .decimal = '.'};
    if (!columns)
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "there is no format '%s': it is baci, comtrade or csv", options->format);
    pship_result result = take_marks(layout, options, err);
    if (result != PSHIP_OK)
        return result;
    layout->value_needed = columns == baci;
    layout->spare_cell = columns == comtrade;
    if (columns == baci) {
        layout->direction = PSHIP_FLOW_EXPORT;
        layout->valuation = PSHIP_VALUATION_FOB;
    }
    take_about(layout, options, columns);
    return take_constants(layout, options, columns, err);
}

/* ---- the header */

typedef struct header {
    const char *file;
    const csv_cell *cells;
    size_t count;
} header;

static pship_result find_name(const header *of, const char *name, const csv_cell **found,
                              pship_error *err)
{
    *found = NULL;
    for (size_t i = 0; i < of->count; i++) {
        if (strcmp(of->cells[i].text, name) != 0)
            continue;
        if (*found)
            return pship__fail_at(err, PSHIP_E_INVALID, of->file, of->cells[i].line,
                                  of->cells[i].column, "there are two columns '%s'", name);
        *found = &of->cells[i];
    }
    return PSHIP_OK;
}

static pship_result take_column(flow_layout *layout, const header *of, flow_role role,
                                const csv_cell *cell, pship_error *err)
{
    size_t index = (size_t)(cell - of->cells);
    if (layout->roles[index] != ROLE_SKIP)
        return pship__fail_at(err, PSHIP_E_INVALID, of->file, cell->line, cell->column,
                              "the column '%s' cannot be both the %s and the %s", cell->text,
                              pship__flow_role_name((flow_role)layout->roles[index]),
                              pship__flow_role_name(role));
    layout->roles[index] = (uint8_t)role;
    layout->has[role] = true;
    return PSHIP_OK;
}

/* The names in a header, as many as there is room for; "..." for the others. */
static void list_names(char *list, size_t size, const header *of)
{
    size_t used = 0;
    list[0] = '\0';
    for (size_t i = 0; i < of->count; i++) {
        const char *name = of->cells[i].text, *comma = i > 0 ? ", " : "";
        if (strlen(name) + sizeof ", , ..." > size - used) {
            (void)snprintf(list + used, size - used, "%s...", comma);
            return;
        }
        used += (size_t)snprintf(list + used, size - used, "%s%s", comma, name);
    }
}

static pship_result missing(const header *of, const char *const *names, flow_role role,
                            pship_error *err)
{
    char list[280];
    list_names(list, sizeof list, of);
    return pship__fail_at(
        err, PSHIP_E_INVALID, of->file, 1, 1,
        "there is no column '%s' for the %s%s; the header has %zu columns: %s", names[0],
        pship__flow_role_name(role),
        role == ROLE_DIRECTION ? " (\"direction\": \"=export\" says one for all rows)" : "",
        of->count, list);
}

/* The first of the names that is there. */
static pship_result place_role(flow_layout *layout, const header *of, flow_role role,
                               const char *const *names, size_t count, bool needed,
                               pship_error *err)
{
    const csv_cell *found = NULL;
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < count && names[i] && !found && result == PSHIP_OK; i++)
        result = find_name(of, names[i], &found, err);
    if (result != PSHIP_OK)
        return result;
    if (found)
        return take_column(layout, of, role, found, err);
    return needed ? missing(of, names, role, err) : PSHIP_OK;
}

static pship_result place_all(flow_layout *layout, const header *of,
                              const pship_flow_file_options *options, pship_error *err)
{
    pship_result result = PSHIP_OK;
    const format_column *columns = columns_of(options);
    for (int i = ROLE_PERIOD; i < FLOW_ROLES && result == PSHIP_OK; i++) {
        const char *said = option_of(options, (flow_role)i);
        if (said && *said != '=' && *said != '\0')
            result = place_role(layout, of, (flow_role)i, &said, 1, true, err);
    }
    for (; columns->role != ROLE_SKIP && result == PSHIP_OK; columns++) {
        bool said = option_of(options, columns->role) != NULL;
        /* Whether the quantity is an estimate is told of the format's own. */
        said = said || (columns->role == ROLE_ESTIMATED && options->quantity);
        said = said || (columns->role == ROLE_CLASSIFICATION && options->classification);
        if (!said)
            result = place_role(layout, of, columns->role, columns->names, MOST_NAMES,
                                columns->needed, err);
    }
    return result;
}

static pship_result read_header(flow_layout *layout, const pship_flow_file_options *options,
                                header *of, pship_error *err)
{
    for (size_t i = 0; i < of->count; i++) {
        if (strchr(of->cells[i].text, '\r'))
            return pship__fail_at(err, PSHIP_E_SYNTAX, of->file, of->cells[i].line,
                                  of->cells[i].column, "a line feed ends a line");
    }
    layout->count = of->count;
    layout->roles = pship__allocate_zero(layout->context, of->count, 1);
    if (!layout->roles)
        return pship__fail_memory(err);
    return place_all(layout, of, options, err);
}

pship_result pship__flow_layout_read(flow_layout *layout, const pship_flow_file_options *options,
                                     const char *bytes, size_t length, const char *file,
                                     pship_error *err)
{
    pship__csv *reader = NULL;
    header of = {.file = file};
    if (layout->separator == 0)
        layout->separator = pship__csv_separator(bytes, length, layout->decimal);
    const char *lone = memchr(bytes, '\r', length);
    if (lone && lone + 2 < bytes + length)
        return pship__fail_at(err, PSHIP_E_SYNTAX, file, 1, (int64_t)(lone - bytes) + 1,
                              "a carriage return without a line feed: lines end in LF or CR LF");
    pship_result result = pship__csv_open_bytes(&reader, layout->context, bytes, length, file,
                                                layout->separator, err);
    if (result != PSHIP_OK)
        return result;
    result = pship__csv_next(reader, &of.cells, &of.count, NULL, err);
    if (result == PSHIP_OK && of.count == 0)
        result = pship__fail_at(err, PSHIP_E_SYNTAX, file, 1, 1,
                                "the first line is empty, expected a header");
    if (result == PSHIP_OK)
        result = read_header(layout, options, &of, err);
    pship__csv_free(reader);
    return result;
}

void pship__flow_layout_free(flow_layout *layout)
{
    pship__release(layout->context, layout->roles);
}
