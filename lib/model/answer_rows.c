#include "model/answer_rows.h"
#include <string.h>

/* Are items of `size` bytes all the same? */
static bool all_same(const void *items, size_t size, size_t count)
{
    return count == 0 || memcmp(items, (const char *)items + size, (count - 1) * size) == 0;
}

void pship__group_pooled(pship__table_builder *builder, int32_t column, const char *const *texts,
                         size_t count)
{
    size_t lengths[GROUP_ROWS];
    for (size_t i = 0; i < count; i++) {
        lengths[i] = texts[i] == NULL ? 0 : pship__names_length(texts[i]);
    }
    pship__group_texts(builder, column, texts, lengths, count);
}

/* All of the texts are on their way before the first is read. */
void pship__group_names(pship__table_builder *builder, const pship_view *view, int32_t column,
                        const name_id *texts, size_t count)
{
    const char *words[GROUP_ROWS];
    names_near near = {0};
    for (size_t i = 0; i < count; i++) {
        words[i] = pship__names_text_near(&near, &view->model->names, texts[i]);
    }
    pship__group_pooled(builder, column, words, count);
}

/* Values that are no text are shown by words of the library. */
static void group_values(pship__table_builder *builder, int32_t column, const answer_rows *rows)
{
    const char *values[GROUP_ROWS];
    bool all_texts = true;
    for (size_t i = 0; i < rows->count; i++) {
        uint8_t kind = rows->kinds[i];
        all_texts = all_texts && (value_is_text(kind) || kind == PSHIP_VALUE_ABSENT);
    }
    if (all_texts) {
        pship__group_pooled(builder, column, rows->texts, rows->count);
        return;
    }
    for (size_t i = 0; i < rows->count; i++) {
        values[i] = value_is_text(rows->kinds[i])
                        ? rows->texts[i]
                        : pship__value_word(rows->kinds[i], rows->booleans[i]);
    }
    pship__group_words(builder, column, values, rows->count);
}

static void group_kinds(pship__table_builder *builder, int32_t column, const answer_rows *rows)
{
    const char *kinds[GROUP_ROWS];
    if (all_same(rows->kinds, sizeof rows->kinds[0], rows->count)) {
        pship__group_word(builder, column, pship__value_kind_name(rows->kinds[0]), rows->count);
        return;
    }
    for (size_t i = 0; i < rows->count; i++) {
        kinds[i] = pship__value_kind_name(rows->kinds[i]);
    }
    pship__group_words(builder, column, kinds, rows->count);
}

static void group_units(pship__table_builder *builder, int32_t column, const answer_rows *rows)
{
    if (all_same(rows->units, sizeof rows->units[0], rows->count)) {
        pship__group_word(builder, column, rows->units[0], rows->count);
    } else {
        pship__group_words(builder, column, rows->units, rows->count);
    }
}

/* Have all rows values of one kind? */
static bool all_of_kind(const answer_rows *rows, uint8_t kind)
{
    return rows->count > 0 && rows->kinds[0] == kind &&
           all_same(rows->kinds, sizeof rows->kinds[0], rows->count);
}

static void group_numbers(pship__table_builder *builder, int32_t column, const answer_rows *rows)
{
    double numbers[GROUP_ROWS];
    uint64_t valid = 0;
    if (all_of_kind(rows, PSHIP_VALUE_NUMBER)) {
        pship__group_fixed(builder, column, rows->values, UINT64_MAX, rows->count);
        return;
    }
    for (size_t i = 0; i < rows->count; i++) {
        bool number = rows->kinds[i] == PSHIP_VALUE_NUMBER;
        numbers[i] = number ? rows->values[i].number : 0;
        valid |= (uint64_t)number << i;
    }
    pship__group_fixed(builder, column, numbers, valid, rows->count);
}

static bool is_bound(pship_day day)
{
    return day != PSHIP_DAY_MIN && day != PSHIP_DAY_MAX;
}

/* What a value may be, if it is a date; beyond all days where it has no bound. */
static code_bounds bounds_of_value(const pship_view *view, uint8_t kind, entry_value value)
{
    if (kind != PSHIP_VALUE_DATE) {
        return (code_bounds){PSHIP_DAY_MIN, PSHIP_DAY_MAX, 0};
    }
    if (code_is_day(value.day)) {
        return (code_bounds){value.day, value.day, PSHIP_DATE_DATED};
    }
    return bounds_of(date_at(view->model, value.date));
}

/* The days of rows all of which have exact dates. */
static bool exact_days(pship_day *days, const answer_rows *rows)
{
    bool exact = all_of_kind(rows, PSHIP_VALUE_DATE);
    for (size_t i = 0; exact && i < rows->count; i++) {
        days[i] = rows->values[i].day;
        exact = code_is_day(days[i]);
    }
    return exact;
}

static void group_dates(pship__table_builder *builder, const pship_view *view,
                        const value_columns *at, const answer_rows *rows)
{
    pship_day earliest[GROUP_ROWS], latest[GROUP_ROWS];
    if (exact_days(earliest, rows)) {
        pship__group_fixed(builder, at->earliest, earliest, UINT64_MAX, rows->count);
        pship__group_fixed(builder, at->latest, earliest, UINT64_MAX, rows->count);
        return;
    }
    uint64_t from = 0, until = 0; /* have a bound */
    for (size_t i = 0; i < rows->count; i++) {
        const code_bounds bounds = bounds_of_value(view, rows->kinds[i], rows->values[i]);
        earliest[i] = bounds.earliest;
        latest[i] = bounds.latest;
        from |= (uint64_t)is_bound(bounds.earliest) << i;
        until |= (uint64_t)is_bound(bounds.latest) << i;
    }
    pship__group_fixed(builder, at->earliest, earliest, from, rows->count);
    pship__group_fixed(builder, at->latest, latest, until, rows->count);
}

static void group_certainty(pship__table_builder *builder, int32_t column, const answer_rows *rows)
{
    const char *words[GROUP_ROWS];
    if (all_same(rows->truths, sizeof rows->truths[0], rows->count)) {
        pship__group_word(builder, column, pship__truth_name((pship_truth)rows->truths[0]),
                          rows->count);
        return;
    }
    for (size_t i = 0; i < rows->count; i++) {
        words[i] = pship__truth_name((pship_truth)rows->truths[i]);
    }
    pship__group_words(builder, column, words, rows->count);
}

void pship__group_answers(pship__table_builder *builder, const pship_view *view,
                          const value_columns *at, const answer_rows *rows)
{
    int64_t ids[GROUP_ROWS];
    if (at->value >= 0) {
        group_values(builder, at->value, rows);
    }
    if (at->kind >= 0) {
        group_kinds(builder, at->kind, rows);
    }
    if (at->number >= 0) {
        group_numbers(builder, at->number, rows);
        group_units(builder, at->unit, rows);
    }
    if (at->earliest >= 0) {
        group_dates(builder, view, at, rows);
    }
    for (size_t i = 0; i < rows->count; i++) {
        ids[i] = rows->ids[i];
    }
    group_certainty(builder, at->certainty, rows);
    pship__group_bits(builder, at->certainty + 1, rows->contested, rows->count);
    pship__group_bits(builder, at->certainty + 2, rows->undecided, rows->count);
    pship__group_fixed(builder, at->certainty + 3, ids, rows->told, rows->count);
}
