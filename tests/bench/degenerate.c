/* The shapes that broke others: many late statements on one subject, and ends that are all open. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LATE_VIEWS = 51, COMPARED = 5000 };

/* The number of any late day, always the same for the same argument. */
static int32_t any_late_day(const bench_generator *generator, uint64_t number)
{
    return BENCH_LATE_FIRST_DAY +
           (int32_t)(bench_hash(1, number, 0) % (uint64_t)bench_late_days(generator));
}

static void draw_late(const bench_generator *generator, bench_question *questions, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        questions[i] = (bench_question){.subject = 0,
                                        .property = (uint32_t)(i % BENCH_PROPERTIES),
                                        .day = any_late_day(generator, i)};
    }
}

/* Are late statements found? Of each day and property there is one, which the generator knows. */
static bool agree_on_late(const bench_ours *ours, const bench_generator *generator)
{
    bench_question *questions = malloc(COMPARED * sizeof *questions);
    bench_answer *answers = malloc(COMPARED * sizeof *answers);
    pship_view *view = NULL;
    bool agree = questions != NULL && answers != NULL;
    if (agree) {
        draw_late(generator, questions, COMPARED);
        agree = bench_ours_view(&view, ours, BENCH_FIRST_DAY) &&
                bench_ours_answers(ours, view, generator, questions, COMPARED, answers);
    }
    for (size_t i = 0; agree && i < COMPARED; i++) {
        char value[48];
        bench_late_value(generator, questions[i].property, questions[i].day, value);
        agree = !answers[i].contested && strcmp(answers[i].value, value) == 0;
        if (!agree) {
            fprintf(stderr, "a late statement: %s, day %d: \"%s\" instead of \"%s\"\n",
                    bench_property_name(questions[i].property), (int)questions[i].day,
                    answers[i].value, value);
        }
    }
    pship_view_free(view);
    free(questions);
    free(answers);
    return agree;
}

/* Seconds a question on the subject that has the late statements, one call each: every view is new and as
   of another day, so that each question is the first one about its cell. */
static bool time_late_cells(const bench_ours *ours, const bench_generator *generator,
                            double *seconds)
{
    double times[LATE_VIEWS];
    for (size_t i = 0; i < LATE_VIEWS; i++) {
        bench_question questions[BENCH_PROPERTIES];
        draw_late(generator, questions, BENCH_PROPERTIES);
        pship_view *view = NULL;
        if (!bench_ours_view(&view, ours, any_late_day(generator, i))) {
            return false;
        }
        bench_sum sum = {0};
        const double begin = bench_processor();
        const bool done = bench_ours_points(view, generator, questions, BENCH_PROPERTIES, &sum);
        times[i] = (bench_processor() - begin) / BENCH_PROPERTIES;
        pship_view_free(view);
        if (!done) {
            return false;
        }
    }
    *seconds = bench_quantile(times, LATE_VIEWS, 0.5);
    return true;
}

static bool time_late_batches(const bench *with, const bench_ours *ours,
                              const bench_generator *generator, double *seconds)
{
    double times[BENCH_MOST_ROUNDS];
    bench_question *questions = malloc(with->questions * sizeof *questions);
    if (questions == NULL) {
        return false;
    }
    draw_late(generator, questions, with->questions);
    bool done = true;
    for (size_t round = 0; done && round < with->rounds; round++) {
        pship_view *view = NULL;
        bench_sum sum = {0};
        done = bench_ours_view(&view, ours, BENCH_FIRST_DAY);
        const double begin = bench_processor();
        done = done && bench_ours_batches(view, generator, questions, with->questions, 10000, &sum);
        times[round] = (bench_processor() - begin) / (double)with->questions;
        pship_view_free(view);
    }
    free(questions);
    *seconds = bench_quantile(times, done ? with->rounds : 1, 0.5);
    return done;
}

