#include "model/answer_rows.h"

static const char *value_text(const pship_view *view, const claim *of)
{
    if (value_is_text(of->kind)) {
        return text_in(view, of->text);
    }
    const statement row = {.value_kind = of->kind, .boolean = of->boolean};
    return pship__value_text(view->model, &row);
}

static void group_values(pship__table_builder *builder, const pship_view *view, int32_t column,
                         const claim *claims, size_t count)
{
    const char *values[GROUP_ROWS];
    for (size_t i = 0; i < count; i++) {
        values[i] = value_text(view, &claims[i]);
        __builtin_prefetch(values[i]);
    }
    pship__group_words(builder, column, values, count);
}

static void group_kinds(pship__table_builder *builder, int32_t column, const claim *claims,
                        size_t count)
{
    const char *kinds[GROUP_ROWS];
    for (size_t i = 0; i < count; i++) {
        kinds[i] = pship__value_kind_name(claims[i].kind);
    }
    pship__group_words(builder, column, kinds, count);
}

static void group_numbers(pship__table_builder *builder, const pship_view *view,
                          const value_columns *at, const claim *claims, size_t count)
{
    double numbers[GROUP_ROWS];
    const char *units[GROUP_ROWS];
    uint64_t valid = 0;
    name_id last = 0;
    const char *unit = NULL;
    for (size_t i = 0; i < count; i++) {
        bool number = claims[i].kind == PSHIP_VALUE_NUMBER;
        numbers[i] = number ? claims[i].number : 0;
        valid |= (uint64_t)number << i;
        if (claims[i].unit != last) {
            last = claims[i].unit;
            unit = text_in(view, last);
        }
        units[i] = unit;
    }
    pship__group_fixed(builder, at->number, numbers, valid, count);
    pship__group_words(builder, at->unit, units, count);
}

static void group_dates(pship__table_builder *builder, const pship_view *view,
                        const value_columns *at, const claim *claims, size_t count)
{
    pship_day earliest[GROUP_ROWS], latest[GROUP_ROWS];
    uint64_t from = 0, to = 0;
    for (size_t i = 0; i < count; i++) {
        const stored_date *date =
            claims[i].kind == PSHIP_VALUE_DATE ? date_at(view->model, claims[i].date) : NULL;
        earliest[i] = date == NULL ? PSHIP_DAY_MIN : date->earliest;
        latest[i] = date == NULL ? PSHIP_DAY_MAX : date->latest;
        from |= (uint64_t)(earliest[i] != PSHIP_DAY_MIN && earliest[i] != PSHIP_DAY_MAX) << i;
        to |= (uint64_t)(latest[i] != PSHIP_DAY_MIN && latest[i] != PSHIP_DAY_MAX) << i;
    }
    pship__group_fixed(builder, at->earliest, earliest, from, count);
    pship__group_fixed(builder, at->latest, latest, to, count);
}

void pship__group_answers(pship__table_builder *builder, const pship_view *view,
                          const value_columns *at, const answer *answers, const claim *claims,
                          size_t count)
{
    const char *certainty[GROUP_ROWS];
    int64_t ids[GROUP_ROWS];
    uint64_t contested = 0, undecided = 0, valid = 0;
    bool same = true;
    if (at->value >= 0) {
        group_values(builder, view, at->value, claims, count);
    }
    if (at->kind >= 0) {
        group_kinds(builder, at->kind, claims, count);
    }
    if (at->number >= 0) {
        group_numbers(builder, view, at, claims, count);
    }
    if (at->earliest >= 0) {
        group_dates(builder, view, at, claims, count);
    }
    for (size_t i = 0; i < count; i++) {
        const answer *one = &answers[i];
        contested |= (uint64_t)one->contested << i;
        undecided |= (uint64_t)one->undecided << i;
        ids[i] = one->id;
        valid |= (uint64_t)(one->id != 0) << i;
        same = same && one->truth == answers[0].truth;
    }
    for (size_t i = 0; i < count; i++) {
        certainty[i] = same && i > 0 ? certainty[0] : pship__truth_name(answers[i].truth);
    }
    pship__group_words(builder, at->certainty, certainty, count);
    pship__group_bits(builder, at->certainty + 1, contested, count);
    pship__group_bits(builder, at->certainty + 2, undecided, count);
    pship__group_fixed(builder, at->certainty + 3, ids, valid, count);
}
