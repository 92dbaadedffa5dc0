/*
 * Reading a flow file: threads take blocks in turn, and what they made is joined in the order of the file.
 *
 * Whatever the threads do, the blocks that were given out are a beginning of the file, and all of them are finished
 * before anything is decided: so the first bad row too many is the same with any number of threads.
 */
#include "trade/flow_reading.h"

#include "codes/product.h"
#include "table/builder.h"
#include "trade/flow_duplicates.h"
#include <pthread.h>
#include <stdio.h>
#include <string.h>

typedef struct reading {
    pship_context *context;
    const char *file;
    const flow_layout *layout;
    int64_t most_bad_rows;
    int64_t first_line; /* of the records */
    flow_blocks blocks;
    pthread_mutex_t lock; /* for all below, and the blocks */
    flow_outcome *outcomes;
    size_t count, capacity;
    int64_t bad_rows;
    bool stop;
    pship_result result; /* why no more blocks are given out */
    pship_error error;
    pship__progress_state progress; /* of the calling thread */
} reading;

typedef struct worker {
    reading *of;
    bool calls_back;
    pthread_t thread;
} worker;

/* ---- blocks */

static void stop(reading *of, pship_result result)
{
    if (of->result == PSHIP_OK)
        of->result = result;
    of->stop = true;
}

/* With the lock held. False when there is nothing more to do. */
static bool take_block(reading *of, flow_block *block)
{
    pship_error err = PSHIP_ERROR_INIT;
    if (of->stop)
        return false;
    pship_result result = pship__flow_blocks_next(&of->blocks, block, &err);
    if (result == PSHIP_OK && block->length == 0) {
        of->stop = true;
        return false;
    }
    if (result == PSHIP_OK && !pship__grow(of->context, (void **)&of->outcomes, of->count,
                                           &of->capacity, sizeof *of->outcomes))
        result = pship__fail_memory(&err);
    if (result != PSHIP_OK) {
        of->error = err;
        stop(of, result);
        return false;
    }
    of->outcomes[of->count++] = (flow_outcome){.part = NULL};
    return true;
}

/* With the lock held. */
static void give_back(reading *of, const flow_block *block, const flow_outcome *outcome, bool good)
{
    of->outcomes[block->number] = *outcome;
    of->bad_rows += (int64_t)outcome->problems.count;
    if (!good && outcome->part)
        stop(of, pship__flow_part_failure(outcome->part, &of->error));
    else if (!good)
        stop(of, pship__fail_memory(&of->error));
    if (outcome->quote_line > 0 || (of->most_bad_rows >= 0 && of->bad_rows > of->most_bad_rows))
        of->stop = true;
}

static pship_result call_back(reading *of, pship_error *err)
{
    pthread_mutex_lock(&of->lock);
    double fraction = pship__bytes_fraction(of->blocks.source);
    pthread_mutex_unlock(&of->lock);
    return pship__progress_look(&of->progress, fraction * 0.9, err);
}

static void work_on(worker *self, flow_block *block, flow_parser *parser)
{
    reading *of = self->of;
    pthread_mutex_lock(&of->lock);
    while (take_block(of, block)) {
        flow_outcome outcome = {.part = NULL};
        pship_error err = PSHIP_ERROR_INIT;
        pship_result result = PSHIP_OK;
        pthread_mutex_unlock(&of->lock);
        bool good = pship__flow_parse(parser, block, &outcome);
        if (self->calls_back)
            result = call_back(of, &err);
        pthread_mutex_lock(&of->lock);
        give_back(of, block, &outcome, good);
        if (result != PSHIP_OK) {
            if (of->result == PSHIP_OK)
                of->error = err;
            stop(of, result);
        }
    }
    pthread_mutex_unlock(&of->lock);
}

