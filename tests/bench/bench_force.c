/*
 * What is in force on a day, by party: of many party-agreement rows with dates as sources write them. How long it
 * takes to record them, to read a view of them, and to answer.
 */
#include "measure.h"

#include <partnership/partnership.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct shape {
    int agreements, parties, rounds;
} shape;

static uint64_t seed = UINT64_C(0x9E3779B97F4A7C15);

static uint32_t roll(uint32_t sides)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)((seed >> 11) % sides);
}

static bool told(pship_result result, const pship_error *err)
{
    if (result != PSHIP_OK)
        fprintf(stderr, "%s\n", err->message);
    return result == PSHIP_OK;
}

/* A day, a month, a year, a decade or about a day: as registers have them. */
static void write_date(char *text, size_t size)
{
    int year = 1950 + (int)roll(75), month = 1 + (int)roll(12), of_month = 1 + (int)roll(28);
    switch (roll(10)) {
    case 0:
        (void)snprintf(text, size, "%d", year);
        break;
    case 1:
        (void)snprintf(text, size, "%d-%02d", year, month);
        break;
    case 2:
        (void)snprintf(text, size, "%d-%02d-%02d~", year, month, of_month);
        break;
    case 3:
        (void)snprintf(text, size, "%dX", year / 10);
        break;
    default:
        (void)snprintf(text, size, "%d-%02d-%02d", year, month, of_month);
        break;
    }
}

