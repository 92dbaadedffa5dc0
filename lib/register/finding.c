#include "register/finding.h"

#include "codes/codes.h"
#include <stdlib.h>
#include <string.h>

static bool same_text(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

/* The order of texts of which some are not there; these come first. */
static int compare_text(const char *a, const char *b)
{
    if (!a || !b)
        return (a != NULL) - (b != NULL);
    return strcmp(a, b);
}

/* ---- reading */

/* Of merged ids, an assessor is one. */
static finding read_finding(const sheet *page, name_id id, pship_truth belongs)
{
    const pship_view *view = page->view;
    finding one = {.id = id,
                   .assessor =
                       pship__canonical(page->merged, pship__ask_object(view, id, "assessor")),
                   .yardstick = pship__ask_text(view, id, "yardstick"),
                   .verdict = pship__ask_text(view, id, "verdict"),
                   .date = pship__when_of(page->merged, id, "date"),
                   .certainty = belongs};
    choice score = pship__ask_any(view, id, "score");
    if (score.picked && score.picked->statement->value_kind == PSHIP_VALUE_NUMBER)
        one.score = score.picked->statement;
    if (one.date.kind != WHEN_ABSENT)
        one.certainty =
            pship__weaker(belongs, pship__when_done(view, &one.date, pship_view_as_of(view)));
    return one;
}

static pship_result read_those_of(findings *all, size_t *capacity, sheet *page, name_id subject,
                                  pship_error *err)
{
    const pship_view *view = page->view;
    references refs = pship__view_referring(view, subject, pship__view_name(view, "assesses"));
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < refs.count && goes_on(&page->progress, &result, err);) {
        name_id id = refs.first[i]->statement->subject;
        pship_truth belongs = pship__act_belongs(refs, &i);
        finding one = read_finding(page, id, pship__weaker(belongs, pship__existence(view, id)));
        if (!pship__view_holds(view, one.certainty))
            continue;
        if (!pship__grow(page->context, (void **)&all->list, all->count, capacity,
                         sizeof *all->list))
            return pship__fail_memory(err);
        all->list[all->count++] = one;
    }
    return result;
}

/* Of one that is said to assess several merged ids, the surest stays. */
static int by_id(const void *left, const void *right)
{
    const finding *a = left, *b = right;
    if (a->id != b->id)
        return a->id < b->id ? -1 : 1;
    return (a->certainty < b->certainty) - (a->certainty > b->certainty);
}

static void keep_each_once(findings *all)
{
    size_t kept = 0;
    if (all->count > 1)
        qsort(all->list, all->count, sizeof *all->list, by_id);
    for (size_t i = 0; i < all->count; i++) {
        if (kept == 0 || all->list[kept - 1].id != all->list[i].id)
            all->list[kept++] = all->list[i];
    }
    all->count = kept;
}

/* ---- superseded ones */

static int by_assessor(const void *left, const void *right)
{
    const finding *a = *(finding *const *)left, *b = *(finding *const *)right;
    if (a->assessor != b->assessor)
        return a->assessor < b->assessor ? -1 : 1;
    return compare_text(a->yardstick, b->yardstick);
}

/* What an assessor found under a yardstick is superseded by what it surely found later under the same. */
static pship_result supersede(findings *all, sheet *page, pship_error *err)
{
    finding **order = pship__allocate(page->context, all->count, sizeof *order);
    size_t count = 0;
    if (!order)
        return pship__fail_memory(err);
    for (size_t i = 0; i < all->count; i++) {
        if (all->list[i].assessor && all->list[i].date.kind == WHEN_DATED)
            order[count++] = &all->list[i];
    }
    if (count > 1)
        qsort(order, count, sizeof(finding *), by_assessor);
    for (size_t first = 0, end; first < count; first = end) {
        pship_day latest = PSHIP_DAY_MIN;
        for (end = first; end < count && by_assessor(&order[first], &order[end]) == 0; end++)
            latest = order[end]->date.earliest > latest ? order[end]->date.earliest : latest;
        for (size_t i = first; i < end; i++)
            order[i]->superseded = latest > order[i]->date.latest;
    }
    pship__release(page->context, order);
    return PSHIP_OK;
}

