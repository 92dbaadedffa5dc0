/*
 * A table of party-agreement rows: imported by a mapping, beside the same file read by a plain loop into an
 * indexed SQLite table. The peer does what a script would do at least; the model keeps five statements
 * of each row, with their import identities, and a second import finds them all.
 */
#include "measure.h"

#include <partnership/partnership.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { AGREEMENTS = 2000, PARTIES = 200, MOST_ROUNDS = 25 };

static const char mapping[] =
    "{\"partnership_mapping\": 1, \"source\": \"list\", \"sources\": [{\"id\": \"list\"}],"
    " \"order\": [[\"signature\", \"ratification\"]], \"entities\": ["
    "{\"kind\": \"state\", \"id\": \"{party}\"},"
    "{\"kind\": \"agreement\", \"id\": \"{agreement}\", \"statements\": {\"party\": \"{party}\"},"
    " \"acts\": [{\"type\": \"{act}\", \"id\": \"{@of}/{@type}/{party}\", \"statements\": {"
    "\"date\": {\"value\": \"{date}\", \"date\": \"EDTF\"}, \"party\": \"{party}\"}}]}]}";

static uint64_t mix(uint64_t value)
{
    value = (value ^ (value >> 31)) * UINT64_C(0x9e3779b97f4a7c15);
    return value ^ (value >> 29);
}

/* Every party signs an agreement once and ratifies it once; a third of the dates are imprecise. */
static bool write_table(const char *path, int64_t rows)
{
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        return false;
    }
    fprintf(file, "agreement,party,act,date\n");
    for (int64_t i = 0; i < rows; i++) {
        const int64_t pair = i / 2;
        const uint64_t random = mix((uint64_t)i + 1);
        const int year = (int)(1950 + random % 60 + (uint64_t)(i % 2) * 10);
        const int month = 1 + (int)(random / 256 % 12), day = 1 + (int)(random / 65536 % 28);
        fprintf(
            file, "agreement-%lld,party-%lld,%s,",
            (long long)(pair / PARTIES % AGREEMENTS + pair / (PARTIES * AGREEMENTS) * AGREEMENTS),
            (long long)(pair % PARTIES), i % 2 == 0 ? "signature" : "ratification");
        if (random % 6 == 0) {
            fprintf(file, "%d\n", year);
        } else if (random % 6 == 1) {
            fprintf(file, "%d-%02d\n", year, month);
        } else {
            fprintf(file, "%d-%02d-%02d\n", year, month, day);
        }
    }
    return fclose(file) == 0;
}

/* ---- ours */

static int64_t value_of(const pship_table *summary, const char *what, const char *column)
{
    int64_t sum = 0;
    for (int64_t row = 0; row < pship_table_rows(summary); row++) {
        char text[64];
        (void)pship_table_format(summary, pship_table_find(summary, "what"), row, text,
                                 sizeof text);
        if (strcmp(text, what) == 0) {
            sum += pship_table_integer(summary, pship_table_find(summary, column), row);
        }
    }
    return sum;
}

/* Acts told of and acts that are new; negative after a failure. */
static double import_table(pship_model *model, const char *path, int64_t *told, int64_t *added)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_transaction *transaction = NULL;
    pship_table *summary = NULL;
    const double begin = bench_now();
    pship_result result = pship_transaction_begin(&transaction, model, NULL, &err);
    if (result == PSHIP_OK) {
        result = pship_import_read(NULL, &summary, transaction, path, mapping, NULL, &err);
    }
    if (result == PSHIP_OK) {
        result = pship_transaction_commit(transaction, &err);
    }
    const double took = bench_now() - begin;
    pship_transaction_free(transaction);
    if (result != PSHIP_OK) {
        fprintf(stderr, "%s:%lld: %s\n", err.file, (long long)err.line, err.message);
        return -1;
    }
    *told = value_of(summary, "act", "count");
    *added = value_of(summary, "act", "added");
    pship_table_free(summary);
    return took;
}

static bool run_ours(const char *path, double *first, double *second, int64_t *acts)
{
    pship_model *model = NULL;
    int64_t told, added, again;
    if (pship_model_new(&model, NULL, NULL) != PSHIP_OK) {
        return false;
    }
    *first = import_table(model, path, &told, &added);
    *second = *first < 0 ? -1 : import_table(model, path, acts, &again);
    pship_model_free(model);
    return *second >= 0 && told == added && *acts == told && again == 0;
}

/* ---- the peer */

static char *next_cell(char **at)
{
    char *cell = *at;
    const size_t length = strcspn(cell, ",\n");
    *at = cell + length + (cell[length] != '\0');
    cell[length] = '\0';
    return cell;
}

