/* Rules about statements that contradict each other within one entity. */
#include "validation/validation.h"

/* ---- one source that says two things */

/* Is there a day on which both hold, whatever their ends turn out to be? An end that nobody knows may have come on
 * the second day. */
static bool overlap(const inspection *at, const reading *a, const reading *b)
{
    pship_day from_a = pship__view_from(at->view, a->statement)->latest;
    pship_day from_b = pship__view_from(at->view, b->statement)->latest;
    pship_day first = from_a > from_b ? from_a : from_b;
    return first < a->until.earliest && first < b->until.earliest;
}

/* Two dates, one of which may be a rule: "within three months, so by the 8th of May". What a rule that nobody can
 * work out comes to is not known to be another day. */
static bool may_be_one_date(const inspection *at, const reading *a, const reading *b)
{
    bool rule_a = a->statement->value_kind == PSHIP_VALUE_RULE,
         rule_b = b->statement->value_kind == PSHIP_VALUE_RULE;
    if (!(rule_a && (rule_b || b->statement->value_kind == PSHIP_VALUE_DATE)) &&
        !(rule_b && a->statement->value_kind == PSHIP_VALUE_DATE)) {
        return false;
    }
    when one = pship__when_said(&at->merged, a), other = pship__when_said(&at->merged, b);
    return !pship__surely_before(&one, &other) && !pship__surely_before(&other, &one);
}

static bool counts(const reading *one)
{
    return one->statement->source != 0 && one->statement->rank != PSHIP_RANK_DEPRECATED;
}

/* The one that is recorded later is the one to look at. */
static void check_cell(inspection *at, const reading *first, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        for (size_t j = 0; j < i; j++) {
            const reading *a = &first[j], *b = &first[i];
            if (!counts(a) || !counts(b) || a->statement->source != b->statement->source ||
                a->statement->rank != b->statement->rank ||
                !pship__readings_contradict(at->view, a, b) || !overlap(at, a, b) ||
                may_be_one_date(at, a, b)) {
                continue;
            }
            pship__remark_reading(at, b, "'%.100s' says two things of '%.80s' of '%.100s'",
                                  pship__id_of(at, b->statement->source),
                                  pship__view_text(at->view, b->statement->property),
                                  pship__id_of(at, b->statement->subject));
            break;
        }
    }
}

void pship__check_contradiction(inspection *at)
{
    readings all = pship__view_everything(at->view);
    for (size_t i = 0; i < all.count && pship__inspection_goes_on(at);) {
        const statement *said = all.first[i].statement;
        size_t end = i + 1;
        while (end < all.count && all.first[end].statement->subject == said->subject &&
               all.first[end].statement->property == said->property) {
            end++;
        }
        if (end - i > 1 && !pship__model_many(at->model, said->property)) {
            check_cell(at, &all.first[i], end - i);
        }
        i = end;
    }
}

/* ---- two dates of one thing */

typedef struct stretch {
    const char *kind, *begins, *ends;
} stretch;

static const stretch stretches[] = {
    {"working_group", "established", "dissolved"},
    {"event", "date", "last_day"},
};

static void check_stretches(inspection *at, name_id entity)
{
    for (size_t i = 0; i < COUNT(stretches); i++) {
        const stretch *one = &stretches[i];
        if (!pship__is_kind(at, entity, one->kind)) {
            continue;
        }
        when begin = pship__when_of(&at->merged, entity, one->begins);
        when end = pship__when_of(&at->merged, entity, one->ends);
        if (pship__surely_before(&end, &begin)) {
            pship__remark_when(at, entity, one->ends, &end,
                               "'%.200s' ends on %s, before it begins on %s",
                               pship__id_of(at, entity), end.text, begin.text);
        }
    }
}

void pship__check_ends(inspection *at)
{
    pship__each_entity(at, NULL, check_stretches);
}