/* Seconds that the processor has worked for this program: what else runs on the machine does not count. */
static double worked(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

/* ---- recording */

static pship_result record_parties(pship_transaction *transaction, const shape *of,
                                   pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (int i = 0; i < of->parties * 4 && result == PSHIP_OK; i++) {
        char id[32];
        (void)snprintf(id, sizeof id, "state-%03d", i);
        result = pship_party_record(transaction, "state", id, NULL, NULL, err);
    }
    return result;
}

/* Every party accedes; one in ten leaves again. */
static pship_result record_row(pship_transaction *transaction, const char *agreement, int number,
                               int party, const pship_statement_options *said, pship_error *err)
{
    char id[64], date[16], name[32];
    const char *by = name;
    pship_act_fields fields = PSHIP_ACT_FIELDS_INIT;
    (void)snprintf(id, sizeof id, "%s/accession-%d", agreement, number);
    (void)snprintf(name, sizeof name, "state-%03d", party);
    write_date(date, sizeof date);
    fields.agreement = agreement;
    fields.type = "accession";
    fields.date = date;
    fields.parties = &by;
    fields.party_count = 1;
    pship_result result = pship_act_record(transaction, id, &fields, said, err);
    if (result == PSHIP_OK && roll(10) == 0) {
        (void)snprintf(id, sizeof id, "%s/withdrawal-%d", agreement, number);
        write_date(date, sizeof date);
        fields.type = "withdrawal";
        result = pship_act_record(transaction, id, &fields, said, err);
    }
    return result;
}

static pship_result record_agreement(pship_transaction *transaction, const shape *of, int number,
                                     const pship_statement_options *said, pship_error *err)
{
    char id[32], condition[64];
    pship_agreement_fields fields = PSHIP_AGREEMENT_FIELDS_INIT;
    pship_condition_fields entry = PSHIP_CONDITION_FIELDS_INIT;
    (void)snprintf(id, sizeof id, "treaty-%05d", number);
    (void)snprintf(condition, sizeof condition, "%s/entry", id);
    fields.title = id;
    entry.agreement = id;
    entry.type = "entry_into_force";
    entry.basis = "consents";
    entry.consents_required = "5";
    entry.delay = "30 days";
    pship_result result = pship_agreement_record(transaction, id, &fields, said, err);
    if (result == PSHIP_OK)
        result = pship_condition_record(transaction, condition, &entry, said, err);
    for (int i = 0; i < of->parties && result == PSHIP_OK; i++)
        result =
            record_row(transaction, id, i, (int)roll((uint32_t)of->parties) * 4 + i % 4, said, err);
    return result;
}

static pship_result record(pship_model *model, const shape *of, pship_error *err)
{
    pship_transaction *transaction = NULL;
    pship_statement_options said = PSHIP_STATEMENT_OPTIONS_INIT;
    pship_source_fields source = PSHIP_SOURCE_FIELDS_INIT;
    said.source = "collection";
    source.published = "2020-01-01";
    pship_result result = pship_transaction_begin(&transaction, model, NULL, err);
    if (result == PSHIP_OK)
        result = pship_source_record(transaction, "collection", &source, NULL, err);
    if (result == PSHIP_OK)
        result = record_parties(transaction, of, err);
    for (int i = 0; i < of->agreements && result == PSHIP_OK; i++)
        result = record_agreement(transaction, of, i, &said, err);
    if (result == PSHIP_OK)
        result = pship_transaction_commit(transaction, err);
    pship_transaction_free(transaction);
    return result;
}

/* ---- asking */

static pship_result open_on(pship_view **view, pship_model *model, int32_t year, pship_error *err)
{
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    pship_result result = pship_day_from_calendar(&options.as_of, year, 6, 15, err);
    return result == PSHIP_OK ? pship_view_open(view, model, &options, err) : result;
}

typedef struct times {
    double reading, answering, bare;
    int64_t rows, bare_rows;
} times;

static pship_result ask(times *took, pship_model *model, int32_t year, pship_error *err)
{
    pship_view *view = NULL;
    pship_table *table = NULL;
    const char *status;
    pship_agreement_force_options only = PSHIP_AGREEMENT_FORCE_OPTIONS_INIT;
    pship_result result = open_on(&view, model, year, err);
    double begin = worked();
    /* Any question about the register makes the view read what it sees; it does so once. */
    if (result == PSHIP_OK)
        result = pship_agreement_status(&status, view, "treaty-00000", err);
    took->reading = worked() - begin;
    begin = worked();
    if (result == PSHIP_OK)
        result = pship_agreement_force(&table, view, NULL, err);
    took->answering = worked() - begin;
    took->rows = result == PSHIP_OK ? pship_table_rows(table) : 0;
    pship_table_free(table);
    table = NULL;
    only.bare = true;
    begin = worked();
    if (result == PSHIP_OK)
        result = pship_agreement_force(&table, view, &only, err);
    took->bare = worked() - begin;
    took->bare_rows = result == PSHIP_OK ? pship_table_rows(table) : 0;
    pship_table_free(table);
    pship_view_free(view);
    return result;
}

static int read_number(int argc, char **argv, const char *name, int otherwise)
{
    for (int i = 1; i + 1 < argc; i++) {
        if (strcmp(argv[i], name) == 0)
            return (int)strtol(argv[i + 1], NULL, 10);
    }
    return otherwise;
}

int main(int argc, char **argv)
{
    enum { MOST = 50 };
    pship_error err = PSHIP_ERROR_INIT;
    pship_model *model = NULL;
    double reading[MOST], answering[MOST], bare[MOST];
    times took = {0};
    shape of = {read_number(argc, argv, "--agreements", 2000),
                read_number(argc, argv, "--parties", 50), read_number(argc, argv, "--rounds", 9)};
    if (of.rounds < 1 || of.rounds > MOST || of.agreements < 1 || of.parties < 1)
        return 2;
    bool good = told(pship_model_new(&model, NULL, &err), &err);
    double begin = worked();
    good = good && told(record(model, &of, &err), &err);
    double recording = worked() - begin;
    for (int i = 0; i < of.rounds && good; i++) {
        good = told(ask(&took, model, 1990 + 3 * i, &err), &err);
        reading[i] = took.reading;
        answering[i] = took.answering;
        bare[i] = took.bare;
    }
    if (good) {
        size_t count = (size_t)of.rounds;
        printf("%d agreements with %d acts of accession each, %lld statements, %lld rows\n",
               of.agreements, of.parties, (long long)pship_model_statement_count(model),
               (long long)took.rows);
        printf("recording and commit       %8.1f ms\n", 1000 * recording);
        printf("the view reads all, once   %8.1f ms\n", 1000 * bench_quantile(reading, count, 0.5));
        printf("in force, with reasons     %8.1f ms\n",
               1000 * bench_quantile(answering, count, 0.5));
        printf("in force, without words    %8.1f ms\n", 1000 * bench_quantile(bare, count, 0.5));
    }
    pship_model_free(model);
    return good && took.rows > of.agreements && took.bare_rows == took.rows ? 0 : 1;
}
