/* The model beside an indexed SQLite table of the same statements, in one run. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of text that a model cannot do without: each distinct one once. */
typedef struct payload {
    int64_t names;  /* ids, words, locators, what is said of sources */
    int64_t digits; /* of numbers, as written; a model may keep them packed */
} payload;

double bench_time_making(bench_generator *generator)
{
    const double begin = bench_now();
    volatile int64_t kept = 0;
    bench_generator_rewind(generator);
    for (bench_row row; bench_generator_next(generator, &row);) {
        kept += row.value[0];
    }
    (void)kept;
    return bench_now() - begin;
}

static int compare(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a;
    const uint64_t y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Of every text its hash, with the length in the last byte. */
static int64_t distinct_bytes(uint64_t *texts, size_t count)
{
    int64_t bytes = 0;
    qsort(texts, count, sizeof *texts, compare);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || texts[i] != texts[i - 1]) {
            bytes += (int64_t)(texts[i] & 0xff);
        }
    }
    return bytes;
}

static uint64_t text_mark(const char *text)
{
    const size_t length = strlen(text);
    return (bench_hash_text(0, text, length) & ~UINT64_C(0xff)) | length;
}

static bool weigh(bench_generator *generator, payload *text)
{
    const size_t statements = (size_t)bench_generator_statements(generator);
    uint64_t *names = malloc((3 * statements + 3 * BENCH_SOURCES) * sizeof *names);
    uint64_t *digits = malloc((statements + 1) * sizeof *digits);
    size_t name_count = 0;
    size_t digit_count = 0;
    bench_generator_rewind(generator);
    for (bench_row row; names != NULL && digits != NULL && bench_generator_next(generator, &row);) {
        names[name_count++] = text_mark(bench_generator_subject(generator, row.subject));
        names[name_count++] = text_mark(row.locator);
        if (bench_property_type(row.property) == BENCH_NUMBER) {
            digits[digit_count++] = text_mark(row.value);
        } else {
            names[name_count++] = text_mark(row.value);
        }
    }
    for (uint32_t i = 0; names != NULL && i < BENCH_SOURCES; i++) {
        bench_source source;
        bench_source_fill(generator, i, &source);
        names[name_count++] = text_mark(source.id);
        names[name_count++] = text_mark(source.title);
        names[name_count++] = text_mark(source.publisher);
    }
    const bool done = names != NULL && digits != NULL;
    if (done) {
        text->names = distinct_bytes(names, name_count);
        text->digits = distinct_bytes(digits, digit_count);
    }
    free(names);
    free(digits);
    return done;
}

/* Bytes that a view takes once it was asked a few thousand questions. */
static bool weigh_view(const bench *with, const bench_ours *ours, const bench_generator *generator,
                       int64_t *bytes)
{
    enum { ASKED = 5000 };
    pship_view *view = NULL;
    bench_sum sum = {0};
    const int64_t before = with->heap->bytes;
    bool done = bench_ours_view(&view, ours, BENCH_LAST_DAY - 1000);
    for (uint64_t i = 0; done && i < ASKED; i++) {
        const bench_question question = bench_question_draw(generator, i);
        done = bench_ours_points(view, generator, &question, 1, &sum);
    }
    *bytes = with->heap->bytes - before;
    pship_view_free(view);
    return done;
}

static bool report_memory(const bench *with, const bench_ours *ours, bench_generator *generator,
                          int64_t heap, int64_t peak, int64_t resident)
{
    payload text;
    int64_t view = 0;
    if (!weigh(generator, &text) || !weigh_view(with, ours, generator, &view)) {
        return false;
    }
    /* The few statements that say what the entities and sources are count as well. */
    const double count = (double)pship_model_statement_count(ours->model);
    bench_report_title("Memory of a statement");
    bench_report_value("without text payload", "bytes", (double)(heap - text.names) / count, 120);
    bench_report_value("without the digits of numbers either", "bytes",
                       (double)(heap - text.names - text.digits) / count, 0);
    bench_report_value("text payload", "bytes", (double)text.names / count, 0);
    bench_report_value("digits of numbers", "bytes", (double)text.digits / count, 0);
    bench_report_value("most while recording, text and all", "bytes", (double)peak / count, 0);
    bench_report_value("resident in this process, text and all", "bytes", (double)resident / count,
                       0);
    bench_report_value("a view that was asked 5,000 questions, in all", "kB", (double)view / 1e3,
                       0);
    return true;
}

