/* Many point questions at once. They are put in groups, a step at a time for all of a group, so that the
 * memory that one of them waits for comes while the others are worked on. */
#include "model/answer_rows.h"
#include "model/only.h"
#include <string.h>

#define GROUP GROUP_ROWS

typedef struct asked {
    uint64_t hash;
    name_id subject; /* a guess at first, wrong only where two texts have almost the same hash */
    name_id property;
    const char *text; /* of the subject, in the pool */
    pship_day day;
    const region *in; /* where the oldest run has the property */
    entries oldest;   /* and there about the subject */
    bool answered;
} asked;

#define KNOWN_PROPERTY_BITS 7
#define KNOWN_PROPERTIES (1u << KNOWN_PROPERTY_BITS)

typedef struct known_property {
    uint64_t key; /* where the text of the question lies, or the ordinal; 0: none is known */
    name_id property;
    const region *in; /* of the oldest run, which has most of everything; NULL: nothing there */
} known_property;

typedef struct questions {
    bool named; /* asked by texts, or else by ordinals */
    const char *const *subjects, *const *properties;
    const int64_t *subject_ordinals, *property_ordinals;
    const pship_day *days;
    size_t count;
    answer answers[GROUP];
    known_property known[KNOWN_PROPERTIES];
} questions;

static pship_result fail_question(size_t row, pship_result result, const char *what, const char *id,
                                  pship_error *err)
{
    return pship__fail(err, result, "question %zu: %s '%.100s'", row + 1, what,
                       pship__utf8_valid(id, strlen(id)) ? id : "?");
}

static pship_result fail_unknown_property(const questions *of, size_t row, pship_error *err)
{
    return of->named ? fail_question(row, PSHIP_E_NOT_FOUND, "there is no property",
                                     of->properties[row], err)
                     : pship__fail(err, PSHIP_E_NOT_FOUND, "question %zu: " NO_PROPERTY_ORDINAL,
                                   row + 1, (long long)of->property_ordinals[row]);
}

static pship_result fail_unknown_subject(const questions *of, size_t row, pship_error *err)
{
    return of->named
               ? fail_question(row, PSHIP_E_NOT_FOUND, "the view knows no", of->subjects[row], err)
               : pship__fail(err, PSHIP_E_NOT_FOUND, "question %zu: " NO_ENTITY_ORDINAL, row + 1,
                             (long long)of->subject_ordinals[row]);
}

static pship_result check_group(const questions *of, size_t first, size_t count, pship_error *err)
{
    for (size_t i = first; i < first + count; i++) {
        if (of->named) {
            if (of->subjects[i] == NULL || of->properties[i] == NULL) {
                return pship__fail(err, PSHIP_E_ARGUMENT,
                                   "question %zu lacks a subject or a property", i + 1);
            }
            __builtin_prefetch(of->subjects[i]);
        }
        if (of->days != NULL && (of->days[i] == PSHIP_DAY_NONE || of->days[i] == PSHIP_DAY_MAX)) {
            return pship__fail(err, PSHIP_E_ARGUMENT, "question %zu lacks a day", i + 1);
        }
    }
    return PSHIP_OK;
}

/* Looks the properties up. There are few: the same text, by its place in memory, or ordinal is looked up once. */
static pship_result name_properties(const pship_view *view, questions *of, size_t first,
                                    size_t count, asked *group, pship_error *err)
{
    for (size_t i = 0; i < count; i++) {
        const uint64_t key = of->named ? (uint64_t)(uintptr_t)of->properties[first + i]
                                       : (uint64_t)of->property_ordinals[first + i];
        const uint64_t spread = key * UINT64_C(0x9e3779b97f4a7c15);
        known_property *known = &of->known[spread >> (64 - KNOWN_PROPERTY_BITS)];
        if (known->key != key || key == 0) {
            name_id property = of->named ? pship__view_name(view, of->properties[first + i])
                                         : name_at(view, of->property_ordinals[first + i]);
            if (pship__view_property(view, property) == NULL) {
                return fail_unknown_property(of, first + i, err);
            }
            *known = (known_property){.key = key, .property = property};
            if (view->index->count > 0) {
                known->in = pship__run_region(view->index->runs[0], property);
            }
        }
        group[i].property = known->property;
        group[i].in = known->in;
    }
    return PSHIP_OK;
}

