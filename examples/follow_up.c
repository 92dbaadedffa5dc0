/*
 * What became of what was promised?
 *
 *     follow_up REGISTER DAY
 *
 * Three answers on a day: which commitments are overdue and who owes them; whether a railway is slipping, and when
 * it would be finished if it went on as it has; and who holds how much of a company, term by term.
 */
#include <partnership/partnership.h>
#include <stdio.h>

static const char *const railway = "horadiz-aghband-railway";
static const char *const company = "tripp-development-company";

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

static pship_result print_overdue(const pship_view *view, pship_error *err)
{
    pship_table *late = NULL;
    pship_result result = pship_commitment_overdue(&late, view, err);
    if (result != PSHIP_OK)
        return result;
    printf("Overdue, by owner:\n");
    for (int64_t row = 0; row < pship_table_rows(late); row++) {
        printf("  %4s days  %s\n", cell(late, row, "days_overdue"), cell(late, row, "text"));
        printf("             %s, due %s, says %s\n", cell(late, row, "owner_name"),
               cell(late, row, "due"), cell(late, row, "source"));
    }
    pship_table_free(late);
    return PSHIP_OK;
}

static pship_result print_promises(const pship_view *view, pship_error *err)
{
    pship_table *promises = NULL;
    pship_result result = pship_project_slippage(&promises, view, railway, err);
    if (result != PSHIP_OK)
        return result;
    printf("\nPromised finishes of %s:\n", railway);
    for (int64_t row = 0; row < pship_table_rows(promises); row++) {
        printf("  %-10s  promised %-7s  slip %4s days (%s)\n", cell(promises, row, "published"),
               cell(promises, row, "finish"), cell(promises, row, "slip"),
               cell(promises, row, "slipped"));
    }
    pship_table_free(promises);
    return PSHIP_OK;
}

static pship_result print_forecast(const pship_view *view, pship_error *err)
{
    pship_table *forecast = NULL;
    pship_result result = pship_project_forecast(&forecast, view, railway, err);
    if (result != PSHIP_OK)
        return result;
    printf("If it goes on as it has:\n");
    for (int64_t row = 0; row < pship_table_rows(forecast); row++) {
        printf("  %-15s  %s points  %s, from %s to %s\n", cell(forecast, row, "method"),
               cell(forecast, row, "points"), cell(forecast, row, "finish"),
               cell(forecast, row, "finish_earliest"), cell(forecast, row, "finish_latest"));
    }
    pship_table_free(forecast);
    return PSHIP_OK;
}

static pship_result print_shares(const pship_view *view, pship_error *err)
{
    pship_table *shares = NULL;
    pship_result result = pship_share_list(&shares, view, company, err);
    if (result != PSHIP_OK)
        return result;
    printf("\nShares in %s:\n", company);
    for (int64_t row = 0; row < pship_table_rows(shares); row++) {
        printf("  %-20s  %-13s  %3s of %s (complete: %s)\n", cell(shares, row, "stage"),
               cell(shares, row, "holder"), cell(shares, row, "percentage"),
               cell(shares, row, "total"), cell(shares, row, "complete"));
    }
    pship_table_free(shares);
    return PSHIP_OK;
}

int main(int argc, char **argv)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_model *model = NULL;
    pship_view *view = NULL;
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    if (argc != 3) {
        fprintf(stderr, "usage: follow_up REGISTER DAY\n");
        return 2;
    }
    pship_result result = pship_register_open(&model, NULL, NULL, argv[1], NULL, &err);
    if (result == PSHIP_OK)
        result = pship_day_parse(&options.as_of, argv[2], &err);
    if (result == PSHIP_OK)
        result = pship_view_open(&view, model, &options, &err);
    if (result == PSHIP_OK)
        result = print_overdue(view, &err);
    if (result == PSHIP_OK)
        result = print_promises(view, &err);
    if (result == PSHIP_OK)
        result = print_forecast(view, &err);
    if (result == PSHIP_OK)
        result = print_shares(view, &err);
    if (result != PSHIP_OK) {
        char text[PSHIP_ERROR_TEXT_SIZE];
        pship_error_format(&err, text, sizeof text);
        fprintf(stderr, "%s\n", text);
    }
    pship_view_free(view);
    pship_model_free(model);
    return result == PSHIP_OK ? 0 : 1;
}