/* Seconds, by round. */
typedef struct import_times {
    double memory[BENCH_MOST_ROUNDS];
    double file[BENCH_MOST_ROUNDS];
    double peer[BENCH_MOST_ROUNDS];
} import_times;

static bool time_import(bench_ours *ours, pship_context *context, const char *path,
                        bench_generator *generator, double *seconds)
{
    const double begin = bench_now();
    const bool done = bench_ours_new(ours, context, path) && bench_ours_fill(ours, generator);
    *seconds = bench_now() - begin;
    return done;
}

static bool time_peer_import(const bench *with, bench_generator *generator, double *seconds)
{
    const double begin = bench_now();
    bench_peer *peer = bench_peer_new(with->peer_path);
    const bool done = peer != NULL && bench_peer_fill(peer, generator);
    bench_peer_free(peer);
    *seconds = bench_now() - begin;
    return done;
}

static void report_import(const bench *with, import_times *times, double making, bench_pace *pace)
{
    const size_t rounds = with->rounds;
    const double memory = bench_quantile(times->memory, rounds, 0.5) - making;
    const double file = bench_quantile(times->file, rounds, 0.5) - making;
    const double peer = bench_quantile(times->peer, rounds, 0.5) - making;
    const double statements = (double)with->statements;
    pace->import = memory / statements;
    bench_report_title("Import, without the time that it takes to make the statements up");
    bench_report_faster("in memory", "s", memory, peer, 1);
    bench_report_faster("into a file, durable", "s", file, peer, 1);
    /* 60 bytes of text are read of each statement, and 64 bytes kept; the file is written besides. */
    const double bytes = 124 * statements;
    const double size = (double)bench_warm_file(with->ours_path);
    bench_report_bandwidth("in memory", bytes, memory, with->bandwidth);
    bench_report_bandwidth("into a file", bytes + size, file, with->bandwidth);
    bench_report_within("size of the file", "MB", size / 1e6,
                        (double)bench_warm_file(with->peer_path) / 1e6, 0);
}

/* Leaves the model that was filled in memory in `ours`, and both files behind. */
static bool measure_import(bench *with, bench_generator *generator, bench_ours *ours,
                           bench_pace *pace)
{
    import_times times;
    int64_t heap = 0;
    int64_t peak = 0;
    int64_t resident = 0;
    const double making = bench_time_making(generator);
    for (size_t round = 0; round < with->rounds; round++) {
        bench_ours_free(ours);
        with->heap->peak = with->heap->bytes;
        const int64_t before = bench_resident();
        if (!time_import(ours, with->context, NULL, generator, &times.memory[round])) {
            return false;
        }
        if (round == 0) { /* later the heap holds on to what was freed */
            heap = with->heap->bytes;
            peak = with->heap->peak;
            resident = bench_resident() - before;
        }
        bench_ours bound = {0};
        const bool done =
            time_import(&bound, with->context, with->ours_path, generator, &times.file[round]);
        bench_ours_free(&bound);
        if (!done || !time_peer_import(with, generator, &times.peer[round])) {
            return false;
        }
    }
    report_import(with, &times, making, pace);
    pace->bytes = (double)heap / (double)with->statements;
    return report_memory(with, ours, generator, heap, peak, resident);
}

static bool measure_opening(const bench *with, int64_t schema)
{
    double ours_times[BENCH_MOST_ROUNDS];
    double peer_times[BENCH_MOST_ROUNDS];
    const double size = (double)bench_warm_file(with->ours_path);
    bench_warm_file(with->peer_path);
    for (size_t round = 0; round < with->rounds; round++) {
        bench_ours ours = {0};
        const double begin = bench_now();
        if (!bench_ours_open(&ours, with->context, with->ours_path, schema)) {
            return false;
        }
        ours_times[round] = bench_now() - begin;
        bench_ours_free(&ours);
        const double next = bench_now();
        bench_peer *peer = bench_peer_open(with->peer_path);
        bench_sum sum = {0};
        const bool done = peer != NULL && bench_peer_read_all(peer, &sum);
        bench_peer_free(peer);
        peer_times[round] = bench_now() - next;
        if (!done || sum.rows != with->statements) {
            fputs("the peer: rows are missing\n", stderr);
            return false;
        }
    }
    const double ours = bench_quantile(ours_times, with->rounds, 0.5);
    bench_report_title("Opening the file, beside SELECT * of the whole table");
    bench_report_within("opening", "s", ours, bench_quantile(peer_times, with->rounds, 0.5), 1.5);
    /* The file is read, and 64 bytes of each statement are kept. */
    bench_report_bandwidth("opening", size + 64.0 * (double)with->statements, ours,
                           with->bandwidth);
    return true;
}

