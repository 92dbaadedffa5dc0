/*
 * Where is the bottleneck, and what is each upgrade worth?
 *
 *     bottleneck REGISTER
 *
 * How many tonnes a year can get from Xi'an to Türkiye and the Black Sea by the Middle Corridor, year by year, what holds them
 * back, and what widening it is worth; then the same of gas on its way to Europe.
 */
#include <partnership/partnership.h>
#include <stdio.h>
#include <string.h>

typedef struct question {
    const char *corridor, *capacity;
    const char *const *origins;
    size_t origin_count;
    const char *const *destinations;
    size_t destination_count;
    double unit; /* of the column, in what is shown */
    const char *shown;
} question;

static const char *const xian[] = {"xian"}, *const sangachal[] = {"sangachal"};
static const char *const istanbul[] = {"istanbul"};
static const char *const west[] = {"istanbul", "mersin", "poti", "batumi"};
static const char *const italy[] = {"italian-gas-market"};

static const question by_kars = {"middle-corridor", "capacity_t", xian, 1, istanbul, 1, 1e6,
                                 "million t"};
static const question to_west = {"middle-corridor", "capacity_t", xian, 1, west, 4, 1e6,
                                 "million t"};
static const question gas = {
    "southern-gas-corridor", "capacity_bcm", sangachal, 1, italy, 1, 1, "bcm"};

static double number(const pship_table *table, int64_t row, const char *column)
{
    return pship_table_number(table, pship_table_find(table, column), row);
}

static const char *cell(const pship_table *table, int64_t row, const char *column)
{
    static char texts[8][160];
    static int turn;
    char *text = texts[turn++ % 8];
    if (pship_table_format(table, pship_table_find(table, column), row, text, 160) == 0)
        return "-";
    return text;
}

static pship_result open_network(pship_network **network, pship_model *model, int year,
                                 const char *scenario, const char *corridor, pship_error *err)
{
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    pship_network_view_options wanted = PSHIP_NETWORK_VIEW_OPTIONS_INIT;
    pship_view *view = NULL;
    char day[16];
    options.scenario = scenario;
    wanted.corridor = corridor;
    (void)snprintf(day, sizeof day, "%d-12-31", year);
    pship_result result = pship_day_parse(&options.as_of, day, err);
    if (result == PSHIP_OK)
        result = pship_view_open(&view, model, &options, err);
    if (result == PSHIP_OK)
        result = pship_network_from_view(network, view, &wanted, err);
    pship_view_free(view);
    return result;
}

/* The flow, and the names of what limits it. */
static pship_result print_flow(const pship_network_flow *flow, const question *of, const char *when,
                               pship_error *err)
{
    pship_table *summary = NULL, *elements = NULL;
    pship_result result = pship_network_flow_summary(&summary, flow, err);
    if (result == PSHIP_OK)
        result = pship_network_flow_elements(&elements, flow, err);
    if (result == PSHIP_OK) {
        printf("  %s  %5.1f %s, held back by", when, number(summary, 0, "result") / of->unit,
               of->shown);
        for (int64_t row = 0; row < pship_table_rows(elements); row++) {
            if (strcmp(cell(elements, row, "cut"), "true") == 0)
                printf(" %s", cell(elements, row, "element"));
        }
        printf("\n");
    }
    pship_table_free(summary);
    pship_table_free(elements);
    return result;
}

static pship_result ask(pship_network_flow **flow, pship_model *model, int year,
                        const char *scenario, const question *of, const pship_table *upgrades,
                        pship_error *err)
{
    pship_network *network = NULL;
    pship_capacity_options options = PSHIP_CAPACITY_OPTIONS_INIT;
    options.capacity = of->capacity;
    options.upgrades = upgrades;
    pship_result result = open_network(&network, model, year, scenario, of->corridor, err);
    if (result == PSHIP_OK)
        result = pship_network_max_flow(flow, network, of->origins, of->origin_count,
                                        of->destinations, of->destination_count, &options, err);
    pship_network_free(network);
    return result;
}

static pship_result print_year(pship_model *model, int year, const char *scenario,
                               const question *of, pship_error *err)
{
    pship_network_flow *flow = NULL;
    char when[32];
    (void)snprintf(when, sizeof when, "%d", year);
    pship_result result = ask(&flow, model, year, scenario, of, NULL, err);
    if (result == PSHIP_OK)
        result = print_flow(flow, of, when, err);
    pship_network_flow_free(flow);
    return result;
}

static pship_result print_years(pship_model *model, const char *title, const char *scenario,
                                const question *of, int first, int last, pship_error *err)
{
    pship_result result = PSHIP_OK;
    printf("%s\n", title);
    for (int year = first; year <= last && result == PSHIP_OK; year++)
        result = print_year(model, year, scenario, of, err);
    return result;
}

int main(int argc, char **argv)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_model *model = NULL;
    if (argc != 2) {
        fprintf(stderr, "usage: bottleneck REGISTER\n");
        return 2;
    }
    pship_result result = pship_register_open(&model, NULL, NULL, argv[1], NULL, &err);
    if (result == PSHIP_OK)
        result = print_years(model, "From Xi'an to Istanbul by the Middle Corridor", NULL, &by_kars,
                             2023, 2026, &err);
    if (result == PSHIP_OK)
        result =
            print_years(model, "... with TRIPP open", "tripp-open", &by_kars, 2026, 2026, &err);
    if (result == PSHIP_OK)
        result = print_years(model, "From Xi'an to the Black Sea and Türkiye", NULL, &to_west, 2026,
                             2026, &err);
    if (result == PSHIP_OK)
        result = print_years(model, "Gas from Sangachal to Italy", NULL, &gas, 2025, 2028, &err);
    if (result != PSHIP_OK) {
        char text[PSHIP_ERROR_TEXT_SIZE];
        pship_error_format(&err, text, sizeof text);
        fprintf(stderr, "bottleneck: %s\n", text);
    }
    pship_model_free(model);
    return result == PSHIP_OK ? 0 : 1;
}
