/* Points and snapshots: do both sides agree, and how long does each one take? */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH = 10000, COMPARED = 5000, COMPARED_DAYS = 4 };

/* Days of the views, spread over the years that are asked about. */
static int32_t day_of(size_t round)
{
    return BENCH_FIRST_DAY + 1500 + (int32_t)(round * 1709 % 7000);
}

static bench_question *draw_questions(const bench_generator *generator, size_t count, size_t round,
                                      bool same_day)
{
    bench_question *questions = malloc(count * sizeof *questions);
    for (size_t i = 0; questions != NULL && i < count; i++) {
        questions[i] = bench_question_draw(generator, (uint64_t)round << 32 | i);
        if (same_day) {
            questions[i].day = day_of(round);
        }
    }
    if (questions == NULL) {
        fputs("no memory for the questions\n", stderr);
    }
    return questions;
}

static bool equal(const bench_answer *ours, const bench_answer *peer)
{
    if (ours->absent != peer->absent || ours->contested != peer->contested) {
        return false;
    }
    /* Where values contradict each other the peer does not choose. */
    return ours->contested ||
           (ours->statement == peer->statement && strcmp(ours->value, peer->value) == 0 &&
            strcmp(ours->unit, peer->unit) == 0);
}

static bool compare(const bench_answer *ours, bench_peer *peer, const bench_generator *generator,
                    bench_question question)
{
    bench_answer theirs;
    if (!bench_peer_answer(peer, generator, question, &theirs)) {
        return false;
    }
    if (equal(ours, &theirs)) {
        return true;
    }
    fprintf(stderr,
            "they disagree: %s, %s, day %d: ours \"%s\" \"%s\" of %lld%s%s; "
            "peer \"%s\" \"%s\" of %lld%s%s\n",
            bench_generator_subject(generator, question.subject),
            bench_property_name(question.property), (int)question.day, ours->value, ours->unit,
            (long long)ours->statement, ours->absent ? " absent" : "",
            ours->contested ? " contested" : "", theirs.value, theirs.unit,
            (long long)theirs.statement, theirs.absent ? " absent" : "",
            theirs.contested ? " contested" : "");
    return false;
}

/* Where one statement holds for certain and no other one, the bare arrays know which. */
static bool bare_agrees(const bench *with, const bench_answer *ours,
                        const bench_generator *generator, bench_question question)
{
    bench_sum sum[2] = {{0}, {0}};
    if (with->bare == NULL) {
        return true;
    }
    bench_bare_points(with->bare, generator, &question, 1, question.day, &sum[0]);
    bench_bare_numbered_points(with->bare, &question, 1, question.day, &sum[1]);
    if (sum[0].statements == sum[1].statements &&
        (sum[0].rows > 1 || sum[0].statements == ours->statement)) {
        return true;
    }
    fprintf(stderr, "the bare arrays disagree: %s, %s, day %d: statement %lld, not %lld\n",
            bench_generator_subject(generator, question.subject),
            bench_property_name(question.property), (int)question.day, (long long)sum[0].statements,
            (long long)ours->statement);
    return false;
}

static bool agree_on_points(const bench *with, const bench_ours *ours, const pship_view *view,
                            bench_peer *peer, const bench_generator *generator, size_t count,
                            size_t round)
{
    bench_question *same_day = draw_questions(generator, count, round, true);
    bench_question *any_day = draw_questions(generator, count, round, false);
    bench_answer *answers = malloc(count * sizeof *answers);
    bool agree = same_day != NULL && any_day != NULL && answers != NULL &&
                 bench_ours_answers(ours, view, generator, any_day, count, answers);
    for (size_t i = 0; agree && i < count; i++) {
        bench_answer answer;
        agree = compare(&answers[i], peer, generator, any_day[i]) &&
                bench_ours_answer(ours, view, generator, same_day[i], &answer) &&
                compare(&answer, peer, generator, same_day[i]) &&
                bare_agrees(with, &answer, generator, same_day[i]);
    }
    free(same_day);
    free(any_day);
    free(answers);
    return agree;
}

static bool agree_on_snapshots(const bench_ours *ours, const pship_view *view, bench_peer *peer,
                               size_t round)
{
    const uint32_t properties[] = {7, 0, 13, 16, 18}; /* of every type */
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
        bench_snapshot mine, theirs;
        if (!bench_ours_compare(ours, view, properties[i], &mine) ||
            !bench_peer_compare(peer, properties[i], day_of(round), &theirs)) {
            return false;
        }
        if (mine.rows != theirs.rows || mine.contested != theirs.contested ||
            mine.hash != theirs.hash) {
            fprintf(stderr,
                    "they disagree: all of %s, day %d: ours %lld rows, %lld contested, hash %llx; "
                    "peer %lld, %lld, %llx\n",
                    bench_property_name(properties[i]), (int)day_of(round), (long long)mine.rows,
                    (long long)mine.contested, (unsigned long long)mine.hash,
                    (long long)theirs.rows, (long long)theirs.contested,
                    (unsigned long long)theirs.hash);
            return false;
        }
    }
    return true;
}