static bool measure_commits(const bench *with, bench_ours *ours, bench_peer *peer,
                            const bench_generator *generator)
{
    double *times[2] = {malloc(with->commits * sizeof(double)),
                        malloc(with->commits * sizeof(double))};
    bool done = times[0] != NULL && times[1] != NULL && bench_peer_write_ahead(peer);
    for (size_t i = 0; done && i < with->commits; i++) {
        bench_row row;
        bench_late_row(generator, (int64_t)i % bench_late_statements(generator), &row);
        row.ordinal = bench_generator_statements(generator) + (int64_t)i;
        const double begin = bench_now();
        done = bench_ours_commit(ours, generator, &row);
        const double middle = bench_now();
        done = done && bench_peer_commit(peer, generator, &row);
        times[0][i] = middle - begin;
        times[1][i] = bench_now() - middle;
    }
    if (done) {
        bench_report_title("Commits of one statement, into the file of all of them");
        for (int i = 0; i < 2; i++) {
            const double part = i == 0 ? 0.5 : 0.99;
            bench_report_within(i == 0 ? "median" : "99 of 100 take less", "ms",
                                bench_quantile(times[0], with->commits, part) * 1e3,
                                bench_quantile(times[1], with->commits, part) * 1e3, 0);
        }
    }
    free(times[0]);
    free(times[1]);
    return done;
}

/* Everything that goes to the files: the model that was written must answer as the one in memory. */
static bool measure_files(const bench *with, const bench_generator *generator,
                          const bench_ours *filled, bench_pace *pace)
{
    if (!measure_opening(with, filled->schema)) {
        return false;
    }
    bench_ours opened = {0};
    bench_peer *peer = bench_peer_open(with->peer_path);
    const double begin = bench_now();
    bool done = peer != NULL && bench_peer_cover(peer);
    const double covered = bench_now() - begin;
    /* Measured before it is checked, so that what a model puts off until it is asked is seen. */
    done = done && bench_peer_warm(peer) &&
           bench_measure_points(with, filled, peer, generator, pace) &&
           bench_measure_snapshots(with, filled, peer, pace) &&
           bench_agree(with, filled, peer, generator) &&
           bench_ours_open(&opened, with->context, with->ours_path, filled->schema) &&
           bench_agree(with, &opened, peer, generator);
    if (done) {
        printf("\nBoth sides agree. The covering indexes took %.1f s more than the import.\n",
               covered);
    }
    bench_peer_free(peer); /* and with it the statements that hold the file in its mode */
    peer = done ? bench_peer_open(with->peer_path) : NULL;
    done = peer != NULL && measure_commits(with, &opened, peer, generator);
    bench_peer_free(peer);
    bench_ours_free(&opened);
    return done;
}

static bool measure_all(bench *with, bench_generator *generator)
{
    bench_ours ours = {0};
    bench_pace pace = {0};
    /* Half a gigabyte; less for a trial, whose figures mean nothing anyway. */
    with->bandwidth = bench_bandwidth((size_t)(with->statements < 1000000 ? 16 : 512) << 20);
    printf("%lld statements, %lld subjects, %zu rounds; memory reads %.3g GB/s\n",
           (long long)with->statements, (long long)with->statements / BENCH_PER_SUBJECT,
           with->rounds, with->bandwidth);
#ifndef __OPTIMIZE__
    puts("built without optimisation: the times mean nothing");
#endif
    bool done = measure_import(with, generator, &ours, &pace);
    with->bare = done ? bench_bare_new(generator) : NULL;
    done = with->bare != NULL && measure_files(with, generator, &ours, &pace);
    bench_bare_free(with->bare);
    with->bare = NULL;
    done = done && bench_measure_late(with, &ours, generator, &pace);
    bench_ours_free(&ours);
    return done && bench_measure_open_ends(with);
}