/* ---- do two of them say different things? */

/* Scores under different yardsticks are not of one measure; words can be told apart. */
static contrast compare(const pship_view *view, const finding *a, const finding *b)
{
    if (a->superseded || b->superseded || (a->assessor && a->assessor == b->assessor))
        return CONTRAST_NONE;
    bool other_words = a->verdict && b->verdict && strcmp(a->verdict, b->verdict) != 0;
    if (!same_text(a->yardstick, b->yardstick))
        return other_words ? CONTRAST_YARDSTICK : CONTRAST_NONE;
    bool other_score = a->score && b->score && !pship__view_compatible(view, a->score, b->score);
    return other_words || other_score ? CONTRAST_FINDING : CONTRAST_NONE;
}

/* ---- witnesses: those of a list that it is enough to look at */

/*
 * A finding, and by what another one must differ from it to stand in contrast: by each of its marks. A mark that is
 * NULL differs from every other.
 */
enum { MOST_MARKS = 3, ENOUGH = MOST_CONTRASTS + 1 };
typedef struct marked {
    uint32_t place;
    const void *marks[MOST_MARKS];
} marked;

/*
 * Whoever looks for ENOUGH that differ from it by all marks is to find them among those kept, if there are so many.
 * Of those that have all marks in common ENOUGH will do. Where one mark is free, it can take away that many from
 * whoever looks, so that twice as many are kept; and so on: by the number of free marks, times ENOUGH.
 */
static const size_t lots[MOST_MARKS + 1] = {1, 2, 5, 16};

static bool is_needless(const marked *kept, size_t count, const marked *one, unsigned marks)
{
    size_t alike[1U << MOST_MARKS] = {0};
    for (size_t i = 0; i < count; i++) {
        unsigned same = 0;
        for (unsigned m = 0; m < marks; m++)
            same |= (unsigned)(one->marks[m] && one->marks[m] == kept[i].marks[m]) << m;
        for (unsigned set = same; set; set = (set - 1) & same)
            alike[set]++;
    }
    for (unsigned set = 1; set < 1U << marks; set++) {
        unsigned in_common = (set & 1) + (set >> 1 & 1) + (set >> 2 & 1);
        if (alike[set] >= lots[marks - in_common] * ENOUGH)
            return true;
    }
    return false;
}

/* Moves those that have to be kept to the beginning of the list, which is in the order in which they are told. */
static size_t keep_witnesses(marked *list, size_t count, unsigned marks)
{
    size_t kept = 0;
    for (size_t i = 0; i < count && kept < lots[marks] * ENOUGH; i++) {
        if (!is_needless(list, kept, &list[i], marks))
            list[kept++] = list[i];
    }
    return kept;
}

/* ---- scores on one scale */

/* A finding that is not superseded. */
typedef struct live {
    const finding *found;
    uint32_t place;
    uint32_t scale; /* of its score: the same for units of the same thing; 0 where it has none */
    double low, high;
} live;

typedef struct scale {
    bool read;
    pship_unit unit;
    const char *as_written;
    size_t of; /* of which live one */
} scale;

static int by_scale(const void *left, const void *right)
{
    const scale *a = left, *b = right;
    if (a->read != b->read)
        return a->read ? 1 : -1;
    return a->read ? strcmp(a->unit.text, b->unit.text)
                   : compare_text(a->as_written, b->as_written);
}

static bool read_scores(live *list, size_t count, const sheet *page)
{
    const pship_view *view = page->view;
    scale *scales = pship__allocate(page->context, count, sizeof *scales);
    size_t used = 0;
    uint32_t number = 0;
    if (!scales)
        return false;
    for (size_t i = 0; i < count; i++) {
        const statement *score = list[i].found->score;
        if (!score)
            continue;
        scale *one = &scales[used++];
        *one = (scale){.as_written = pship__view_text(view, score->unit), .of = i};
        one->read = one->as_written && pship__unit_read(&one->unit, one->as_written);
        double factor = one->read ? one->unit.scale : 1;
        pship__view_meaning(view, score, &list[i].low, &list[i].high);
        list[i].low *= factor;
        list[i].high *= factor;
    }
    if (used > 1)
        qsort(scales, used, sizeof *scales, by_scale);
    for (size_t i = 0; i < used; i++) {
        number += i == 0 || by_scale(&scales[i - 1], &scales[i]) != 0;
        list[scales[i].of].scale = number;
    }
    pship__release(page->context, scales);
    return true;
}