bool bench_agree(const bench *with, const bench_ours *ours, bench_peer *peer,
                 const bench_generator *generator)
{
    const size_t count = with->questions < COMPARED ? with->questions : COMPARED;
    bool agree = true;
    for (size_t round = 0; agree && round < COMPARED_DAYS; round++) {
        pship_view *view = NULL;
        agree = bench_ours_view(&view, ours, day_of(round)) &&
                agree_on_points(with, ours, view, peer, generator, count, round) &&
                agree_on_snapshots(ours, view, peer, round);
        pship_view_free(view);
    }
    return agree;
}

/* The ways in which the peer is asked, from what a first program does to what a tuned one does. */
static const struct way {
    const char *name;
    bench_indexes indexes;
    bool together; /* in one transaction: the file is locked once, not for each question */
} ways[] = {{"plain indexes, each on its own", BENCH_PLAIN, false},
            {"plain indexes, one transaction", BENCH_PLAIN, true},
            {"covering ones, one transaction", BENCH_COVERING, true}};

enum { WAYS = sizeof ways / sizeof *ways };

/* Seconds a question, by round. */
typedef struct point_times {
    double opening[BENCH_MOST_ROUNDS];
    double cell[BENCH_MOST_ROUNDS];
    double prepared[BENCH_MOST_ROUNDS];
    double prepared_cells[BENCH_MOST_ROUNDS];
    double cells[BENCH_MOST_ROUNDS];
    double bare[2][BENCH_MOST_ROUNDS];        /* by texts, by numbers */
    double peer_day[WAYS][BENCH_MOST_ROUNDS]; /* as of the day of the view */
    double peer_any[WAYS][BENCH_MOST_ROUNDS]; /* as of any day */
} point_times;

/* The same questions by ordinals, to a view of its own, one by one or in batches; the answers must be the same. */
static bool time_prepared(const bench *with, const bench_ours *ours,
                          const bench_generator *generator, const bench_question *questions,
                          bool batches, const bench_sum *expected, size_t round, double *seconds)
{
    bench_prepared *prepared = malloc(with->questions * sizeof *prepared);
    pship_view *view = NULL;
    bench_sum sum = {0};
    if (prepared == NULL || !bench_ours_view(&view, ours, day_of(round))) {
        free(prepared);
        return false;
    }
    bench_ours_prepare(view, generator, questions, with->questions, prepared);
    const double begin = bench_processor();
    bool done = batches ? bench_ours_prepared_batches(view, prepared, questions, with->questions,
                                                      BATCH, &sum)
                        : bench_ours_prepared_points(view, prepared, with->questions, &sum);
    *seconds = (bench_processor() - begin) / (double)with->questions;
    if (done && (sum.rows != expected->rows || sum.letters != expected->letters ||
                 sum.statements != expected->statements)) {
        fputs("questions by ordinals have other answers\n", stderr);
        done = false;
    }
    free(prepared);
    pship_view_free(view);
    return done;
}

static bool time_ours(const bench *with, const bench_ours *ours, const bench_generator *generator,
                      const bench_question *const questions[2], size_t round, point_times *times)
{
    bench_sum points = {0};
    bench_sum cells = {0};
    pship_view *view = NULL;
    pship_view *other = NULL;
    const double begin = bench_processor();
    bool done = bench_ours_view(&view, ours, day_of(round));
    const double opened = bench_processor();
    done = done && bench_ours_points(view, generator, questions[0], with->questions, &points);
    const double pointed = bench_processor();
    /* A view of its own, so that neither way of asking finds what the other one left. */
    done = done && bench_ours_view(&other, ours, day_of(round));
    const double reopened = bench_processor();
    done =
        done && bench_ours_batches(other, generator, questions[1], with->questions, BATCH, &cells);
    times->opening[round] = opened - begin;
    times->cell[round] = (pointed - opened) / (double)with->questions;
    times->cells[round] = (bench_processor() - reopened) / (double)with->questions;
    pship_view_free(view);
    pship_view_free(other);
    return done &&
           time_prepared(with, ours, generator, questions[0], false, &points, round,
                         &times->prepared[round]) &&
           time_prepared(with, ours, generator, questions[1], true, &cells, round,
                         &times->prepared_cells[round]);
}