/* Our side alone, each thing once. The functions of ours.h are what to collect. */
static bool run_for_instructions(bench *with, bench_generator *generator)
{
    bench_ours ours = {0};
    bench_pace pace = {0};
    with->rounds = 1;
    const bool done = bench_ours_new(&ours, with->context, NULL) &&
                      bench_ours_fill(&ours, generator) &&
                      bench_measure_points(with, &ours, NULL, generator, &pace) &&
                      bench_measure_snapshots(with, &ours, NULL, &pace);
    bench_ours_free(&ours);
    return done;
}

static bool read_count(const char *text, int64_t least, int64_t most, int64_t *count)
{
    char *end = NULL;
    const long long value = text == NULL ? 0 : strtoll(text, &end, 10);
    if (text == NULL || *end != '\0' || value < least || value > most) {
        return false;
    }
    *count = value;
    return true;
}

static bool read_arguments(bench *with, int argc, char **argv)
{
    const char *directory = ".";
    int64_t rounds = 3;
    int64_t questions = 100000;
    int64_t commits = 200;
    int64_t threads = 1;
    for (int i = 1; i < argc; i++) {
        const char *next = i + 1 < argc ? argv[i + 1] : NULL;
        bool known = true;
        if (strcmp(argv[i], "--instructions") == 0) {
            with->instructions = true;
            continue;
        }
        if (strcmp(argv[i], "--statements") == 0) {
            known = read_count(next, 10 * BENCH_PER_SUBJECT, 100000000, &with->statements);
        } else if (strcmp(argv[i], "--rounds") == 0) {
            known = read_count(next, 1, BENCH_MOST_ROUNDS, &rounds);
        } else if (strcmp(argv[i], "--questions") == 0) {
            known = read_count(next, 10, 100000000, &questions);
        } else if (strcmp(argv[i], "--commits") == 0) {
            known = read_count(next, 1, 100000, &commits);
        } else if (strcmp(argv[i], "--threads") == 0) {
            known = read_count(next, 1, 1024, &threads);
        } else if (strcmp(argv[i], "--directory") == 0) {
            known = next != NULL;
            directory = next;
        } else {
            known = false;
        }
        if (!known) {
            return false;
        }
        i++;
    }
    with->rounds = (size_t)rounds;
    with->questions = (size_t)questions;
    with->commits = (size_t)commits;
    with->threads = (int32_t)threads;
    with->statements -= with->statements % BENCH_PER_SUBJECT;
    const int length =
        snprintf(with->ours_path, sizeof with->ours_path, "%s/bench-ours.pship", directory);
    snprintf(with->peer_path, sizeof with->peer_path, "%s/bench-peer.sqlite", directory);
    return length > 0 && (size_t)length < sizeof with->ours_path - 8;
}

static void remove_files(const bench *with)
{
    const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char path[sizeof with->ours_path + 16];
        snprintf(path, sizeof path, "%s%s", with->ours_path, ends[i]);
        remove(path);
        snprintf(path, sizeof path, "%s%s", with->peer_path, ends[i]);
        remove(path);
    }
}

int main(int argc, char **argv)
{
    bench_heap heap = {0};
    bench with = {.statements = 5000000, .heap = &heap};
    if (!read_arguments(&with, argc, argv)) {
        fputs("bench_model [--statements N] [--rounds N] [--questions N] [--commits N]"
              " [--threads N] [--directory DIR] [--instructions]\n",
              stderr);
        return 2;
    }
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    options.allocate = bench_heap_allocate;
    options.allocate_user = &heap;
    options.threads = with.threads;
    const bench_shape shape = {.subjects = (uint32_t)(with.statements / BENCH_PER_SUBJECT),
                               .seed = 1};
    bench_generator *generator = bench_generator_new(&shape);
    bool done = generator != NULL && pship_context_new(&with.context, &options, NULL) == PSHIP_OK;
    if (done) {
        done = with.instructions ? run_for_instructions(&with, generator)
                                 : measure_all(&with, generator);
    }
    remove_files(&with);
    pship_context_free(with.context);
    bench_generator_free(generator);
    return done ? 0 : 1;
}