/* ---- whom each is held against */

typedef struct workroom {
    findings *all;
    const pship_context *context;
    live *list;
    size_t count;
    marked *marked; /* room for all */
} workroom;

static const void *as_mark(uint32_t number)
{
    return (const void *)(uintptr_t)number;
}

static int by_place(const void *left, const void *right)
{
    uint32_t a = ((const live *)left)->place, b = ((const live *)right)->place;
    return (a > b) - (a < b);
}

static int by_yardstick(const void *left, const void *right)
{
    const live *a = left, *b = right;
    int order = compare_text(a->found->yardstick, b->found->yardstick);
    return order != 0 ? order : by_place(left, right);
}

static int by_unit(const void *left, const void *right)
{
    const live *a = left, *b = right;
    if (a->scale != b->scale)
        return a->scale < b->scale ? -1 : 1;
    return by_place(left, right);
}

static int lowest_first(const void *left, const void *right)
{
    const live *a = left, *b = right;
    if (a->high != b->high)
        return a->high < b->high ? -1 : 1;
    return by_place(left, right);
}

static int highest_first(const void *left, const void *right)
{
    const live *a = left, *b = right;
    if (a->low != b->low)
        return a->low > b->low ? -1 : 1;
    return by_place(left, right);
}

static bool add_place(uint32_t **list, size_t *count, size_t *capacity,
                      const pship_context *context, uint32_t place)
{
    if (!pship__grow(context, (void **)list, *count, capacity, sizeof **list))
        return false;
    (*list)[(*count)++] = place;
    return true;
}

static bool add_near(workroom *in, size_t kept)
{
    findings *all = in->all;
    for (size_t i = 0; i < kept; i++) {
        if (!add_place(&all->near, &all->near_count, &all->near_capacity, in->context,
                       in->marked[i].place))
            return false;
    }
    return true;
}

/* Under any yardsticks, words can be held against each other. */
static bool find_far(workroom *in)
{
    findings *all = in->all;
    size_t count = 0;
    for (size_t i = 0; i < in->count; i++) {
        const finding *one = in->list[i].found;
        if (one->verdict)
            in->marked[count++] =
                (marked){in->list[i].place, {one->yardstick, one->verdict, as_mark(one->assessor)}};
    }
    count = keep_witnesses(in->marked, count, 3);
    for (size_t i = 0; i < count; i++) {
        if (!add_place(&all->far, &all->far_count, &all->far_capacity, in->context,
                       in->marked[i].place))
            return false;
    }
    return true;
}

/* Those of other words and those whose score is of another unit, under one yardstick. */
static bool find_others(workroom *in, const live *list, size_t count)
{
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        const finding *one = list[i].found;
        if (one->verdict)
            in->marked[used++] =
                (marked){list[i].place, {one->verdict, as_mark(one->assessor), NULL}};
    }
    if (!add_near(in, keep_witnesses(in->marked, used, 2)))
        return false;
    used = 0;
    for (size_t i = 0; i < count; i++) {
        const finding *one = list[i].found;
        if (one->score)
            in->marked[used++] =
                (marked){list[i].place, {as_mark(list[i].scale), as_mark(one->assessor), NULL}};
    }
    return add_near(in, keep_witnesses(in->marked, used, 2));
}

/* Whoever is below somebody is below those who are highest. */
static bool find_extremes(workroom *in, live *list, size_t count,
                          int (*order)(const void *, const void *))
{
    qsort(list, count, sizeof *list, order);
    for (size_t i = 0; i < count; i++)
        in->marked[i] = (marked){list[i].place, {as_mark(list[i].found->assessor), NULL, NULL}};
    return add_near(in, keep_witnesses(in->marked, count, 1));
}

