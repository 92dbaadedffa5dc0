#include "model/answer_rows.h"
#include <string.h>

/* Are items of `size` bytes all the same? */
static bool all_same(const void *items, size_t size, size_t count)
{
    return count == 0 || memcmp(items, (const char *)items + size, (count - 1) * size) == 0;
}

/* All of the texts are on their way before the first is read. */
void pship__group_names(pship__table_builder *builder, const pship_view *view, int32_t column,
                        const name_id *texts, size_t count)
{
    const char *words[GROUP_ROWS];
    size_t lengths[GROUP_ROWS];
    for (size_t i = 0; i < count; i++) {
        words[i] = text_in(view, texts[i]);
        __builtin_prefetch(words[i]);
    }
    for (size_t i = 0; i < count; i++) {
        lengths[i] = words[i] == NULL ? 0 : pship__names_length(words[i]);
    }
    pship__group_texts(builder, column, words, lengths, count);
}

static void group_values(pship__table_builder *builder, const pship_view *view, int32_t column,
                         const answer_rows *rows)
{
    const char *values[GROUP_ROWS];
    bool all_texts = true;
    for (size_t i = 0; i < rows->count; i++) {
        all_texts =
            all_texts && (value_is_text(rows->kinds[i]) || rows->kinds[i] == PSHIP_VALUE_ABSENT);
    }
    if (all_texts) {
        pship__group_names(builder, view, column, rows->texts, rows->count);
        return;
    }
    for (size_t i = 0; i < rows->count; i++) {
        const statement row = {
            .value = rows->texts[i], .value_kind = rows->kinds[i], .boolean = rows->booleans[i]};
        values[i] = pship__value_text(view->model, &row);
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

static void group_units(pship__table_builder *builder, const pship_view *view, int32_t column,
                        const answer_rows *rows)
{
    const char *units[GROUP_ROWS];
    if (all_same(rows->units, sizeof rows->units[0], rows->count)) {
        pship__group_word(builder, column, text_in(view, rows->units[0]), rows->count);
        return;
    }
    for (size_t i = 0; i < rows->count; i++) {
        units[i] = text_in(view, rows->units[i]);
    }
    pship__group_words(builder, column, units, rows->count);
}

static void group_numbers(pship__table_builder *builder, int32_t column, const answer_rows *rows)
{
    double numbers[GROUP_ROWS];
    uint64_t valid = 0;
    for (size_t i = 0; i < rows->count; i++) {
        bool number = rows->kinds[i] == PSHIP_VALUE_NUMBER;
        numbers[i] = number ? rows->values[i].number : 0;
        valid |= (uint64_t)number << i;
    }
    pship__group_fixed(builder, column, numbers, valid, rows->count);
}

static void group_dates(pship__table_builder *builder, const pship_view *view,
                        const value_columns *at, const answer_rows *rows)
{
    pship_day earliest[GROUP_ROWS], latest[GROUP_ROWS];
    uint64_t from = 0, to = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const stored_date *date =
            rows->kinds[i] == PSHIP_VALUE_DATE ? date_at(view->model, rows->values[i].date) : NULL;
        earliest[i] = date == NULL ? PSHIP_DAY_MIN : date->earliest;
        latest[i] = date == NULL ? PSHIP_DAY_MAX : date->latest;
        from |= (uint64_t)(earliest[i] != PSHIP_DAY_MIN && earliest[i] != PSHIP_DAY_MAX) << i;
        to |= (uint64_t)(latest[i] != PSHIP_DAY_MIN && latest[i] != PSHIP_DAY_MAX) << i;
    }
    pship__group_fixed(builder, at->earliest, earliest, from, rows->count);
    pship__group_fixed(builder, at->latest, latest, to, rows->count);
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
    uint64_t valid = 0;
    if (at->value >= 0) {
        group_values(builder, view, at->value, rows);
    }
    if (at->kind >= 0) {
        group_kinds(builder, at->kind, rows);
    }
    if (at->number >= 0) {
        group_numbers(builder, at->number, rows);
        group_units(builder, view, at->unit, rows);
    }
    if (at->earliest >= 0) {
        group_dates(builder, view, at, rows);
    }
    for (size_t i = 0; i < rows->count; i++) {
        ids[i] = rows->ids[i];
        valid |= (uint64_t)(rows->ids[i] != 0) << i;
    }
    group_certainty(builder, at->certainty, rows);
    pship__group_bits(builder, at->certainty + 1, rows->contested, rows->count);
    pship__group_bits(builder, at->certainty + 2, rows->undecided, rows->count);
    pship__group_fixed(builder, at->certainty + 3, ids, valid, rows->count);
}