static bool insert_rows(sqlite3 *database, FILE *file)
{
    sqlite3_stmt *insert = NULL;
    char line[256];
    bool good = fgets(line, sizeof line, file) != NULL &&
                sqlite3_prepare_v2(database, "INSERT INTO acts VALUES (?, ?, ?, ?)", -1, &insert,
                                   NULL) == SQLITE_OK;
    while (good && fgets(line, sizeof line, file) != NULL) {
        char *at = line;
        for (int i = 1; i <= 4; i++) {
            sqlite3_bind_text(insert, i, next_cell(&at), -1, SQLITE_TRANSIENT);
        }
        good = sqlite3_step(insert) == SQLITE_DONE && sqlite3_reset(insert) == SQLITE_OK;
    }
    sqlite3_finalize(insert);
    return good;
}

static bool run_peer(const char *path, double *took, int64_t *acts)
{
    sqlite3 *database = NULL;
    sqlite3_stmt *count = NULL;
    FILE *file = fopen(path, "r");
    const double begin = bench_now();
    bool good = file != NULL && sqlite3_open(":memory:", &database) == SQLITE_OK &&
                sqlite3_exec(database,
                             "CREATE TABLE acts (agreement TEXT, party TEXT, act TEXT, date TEXT);"
                             "CREATE UNIQUE INDEX by_agreement ON acts (agreement, party, act);"
                             "CREATE INDEX by_party ON acts (party, date); BEGIN",
                             NULL, NULL, NULL) == SQLITE_OK &&
                insert_rows(database, file) &&
                sqlite3_exec(database, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
    *took = bench_now() - begin;
    good =
        good &&
        sqlite3_prepare_v2(database, "SELECT count(*) FROM acts", -1, &count, NULL) == SQLITE_OK &&
        sqlite3_step(count) == SQLITE_ROW;
    *acts = good ? sqlite3_column_int64(count, 0) : -1;
    sqlite3_finalize(count);
    sqlite3_close(database);
    if (file != NULL) {
        fclose(file);
    }
    return good;
}

/* ---- both */

static bool compare(const char *path, int64_t rows, size_t rounds, double *took)
{
    double first[MOST_ROUNDS], second[MOST_ROUNDS], peer[MOST_ROUNDS];
    for (size_t i = 0; i < rounds; i++) {
        int64_t ours = 0, theirs = 0;
        if (!run_ours(path, &first[i], &second[i], &ours) || !run_peer(path, &peer[i], &theirs)) {
            return false;
        }
        if (ours != rows || theirs != rows) {
            fprintf(stderr, "%lld rows: %lld acts here, %lld there\n", (long long)rows,
                    (long long)ours, (long long)theirs);
            return false;
        }
    }
    *took = bench_quantile(first, rounds, 0.5);
    const double theirs = bench_quantile(peer, rounds, 0.5);
    bench_report_within("import", "s", *took, theirs, 0);
    bench_report_within("import again", "s", bench_quantile(second, rounds, 0.5), theirs, 0);
    return true;
}

/* Twice as many rows should take twice as long. */
static bool run(const char *path, int64_t rows, size_t rounds)
{
    double half = 0, whole = 0;
    char title[80];
    for (int64_t part = rows / 2; part <= rows; part += rows / 2) {
        snprintf(title, sizeof title, "a table of %lld party-agreement rows", (long long)part);
        bench_report_title(title);
        if (!write_table(path, part) ||
            !compare(path, part, rounds, part == rows ? &whole : &half)) {
            return false;
        }
    }
    bench_report_value("import of all rows", "s", whole, rows == 100000 ? 2 : 0);
    bench_report_value("twice the rows", "times the time", half > 0 ? whole / half : 0, 2.5);
    return true;
}

int main(int argc, char **argv)
{
    int64_t rows = 100000;
    size_t rounds = 5;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--rows") == 0) {
            rows = strtoll(argv[i + 1], NULL, 10) / 2 * 2;
        } else if (strcmp(argv[i], "--rounds") == 0) {
            rounds = (size_t)strtoull(argv[i + 1], NULL, 10);
        }
    }
    if (rows < 2 || rounds < 1 || rounds > MOST_ROUNDS) {
        fprintf(stderr, "usage: bench_import [--rows N] [--rounds 1 to %d]\n", MOST_ROUNDS);
        return EXIT_FAILURE;
    }
    char path[] = "bench-import-XXXXXX";
    const int made = mkstemp(path);
    if (made < 0) {
        perror(path);
        return EXIT_FAILURE;
    }
    close(made);
    const bool good = run(path, rows, rounds);
    unlink(path);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