/* What the oldest run has about a subject. */
static entries find_oldest(const pship_view *view, const asked *one)
{
    return one->in == NULL ? (entries){NULL, 0}
                           : pship__region_find(view->index->runs[0], one->in, one->subject);
}

static void prefetch_oldest(const asked *one)
{
    if (one->in != NULL) {
        pship__region_prefetch(one->in, one->subject);
    }
}

/* Looks the subjects up: the slot, then the place of the text that it speaks of and what the index has, then the
 * text, to see that it is the one. */
static void find_subjects(const pship_view *view, const questions *of, size_t first, size_t count,
                          asked *group)
{
    const names *texts = &view->model->names;
    for (size_t i = 0; i < count; i++) {
        group[i].hash = pship__names_hash(of->subjects[first + i]);
        pship__names_prefetch(texts, group[i].hash);
    }
    for (size_t i = 0; i < count; i++) {
        group[i].subject = pship__names_peek(texts, group[i].hash);
        pship__names_prefetch_place(texts, group[i].subject);
        prefetch_oldest(&group[i]);
    }
    for (size_t i = 0; i < count; i++) {
        group[i].text = pship__names_text(texts, group[i].subject);
        __builtin_prefetch(group[i].text);
        group[i].oldest = find_oldest(view, &group[i]);
        cell_prefetch(group[i].oldest);
    }
    for (size_t i = 0; i < count; i++) {
        asked *one = &group[i];
        const char *sought = of->subjects[first + i];
        if (one->text == NULL || one->subject > view->seen.texts ||
            strcmp(one->text, sought) != 0) {
            one->subject = pship__view_name(view, sought);
            one->text = text_in(view, one->subject);
            one->oldest = find_oldest(view, one);
        }
    }
}

/* The same, of subjects whose ordinals are known. */
static void take_subjects(const pship_view *view, const questions *of, size_t first, size_t count,
                          asked *group)
{
    for (size_t i = 0; i < count; i++) {
        asked *one = &group[i];
        one->subject = name_at(view, of->subject_ordinals[first + i]);
        prefetch_oldest(one);
    }
    for (size_t i = 0; i < count; i++) {
        group[i].oldest = find_oldest(view, &group[i]);
        cell_prefetch(group[i].oldest);
    }
}

static void find_cells(const pship_view *view, const questions *of, size_t first, size_t count,
                       asked *group)
{
    if (of->named) {
        find_subjects(view, of, first, count, group);
    } else {
        take_subjects(view, of, first, count, group);
    }
    for (size_t i = 0; i < count; i++) {
        group[i].day = of->days == NULL ? view->as_of : of->days[first + i];
    }
}

/* Answers those of which one statement is the answer, and has the others wait. */
static void answer_only(const pship_view *view, questions *of, size_t count, asked *group)
{
    for (size_t i = 0; i < count; i++) {
        asked *one = &group[i];
        const day_code on = code_of_day(one->day);
        only found = {NULL, NULL};
        one->answered = view->sees_base && only_in_part(&found, one->in, one->oldest, on) &&
                        only_in_runs(&found, view, 1, one->subject, one->property, on) &&
                        only_known(&found);
        if (one->answered) {
            of->answers[i] = only_answer(&found, view);
            __builtin_prefetch(of->answers[i].text);
        }
    }
}

static pship_result answer_rest(const pship_view *view, questions *of, size_t first, size_t count,
                                const asked *group, pship_error *err)
{
    for (size_t i = 0; i < count; i++) {
        answer *made = &of->answers[i];
        found_cell found;
        if (group[i].answered) {
            continue;
        }
        (void)pship__cell_find(&found, view, group[i].subject, group[i].property);
        pship_result result = pship__cell_answer(made, view, &found, group[i].day, err);
        if (result != PSHIP_OK) {
            return result;
        }
        if (made->id == 0 && !pship__cell_seen(&found, view) &&
            pship__view_kind(view, group[i].subject) == 0) {
            return fail_unknown_subject(of, first + i, err);
        }
    }
    return PSHIP_OK;
}

/* The columns that say what was asked. */
#define ASKED_COLUMNS 3