static void *work(void *data)
{
    worker *self = data;
    reading *of = self->of;
    flow_block block = {
        .bytes = pship__allocate(of->context, FLOW_RECORD + FLOW_BLOCK + FLOW_PADDING, 1)};
    flow_parser *parser = pship__flow_parser_new(of->context, of->layout);
    if (block.bytes && parser) {
        work_on(self, &block, parser);
    } else {
        pthread_mutex_lock(&of->lock);
        stop(of, pship__fail_memory(&of->error));
        pthread_mutex_unlock(&of->lock);
    }
    pship__flow_parser_free(parser);
    pship__release(of->context, block.bytes);
    return NULL;
}

/* Not by pship__parallel(): there the pieces are known beforehand and of nobody; here there is a next block only once the
 * one before was read, each thread keeps a block and a parser from one to the next, and what it found is given back
 * under the same lock. A thread that cannot be had is done without. */
static pship_result run_workers(reading *of, pship_error *err)
{
    size_t threads = (size_t)pship_context_threads(of->context), began = 1;
    worker *workers = pship__allocate_zero(of->context, threads, sizeof *workers);
    if (!workers)
        return pship__fail_memory(err);
    for (size_t i = 0; i < threads; i++)
        workers[i].of = of;
    workers[0].calls_back = true;
    while (began < threads &&
           pthread_create(&workers[began].thread, NULL, work, &workers[began]) == 0)
        began++;
    (void)work(&workers[0]);
    for (size_t i = 1; i < began; i++)
        (void)pthread_join(workers[i].thread, NULL);
    pship__release(of->context, workers);
    return PSHIP_OK;
}

/* ---- what came of it */

static pship_result fail_row(const reading *of, int64_t line, const flow_problem *problem,
                             const char *text, pship_error *err)
{
    char expected[128];
    pship__flow_expected(of->layout, problem->rule, problem->role, expected);
    return pship__fail_at(err, PSHIP_E_SYNTAX, of->file, line, problem->column,
                          "'%.100s' cannot be taken: expected %s", text, expected);
}

/* The first thing that is wrong and not tolerated, in the order of the file. */
static pship_result judge(const reading *of, pship_error *err)
{
    int64_t line = of->first_line, left = of->most_bad_rows;
    for (size_t i = 0; i < of->count; i++) {
        const flow_outcome *outcome = &of->outcomes[i];
        int64_t count = (int64_t)outcome->problems.count;
        if (left >= 0 && count > left) {
            const flow_problem *problem = &outcome->problems.list[left];
            return fail_row(of, line + problem->line, problem,
                            outcome->problems.texts.bytes + problem->text, err);
        }
        if (outcome->quote_line > 0)
            return pship__fail_at(err, PSHIP_E_SYNTAX, of->file, line + outcome->quote_line - 1,
                                  outcome->quote_column,
                                  "the quote that opens here is never closed");
        left -= left >= 0 ? count : 0;
        line += outcome->lines;
    }
    if (of->result == PSHIP_OK)
        return PSHIP_OK;
    /* A record that is too long lies in the block behind all others. */
    bool record = of->result == PSHIP_E_LIMIT && of->error.column > 0;
    return record ? pship__fail_at(err, of->result, of->file, line + of->error.line,
                                   of->error.column, "%s", of->error.message)
                  : pship__fail_at(err, of->result, of->error.file[0] ? of->error.file : NULL,
                                   of->error.line, of->error.column, "%s", of->error.message);
}

typedef struct repetition {
    int64_t first, rows; /* the first row of all; how many repeat the keys of one before */
} repetition;

static void note_repetition(void *data, int64_t first, int64_t count)
{
    repetition *all = data;
    all->first = all->rows == 0 ? first : all->first;
    all->rows += count - 1;
}

/* Rows of the same keys are good rows, and added up: one line says so, whatever their number. They have no place, because
 * rows are in another order than in the file by now. */