static void time_bare(const bench *with, const bench_generator *generator,
                      const bench_question *questions, size_t round, point_times *times)
{
    bench_sum sum = {0};
    const double begin = bench_processor();
    bench_bare_points(with->bare, generator, questions, with->questions, day_of(round), &sum);
    const double middle = bench_processor();
    bench_bare_numbered_points(with->bare, questions, with->questions, day_of(round), &sum);
    times->bare[0][round] = (middle - begin) / (double)with->questions;
    times->bare[1][round] = (bench_processor() - middle) / (double)with->questions;
}

static bool time_peer(const bench *with, bench_peer *peer, const bench_generator *generator,
                      const bench_question *const questions[2], size_t round, point_times *times)
{
    const size_t count = with->questions / 5;
    for (size_t way = 0; way < WAYS; way++) {
        double *to[2] = {times->peer_day[way], times->peer_any[way]};
        for (int kind = 0; kind < 2; kind++) {
            bench_sum sum = {0};
            const double begin = bench_processor();
            if (!bench_peer_points(peer, ways[way].indexes, ways[way].together, generator,
                                   questions[kind], count, &sum)) {
                return false;
            }
            to[kind][round] = (bench_processor() - begin) / (double)count;
        }
    }
    return true;
}

static void report_points(const bench *with, point_times *times, const bench_pace *pace)
{
    const size_t rounds = with->rounds;
    const double us = 1e6;
    char what[64];
    bench_report_title("Point questions");
    for (size_t way = 0; way < WAYS; way++) {
        snprintf(what, sizeof what, "one call each; %s", ways[way].name);
        bench_report_faster(what, "us", pace->cell * us,
                            bench_quantile(times->peer_day[way], rounds, 0.5) * us, 50);
    }
    const double prepared = bench_quantile(times->prepared, rounds, 0.5) * us;
    for (size_t way = 0; way < WAYS; way++) {
        snprintf(what, sizeof what, "by ordinals; %s", ways[way].name);
        bench_report_faster(what, "us", prepared,
                            bench_quantile(times->peer_day[way], rounds, 0.5) * us, 0);
    }
    for (size_t way = 0; way < WAYS; way++) {
        snprintf(what, sizeof what, "10,000 a call; %s", ways[way].name);
        bench_report_faster(what, "us", pace->cells * us,
                            bench_quantile(times->peer_any[way], rounds, 0.5) * us, 50);
    }
    const double prepared_cells = bench_quantile(times->prepared_cells, rounds, 0.5) * us;
    for (size_t way = 0; way < WAYS; way++) {
        snprintf(what, sizeof what, "10,000 a call, by ordinals; %s", ways[way].name);
        bench_report_faster(what, "us", prepared_cells,
                            bench_quantile(times->peer_any[way], rounds, 0.5) * us, 50);
    }
    /* What nothing that lies in memory could do better by much. */
    bench_report_faster("(bare arrays: one call each)", "us",
                        bench_quantile(times->bare[0], rounds, 0.5) * us,
                        bench_quantile(times->peer_day[0], rounds, 0.5) * us, 0);
    bench_report_faster("(bare arrays: by ordinals)", "us",
                        bench_quantile(times->bare[1], rounds, 0.5) * us,
                        bench_quantile(times->peer_day[0], rounds, 0.5) * us, 0);
    bench_report_value("opening a view", "us", bench_quantile(times->opening, rounds, 0.5) * us, 0);
    /* Two lines of cache at least: where the statements of the cell lie, and one of them. */
    bench_report_bandwidth("one call each", 128, pace->cell, with->bandwidth);
    bench_report_bandwidth("10,000 a call", 128, pace->cells, with->bandwidth);
}

bool bench_measure_points(const bench *with, const bench_ours *ours, bench_peer *peer,
                          const bench_generator *generator, bench_pace *pace)
{
    point_times *times = calloc(1, sizeof *times);
    bool done = times != NULL;
    for (size_t round = 0; done && round < with->rounds; round++) {
        bench_question *same_day = draw_questions(generator, with->questions, round, true);
        bench_question *any_day = draw_questions(generator, with->questions, round, false);
        const bench_question *const questions[2] = {same_day, any_day};
        done = same_day != NULL && any_day != NULL;
        done = done && time_ours(with, ours, generator, questions, round, times) &&
               (peer == NULL || time_peer(with, peer, generator, questions, round, times));
        if (done && with->bare != NULL) {
            time_bare(with, generator, same_day, round, times);
        }
        free(same_day);
        free(any_day);
    }
    if (done) {
        pace->cell = bench_quantile(times->cell, with->rounds, 0.5);
        pace->cells = bench_quantile(times->cells, with->rounds, 0.5);
        if (peer != NULL) {
            report_points(with, times, pace);
        }
    }
    free(times);
    return done;
}

