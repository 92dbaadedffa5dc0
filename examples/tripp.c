/*
 * What would TRIPP change?
 *
 *     tripp REGISTER DAY
 *
 * The network of a register on a day, and the same with the scenario "tripp-open": the best routes from Xi'an before and after,
 * where they differ leg by leg, and at which values of what nobody knows yet there would be no difference.
 */
#include <math.h>
#include <partnership/partnership.h>
#include <stdio.h>
#include <string.h>

static const pship_place_pair pairs[] = {
    {"xian", "istanbul"},
    {"xian", "mersin"},
    {"xian", "poti"},
};
enum { PAIRS = sizeof pairs / sizeof pairs[0] };

static double number(const pship_table *table, int64_t row, const char *column)
{
    return pship_table_number(table, pship_table_find(table, column), row);
}

/* A cell as text, in one of a few buffers that take turns; "-" where it is empty. */
static const char *cell(const pship_table *table, int64_t row, const char *column)
{
    static char texts[8][160];
    static int turn;
    char *text = texts[turn++ % 8];
    if (pship_table_format(table, pship_table_find(table, column), row, text, 160) == 0)
        return "-";
    return text;
}

static pship_result open_network(pship_network **network, pship_model *model, const char *day,
                                 const char *scenario, pship_error *err)
{
    static const char *const modes[] = {"rail", "ferry", "sea"}; /* boxes take no pipeline */
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    pship_network_view_options wanted = PSHIP_NETWORK_VIEW_OPTIONS_INIT;
    pship_view *view = NULL;
    wanted.modes = modes;
    wanted.mode_count = sizeof modes / sizeof modes[0];
    options.scenario = scenario;
    pship_result result = pship_day_parse(&options.as_of, day, err);
    if (result == PSHIP_OK)
        result = pship_view_open(&view, model, &options, err);
    if (result == PSHIP_OK)
        result = pship_network_from_view(network, view, &wanted, err);
    pship_view_free(view);
    return result;
}

/* What is told of the routes: "before -> after". */
static void print_measures(const pship_table *routes)
{
    static const struct {
        const char *measure, *unit;
        double scale;
    } shown[] = {
        {"time_h", "days", 24},
        {"length_km", "km", 1},
        {"cost", "USD a tonne", 1},
        {"tank_to_wheel_g", "kg CO2e a tonne", 1000},
    };
    for (int64_t row = 0; row < pship_table_rows(routes); row++) {
        for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
            if (strcmp(cell(routes, row, "measure"), shown[i].measure) != 0)
                continue;
            if (i == 0)
                printf("%s - %s\n", cell(routes, row, "origin"), cell(routes, row, "destination"));
            printf("  %9.1f -> %9.1f %s%s\n", number(routes, row, "before") / shown[i].scale,
                   number(routes, row, "after") / shown[i].scale, shown[i].unit,
                   strcmp(cell(routes, row, "assumed"), "true") == 0 ? ", by assumptions" : "");
        }
    }
}

/* The legs of the first pair that only one of the routes takes. */
static void print_legs(const pship_table *legs)
{
    printf("\nLeg by leg, %s - %s:\n", pairs[0].origin, pairs[0].destination);
    for (int64_t row = 0; row < pship_table_rows(legs); row++) {
        const char *found = cell(legs, row, "found");
        if (strcmp(cell(legs, row, "destination"), pairs[0].destination) != 0 ||
            strcmp(found, "both") == 0)
            continue;
        bool after = strcmp(found, "after") == 0;
        printf("  %s %-26s %6.1f h\n", after ? "+" : "-", cell(legs, row, "element"),
               number(legs, row, after ? "time_h_after" : "time_h_before"));
    }
}

static pship_result print_break_even(const pship_network *before, const pship_network *after,
                                     const char *part, const char *element, const char *attribute,
                                     double low, double high, pship_error *err)
{
    pship_break_even_question question = PSHIP_BREAK_EVEN_QUESTION_INIT;
    pship_table *table = NULL;
    question.part = part;
    question.element = element;
    question.attribute = attribute;
    question.low = low;
    question.high = high;
    pship_result result =
        pship_network_break_even(&table, before, after, pairs, 1, NULL, &question, err);
    for (int64_t row = 0; result == PSHIP_OK && row < pship_table_rows(table); row++) {
        const char *below = cell(table, row, "below"), *above = cell(table, row, "above");
        printf("  %s of %s, now %.1f: ", attribute, element, number(table, row, "now"));
        if (isnan(number(table, row, "value")))
            printf("none, '%s' is better at all\n", below);
        else
            printf("%.1f; below it '%s' is better, above it '%s'\n", number(table, row, "value"),
                   below, above);
    }
    pship_table_free(table);
    return result;
}

static pship_result print_all(const pship_network *before, const pship_network *after,
                              pship_error *err)
{
    pship_table *routes = NULL, *legs = NULL;
    pship_result result =
        pship_network_compare(&routes, &legs, before, after, pairs, PAIRS, NULL, err);
    if (result == PSHIP_OK) {
        print_measures(routes);
        print_legs(legs);
        printf("\nNo difference for Istanbul at:\n");
    }
    pship_table_free(routes);
    pship_table_free(legs);
    if (result == PSHIP_OK)
        result = print_break_even(before, after, "place", "akhalkalaki", "time_h", 0, 0, err);
    if (result == PSHIP_OK)
        result = print_break_even(before, after, "place", "dilucu", "time_h", 0, 0, err);
    if (result == PSHIP_OK)
        result =
            print_break_even(before, after, "link", "alat-boyuk-kesik", "speed_km_h", 5, 60, err);
    return result;
}

int main(int argc, char **argv)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_model *model = NULL;
    pship_network *before = NULL, *after = NULL;
    if (argc != 3) {
        fprintf(stderr, "usage: tripp REGISTER DAY\n");
        return 2;
    }
    pship_result result = pship_register_open(&model, NULL, NULL, argv[1], NULL, &err);
    if (result == PSHIP_OK)
        result = open_network(&before, model, argv[2], NULL, &err);
    if (result == PSHIP_OK)
        result = open_network(&after, model, argv[2], "tripp-open", &err);
    if (result == PSHIP_OK)
        result = print_all(before, after, &err);
    if (result != PSHIP_OK) {
        char text[PSHIP_ERROR_TEXT_SIZE];
        pship_error_format(&err, text, sizeof text);
        fprintf(stderr, "tripp: %s\n", text);
    }
    pship_network_free(after);
    pship_network_free(before);
    pship_model_free(model);
    return result == PSHIP_OK ? 0 : 1;
}