static pship_result list_repetition(pship__table_builder *builder, const pship_flows *made,
                                    pship_error *err)
{
    repetition all = {0, 0};
    char text[1024];
    pship_result result = pship__flow_duplicates_walk(made, note_repetition, &all, err);
    if (result != PSHIP_OK || all.rows == 0)
        return result;
    const flow_row first = pship__flow_row(made, all.first);
    pship__add_null(builder);
    pship__add_null(builder);
    (void)snprintf(text, sizeof text, "%s,%s,%s,%s,%s",
                   pship__flow_word(&made->periods, first.period),
                   pship__flow_direction_word(pship__flow_direction(first.traits)),
                   pship__flow_word(&made->countries, first.reporter),
                   pship__flow_word(&made->countries, first.partner),
                   pship__flow_word(&made->products, first.product));
    pship__add_text(builder, text);
    pship__add_text(builder, pship__flow_rule_word(RULE_DUPLICATE));
    (void)snprintf(text, sizeof text,
                   "one row for each period, direction, reporter, partner and product: %lld repeat "
                   "one before",
                   (long long)all.rows);
    pship__add_text(builder, text);
    return PSHIP_OK;
}

static pship_result list_problems(pship_table **table, reading *of, const pship_flows *made,
                                  pship_error *err)
{
    static const pship__column_spec columns[] = {{"line", PSHIP_COLUMN_INT64, NULL, 0},
                                                 {"column", PSHIP_COLUMN_INT64, NULL, 0},
                                                 {"cell", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"rule", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"expected", PSHIP_COLUMN_DICTIONARY, NULL, 0}};
    pship__table_builder *builder = NULL;
    char expected[128];
    int64_t line = of->first_line;
    pship_result result = pship__table_builder_new(&builder, of->context, columns,
                                                   sizeof columns / sizeof *columns, err);
    if (result != PSHIP_OK)
        return result;
    for (size_t i = 0; result == PSHIP_OK && i < of->count; i++) {
        const flow_problems *problems = &of->outcomes[i].problems;
        for (size_t k = 0; k < problems->count; k++) {
            const flow_problem *one = &problems->list[k];
            pship__add_int64(builder, line + one->line);
            pship__add_int64(builder, one->column);
            pship__add_text(builder, problems->texts.bytes + one->text);
            pship__add_text(builder, pship__flow_rule_word(one->rule));
            pship__flow_expected(of->layout, one->rule, one->role, expected);
            pship__add_text(builder, expected);
        }
        line += of->outcomes[i].lines;
        result = pship__progress_look(&of->progress, 0.9, err);
    }
    if (result == PSHIP_OK)
        result = list_repetition(builder, made, err);
    if (result == PSHIP_OK)
        return pship__table_builder_finish(builder, table, err);
    pship__table_builder_free(builder);
    return result;
}

/* What the rows say of their products, where nobody else does; lent by the parts or the library. */
static pship_result find_classification(const char **found, flow_part *const *parts, size_t count,
                                        pship_error *err)
{
    *found = NULL;
    for (size_t i = 0; i < count; i++) {
        const flow_words *words = &parts[i]->classifications;
        for (uint32_t j = 0; j < words->count; j++) {
            const char *told = pship__flow_word(words, j);
            const char *before = *found ? *found : told;
            *found = pship__classification_common(before, told);
            if (!*found)
                return pship__fail(err, PSHIP_E_INVALID,
                                   "some rows have products of '%.60s' and some of '%.60s': read "
                                   "them apart, or say which classification it is",
                                   before, told);
        }
    }
    return PSHIP_OK;
}

static pship_result join(pship_flows **flows, reading *of, pship_error *err)
{
    flow_part **parts = pship__allocate(of->context, of->count, sizeof *parts);
    if (!parts)
        return pship__fail_memory(err);
    for (size_t i = 0; i < of->count; i++) {
        parts[i] = of->outcomes[i].part;
        of->outcomes[i].part = NULL;
    }
    pship_flows_about about = of->layout->about;
    char *told = NULL;
    const char *found = NULL;
    pship_result result =
        about.classification ? PSHIP_OK : find_classification(&found, parts, of->count, err);
    if (result == PSHIP_OK && found) {
        about.classification = told = pship__copy_text(of->context, found);
        result = told ? PSHIP_OK : pship__fail_memory(err);
    }
    if (result == PSHIP_OK) {
        result = pship__flow_parts_join(flows, of->context, parts, of->count, &about, err);
    } else {
        for (size_t i = 0; i < of->count; i++)
            pship__flow_part_free(parts[i]);
    }
    pship__release(of->context, told);
    pship__release(of->context, parts);
    return result;
}