static void add_asked(pship__table_builder *builder, const pship_view *view, size_t count,
                      const asked *group)
{
    const char *subjects[GROUP], *properties[GROUP];
    pship_day days[GROUP];
    for (size_t i = 0; i < count; i++) {
        subjects[i] = group[i].text;
        properties[i] = text_in(view, group[i].property);
        days[i] = group[i].day;
    }
    pship__group_pooled(builder, 0, subjects, count);
    pship__group_words(builder, 1, properties, count);
    pship__group_fixed(builder, 2, days, UINT64_MAX, count);
}

static void add_group(pship__table_builder *builder, const pship_view *view, const questions *of,
                      size_t count, const asked *group)
{
    static const value_columns alone = {0, 1, 2, 3, 4, 5, 6}, behind = {3, 4, 5, 6, 7, 8, 9};
    answer_rows rows;
    answer_rows_clear(&rows);
    for (size_t i = 0; i < count; i++) {
        answer_rows_add_answer(&rows, &of->answers[i]);
    }
    if (of->named) {
        add_asked(builder, view, count, group);
    }
    pship__group_answers(builder, view, of->named ? &behind : &alone, &rows);
    pship__group_end(builder, count);
}

static pship_result answer_all(pship__table_builder *builder, const pship_view *view, questions *of,
                               pship_error *err)
{
    asked group[GROUP];
    pship__progress_state progress;
    pship__progress_begin(&progress, view->model->context, "answering");
    for (size_t first = 0; first < of->count; first += GROUP) {
        size_t count = of->count - first < GROUP ? of->count - first : GROUP;
        pship_result result = pship__progress(&progress, (double)first / (double)of->count, err);
        if (result == PSHIP_OK) {
            result = check_group(of, first, count, err);
        }
        if (result == PSHIP_OK) {
            result = name_properties(view, of, first, count, group, err);
        }
        if (result == PSHIP_OK) {
            find_cells(view, of, first, count, group);
            answer_only(view, of, count, group);
            result = answer_rest(view, of, first, count, group, err);
        }
        if (result != PSHIP_OK) {
            return result;
        }
        add_group(builder, view, of, count, group);
    }
    return PSHIP_OK;
}

static pship_result answer_questions(pship_table **table, const pship_view *view, questions *of,
                                     pship_error *err)
{
    static const pship__column_spec columns[] = {{"subject", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"property", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"as_of", PSHIP_COLUMN_DATE, NULL, 0},
                                                 {"value", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"value_kind", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"number", PSHIP_COLUMN_FLOAT64, NULL, 0},
                                                 {"unit", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"earliest", PSHIP_COLUMN_DATE, NULL, 0},
                                                 {"latest", PSHIP_COLUMN_DATE, NULL, 0},
                                                 {"certainty", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"contested", PSHIP_COLUMN_BOOL, NULL, 0},
                                                 {"undecided", PSHIP_COLUMN_BOOL, NULL, 0},
                                                 {"statement", PSHIP_COLUMN_INT64, NULL, 0}};
    const size_t without = of->named ? 0 : ASKED_COLUMNS;
    pship__table_builder *builder = NULL;
    pship_result result =
        pship__table_builder_new(&builder, view->model->context, columns + without,
                                 sizeof columns / sizeof columns[0] - without, err);
    if (result == PSHIP_OK) {
        pship__expect_rows(builder, of->count);
        result = answer_all(builder, view, of, err);
    }
    if (result != PSHIP_OK) {
        pship__table_builder_free(builder);
        return result;
    }
    return pship__table_builder_finish(builder, table, err);
}

pship_result pship_view_cells(pship_table **table, const pship_view *view,
                              const char *const *subjects, const char *const *properties,
                              const pship_day *days, size_t count, pship_error *err)
{
    if (table == NULL || view == NULL || (count > 0 && (subjects == NULL || properties == NULL))) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_view_cells was called without one of its arguments");
    }
    questions of = {.named = true,
                    .subjects = subjects,
                    .properties = properties,
                    .days = days,
                    .count = count};
    return answer_questions(table, view, &of, err);
}

pship_result pship_view_cells_at(pship_table **table, const pship_view *view,
                                 const int64_t *subjects, const int64_t *properties,
                                 const pship_day *days, size_t count, pship_error *err)
{
    if (table == NULL || view == NULL || (count > 0 && (subjects == NULL || properties == NULL))) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "pship_view_cells_at was called without one of its arguments");
    }
    questions of = {.subject_ordinals = subjects,
                    .property_ordinals = properties,
                    .days = days,
                    .count = count};
    return answer_questions(table, view, &of, err);
}