/* Of one property, in seconds, by round. */
typedef struct snapshot_times {
    double whole[BENCH_MOST_ROUNDS]; /* a new view, the question, and reading the answer */
    double call[BENCH_MOST_ROUNDS];  /* the question alone */
    double again[BENCH_MOST_ROUNDS]; /* the same question to the same view */
    double peer[2][BENCH_MOST_ROUNDS];
    double first; /* the whole, of the first round: with what was put off until somebody asks */
    int64_t rows; /* of the last round */
} snapshot_times;

static bool time_our_snapshot(const bench_ours *ours, uint32_t property, size_t round,
                              snapshot_times *times, bench_sum *sum)
{
    pship_view *view = NULL;
    pship_table *table = NULL;
    pship_table *again = NULL;
    const double begin = bench_processor();
    bool done = bench_ours_view(&view, ours, day_of(round));
    const double opened = bench_processor();
    done = done && bench_ours_column(&table, view, property);
    const double answered = bench_processor();
    if (done) {
        bench_ours_read_column(table, sum);
    }
    const double read = bench_processor();
    done = done && bench_ours_column(&again, view, property);
    times->again[round] = bench_processor() - read;
    times->call[round] = answered - opened;
    times->whole[round] = read - begin;
    pship_table_free(again);
    pship_table_free(table);
    pship_view_free(view);
    return done;
}

static bool time_snapshots(const bench *with, const bench_ours *ours, bench_peer *peer,
                           uint32_t property, snapshot_times *times)
{
    for (size_t round = 0; round < with->rounds; round++) {
        bench_sum mine = {0};
        if (!time_our_snapshot(ours, property, round, times, &mine)) {
            return false;
        }
        times->rows = mine.rows;
        times->first = times->whole[0];
        for (int indexes = 0; peer != NULL && indexes < 2; indexes++) {
            bench_sum theirs = {0};
            const double begin = bench_processor();
            if (!bench_peer_snapshot(peer, (bench_indexes)indexes, property, day_of(round),
                                     &theirs)) {
                return false;
            }
            times->peer[indexes][round] = bench_processor() - begin;
        }
    }
    return true;
}

static void report_snapshots(const bench *with, uint32_t property, snapshot_times *times)
{
    static const char *const types[] = {"numbers", "texts", "dates", "references"};
    static const char *const kinds[] = {"plain", "covering"};
    const double whole = bench_quantile(times->whole, with->rounds, 0.5) * 1e3;
    for (int indexes = 0; indexes < 2; indexes++) {
        char what[64];
        snprintf(what, sizeof what, "%s, %s; %s indexes", bench_property_name(property),
                 types[bench_property_type(property)], kinds[indexes]);
        bench_report_faster(what, "ms", whole,
                            bench_quantile(times->peer[indexes], with->rounds, 0.5) * 1e3, 50);
    }
    bench_report_value("  the first of all rounds", "ms", times->first * 1e3, 0);
    bench_report_value("  of which the call", "ms",
                       bench_quantile(times->call, with->rounds, 0.5) * 1e3, 0);
    bench_report_value("  the call again, on the same view", "ms",
                       bench_quantile(times->again, with->rounds, 0.5) * 1e3, 0);
    /* To be read: 32 bytes of each statement of the property. To be written, of each row of the answer:
       an id of 13 letters and its offset, a number, a code each for unit and certainty, the number of the
       statement. */
    const double read = 32.0 * (double)with->statements / BENCH_PROPERTIES;
    const double written = (13 + 4 + 8 + 4 + 4 + 8) * (double)times->rows;
    bench_report_bandwidth("  bandwidth", read + written, whole / 1e3, with->bandwidth);
}

bool bench_measure_snapshots(const bench *with, const bench_ours *ours, bench_peer *peer,
                             bench_pace *pace)
{
    const uint32_t properties[] = {7, 13, 16, 18};
    if (peer != NULL) {
        bench_report_title("Snapshots of one property, from a new view to the last cell read");
    }
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
        snapshot_times times = {0};
        if (!time_snapshots(with, ours, peer, properties[i], &times)) {
            return false;
        }
        if (i == 0) {
            double whole[BENCH_MOST_ROUNDS];
            memcpy(whole, times.whole, sizeof whole);
            pace->snapshot = bench_quantile(whole, with->rounds, 0.5);
        }
        if (peer == NULL) {
            break; /* the pace is that of p07 */
        }
        report_snapshots(with, properties[i], &times);
    }
    return true;
}