static pship_result finish(pship_flows **flows, pship_table **problems, reading *of,
                           pship_error *err)
{
    pship_flows *made = NULL;
    pship_table *table = NULL;
    pship_result result = judge(of, err);
    if (result == PSHIP_OK)
        result = join(&made, of, err);
    if (result == PSHIP_OK && problems)
        result = list_problems(&table, of, made, err);
    if (result != PSHIP_OK) {
        pship_flows_free(made);
        return result;
    }
    *flows = made;
    if (problems)
        *problems = table;
    return PSHIP_OK;
}

/* ---- all of it */

static void release(reading *of)
{
    for (size_t i = 0; i < of->count; i++) {
        pship__flow_part_free(of->outcomes[i].part);
        pship__flow_problems_free(&of->outcomes[i].problems);
    }
    pship__release(of->context, of->outcomes);
    pship__flow_blocks_free(&of->blocks);
}

static pship_result read_blocks(pship_flows **flows, pship_table **problems, reading *of,
                                pship_error *err)
{
    if (pthread_mutex_init(&of->lock, NULL) != 0)
        return pship__fail_memory(err);
    pship__progress_begin(&of->progress, of->context, "reading flows");
    pship_result result = call_back(of, err);
    if (result == PSHIP_OK)
        result = run_workers(of, err);
    if (result == PSHIP_OK)
        result = finish(flows, problems, of, err);
    pthread_mutex_destroy(&of->lock);
    return result;
}

static pship_result read_source(pship_flows **flows, pship_table **problems, reading *of,
                                byte_source *source, flow_layout *layout,
                                const pship_flow_file_options *options, pship_error *err)
{
    const char *header;
    size_t length = 0;
    pship_result result =
        pship__flow_blocks_begin(&of->blocks, of->context, source, of->file, &header, &length, err);
    if (result == PSHIP_OK)
        result = pship__flow_layout_read(layout, options, header, length, of->file, err);
    if (result == PSHIP_OK) {
        of->first_line = 1;
        for (size_t i = 0; i < length; i++)
            of->first_line += header[i] == '\n';
        pship__flow_blocks_start(&of->blocks, length, layout->separator);
        result = read_blocks(flows, problems, of, err);
    }
    release(of);
    return result;
}

pship_flow_file_options pship_flow_file_options_init(void)
{
    return (pship_flow_file_options)PSHIP_FLOW_FILE_OPTIONS_INIT;
}

pship_result pship_flows_read(pship_flows **flows, pship_table **problems, pship_context *context,
                              const char *path, const pship_flow_file_options *options,
                              pship_error *err)
{
    pship_flow_file_options given = PSHIP_FLOW_FILE_OPTIONS_INIT;
    flow_layout layout = {.context = context};
    byte_source *source = NULL;
    reading of = {.context = context, .file = path, .layout = &layout, .error = PSHIP_ERROR_INIT};
    if (!flows || !path)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the flows or the path are NULL");
    pship_result result =
        pship__options(&given, sizeof given, sizeof given, options, "pship_flow_file_options", err);
    if (result == PSHIP_OK)
        result = pship__flow_layout_begin(&layout, context, &given, err);
    if (result != PSHIP_OK)
        return result;
    of.most_bad_rows = given.most_bad_rows;
    const bytes_limits limits = {given.member, (uint64_t)given.most_bytes,
                                 (uint32_t)given.most_times};
    result = pship__bytes_open(&source, context, path, &limits, err);
    if (result == PSHIP_OK)
        result = read_source(flows, problems, &of, source, &layout, &given, err);
    pship__bytes_close(source);
    pship__flow_layout_free(&layout);
    return result;
}