static int ascending(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* Gives the places that were added from `first` on to some of one unit, each place once. */
static void share_near(workroom *in, size_t first, const live *list, size_t count)
{
    findings *all = in->all;
    size_t kept = first;
    if (all->near_count - first > 1)
        qsort(all->near + first, all->near_count - first, sizeof *all->near, ascending);
    for (size_t i = first; i < all->near_count; i++) {
        if (kept == first || all->near[kept - 1] != all->near[i])
            all->near[kept++] = all->near[i];
    }
    all->near_count = kept;
    for (size_t i = 0; i < count; i++) {
        all->list[list[i].place].near_first = first;
        all->list[list[i].place].near_count = kept - first;
    }
}

/* All findings under one yardstick. */
static bool find_near(workroom *in, live *list, size_t count)
{
    findings *all = in->all;
    size_t others = all->near_count, other_count;
    if (!find_others(in, list, count))
        return false;
    other_count = all->near_count - others;
    qsort(list, count, sizeof *list, by_unit);
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first; end < count && list[end].scale == list[first].scale; end++)
            ;
        size_t start = all->near_count;
        for (size_t i = 0; i < other_count; i++) {
            if (!add_place(&all->near, &all->near_count, &all->near_capacity, in->context,
                           all->near[others + i]))
                return false;
        }
        if (list[first].scale != 0 &&
            (!find_extremes(in, list + first, end - first, lowest_first) ||
             !find_extremes(in, list + first, end - first, highest_first)))
            return false;
        share_near(in, start, list + first, end - first);
    }
    return true;
}

static bool find_all(workroom *in)
{
    if (!find_far(in))
        return false;
    if (in->count > 1)
        qsort(in->list, in->count, sizeof *in->list, by_yardstick);
    for (size_t first = 0, end; first < in->count; first = end) {
        const char *yardstick = in->list[first].found->yardstick;
        for (end = first + 1; end < in->count; end++) {
            if (compare_text(in->list[end].found->yardstick, yardstick) != 0)
                break;
        }
        if (yardstick && !find_near(in, in->list + first, end - first))
            return false;
    }
    return true;
}

/* One that is superseded is held against nothing. */
static pship_result hold_against_each_other(findings *all, const sheet *page, pship_error *err)
{
    workroom in = {.all = all, .context = page->context};
    in.list = pship__allocate(in.context, all->count, sizeof *in.list);
    in.marked = pship__allocate(in.context, all->count, sizeof *in.marked);
    bool made = in.list && in.marked;
    for (size_t i = 0; made && i < all->count; i++) {
        if (!all->list[i].superseded)
            in.list[in.count++] = (live){.found = &all->list[i], .place = (uint32_t)i};
    }
    made = made && read_scores(in.list, in.count, page) && find_all(&in);
    pship__release(in.context, in.marked);
    pship__release(in.context, in.list);
    return made ? PSHIP_OK : pship__fail_memory(err);
}

/* ---- the whole */

pship_result pship__findings_load(findings *all, sheet *page, name_id subject, pship_error *err)
{
    size_t capacity = 0, merged_count;
    const merged *others = pship__merged_into(page->merged, subject, &merged_count);
    *all = (findings){0};
    pship_result result = read_those_of(all, &capacity, page, subject, err);
    for (size_t i = 0; i < merged_count && result == PSHIP_OK; i++)
        result = read_those_of(all, &capacity, page, others[i].id, err);
    if (result != PSHIP_OK)
        return result;
    keep_each_once(all);
    result = supersede(all, page, err);
    return result == PSHIP_OK ? hold_against_each_other(all, page, err) : result;
}

void pship__findings_free(findings *all, const pship_context *context)
{
    pship__release(context, all->list);
    pship__release(context, all->near);
    pship__release(context, all->far);
    *all = (findings){0};
}

size_t pship__finding_contrasts(uint32_t *others, const findings *all, const pship_view *view,
                                size_t index, contrast kind)
{
    const finding *one = &all->list[index];
    bool far = kind == CONTRAST_YARDSTICK;
    const uint32_t *among = far ? all->far : all->near + one->near_first;
    size_t count = far ? all->far_count : one->near_count, found = 0;
    if (one->superseded || (!far && count == 0))
        return 0;
    for (size_t i = 0; i < count && found < ENOUGH; i++) {
        if (among[i] != index && compare(view, one, &all->list[among[i]]) == kind)
            others[found++] = among[i];
    }
    return found;
}