static void report_pace(const char *of, const bench_pace *ordinary, const bench_pace *odd)
{
    char what[64];
    snprintf(what, sizeof what, "%s: one call each", of);
    bench_report_within(what, "us", odd->cell * 1e6, ordinary->cell * 1e6, 2);
    snprintf(what, sizeof what, "%s: 10,000 a call", of);
    bench_report_within(what, "us", odd->cells * 1e6, ordinary->cells * 1e6, 2);
    if (odd->snapshot > 0) {
        snprintf(what, sizeof what, "%s: snapshot of p07", of);
        bench_report_within(what, "ms", odd->snapshot * 1e3, ordinary->snapshot * 1e3, 2);
    }
}

bool bench_measure_late(const bench *with, bench_ours *ours, const bench_generator *generator,
                        const bench_pace *ordinary)
{
    bench_pace on_late = {0}; /* questions about the subject itself */
    bench_pace beside = {0};  /* about any */
    const double begin = bench_now();
    if (!bench_ours_fill_late(ours, generator)) {
        return false;
    }
    const double import = (bench_now() - begin) / (double)bench_late_statements(generator);
    if (!agree_on_late(ours, generator) || !time_late_cells(ours, generator, &on_late.cell) ||
        !time_late_batches(with, ours, generator, &on_late.cells) ||
        !bench_measure_points(with, ours, NULL, generator, &beside) ||
        !bench_measure_snapshots(with, ours, NULL, &beside)) {
        return false;
    }
    bench_report_title("Late statements on one subject; \"peer\" is the ordinary shape");
    bench_report_within("recording a statement", "us", import * 1e6, ordinary->import * 1e6, 2);
    report_pace("that subject", ordinary, &on_late);
    report_pace("any subject", ordinary, &beside);
    return true;
}

/* Fill a model in memory and ask it. */
static bool time_shape(const bench *with, bench_generator *generator, bench_pace *pace, bool check)
{
    const double statements = (double)bench_generator_statements(generator);
    const double making = bench_time_making(generator);
    double times[BENCH_MOST_ROUNDS] = {0};
    bench_ours ours = {0};
    bool done = true;
    for (size_t round = 0; done && round < with->rounds; round++) {
        bench_ours_free(&ours);
        const int64_t before = with->heap->bytes;
        const double begin = bench_now();
        done = bench_ours_new(&ours, with->context, NULL) && bench_ours_fill(&ours, generator);
        times[round] = (bench_now() - begin - making) / statements;
        pace->bytes = (double)(with->heap->bytes - before) / statements;
    }
    pace->import = bench_quantile(times, with->rounds, 0.5);
    if (done && check) {
        bench_peer *peer = bench_peer_new(with->peer_path);
        done = peer != NULL && bench_peer_fill(peer, generator) &&
               bench_agree(with, &ours, peer, generator);
        bench_peer_free(peer);
        remove(with->peer_path);
    }
    done = done && bench_measure_points(with, &ours, NULL, generator, pace) &&
           bench_measure_snapshots(with, &ours, NULL, pace);
    bench_ours_free(&ours);
    return done;
}

bool bench_measure_open_ends(const bench *with)
{
    bench_pace paces[2] = {0};
    const int64_t subjects = with->statements / BENCH_PER_SUBJECT / 5;
    bench shorter = *with; /* a fifth of the statements */
    shorter.statements = subjects * BENCH_PER_SUBJECT;
    bool done = subjects > 0;
    for (int open = 0; done && open < 2; open++) {
        const bench_shape shape = {
            .subjects = (uint32_t)subjects, .seed = 1, .all_ends_open = open};
        bench_generator *generator = bench_generator_new(&shape);
        done = generator != NULL && time_shape(&shorter, generator, &paces[open], open);
        bench_generator_free(generator);
    }
    if (!done) {
        return false;
    }
    bench_report_title("All ends open, a fifth of the statements; \"peer\" is the ordinary shape");
    bench_report_within("recording a statement", "us", paces[1].import * 1e6, paces[0].import * 1e6,
                        2);
    bench_report_within("memory of a statement, text and all", "bytes", paces[1].bytes,
                        paces[0].bytes, 2);
    report_pace("any subject", &paces[0], &paces[1]);
    return true;
}
