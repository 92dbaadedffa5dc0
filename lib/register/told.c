#include "register/told.h"

#include "stream/sort.h"
#include <string.h>

static const char *const names[TOLD_PROPERTIES] = {"measure", "about",      "base",
                                                   "period",  "definition", "reporter"};

static bool counts(const pship_view *view, const reading *one)
{
    return pship__view_holds(view, one->truth) && one->statement->rank > PSHIP_RANK_DEPRECATED;
}

/* By source; of one source the highest rank first, then the one that was recorded first. */
static int by_source(const void *left, const void *right)
{
    const reading *a = left, *b = right;
    if (a->statement->source != b->statement->source)
        return a->statement->source < b->statement->source ? -1 : 1;
    if (a->statement->rank != b->statement->rank)
        return a->statement->rank > b->statement->rank ? -1 : 1;
    return (a > b) - (a < b);
}

bool pship__told_load(told *all, const pship_view *view, name_id figure)
{
    *all = (told){.view = view, .context = pship__view_context(view), .figure = figure};
    for (int property = 0; property < TOLD_PROPERTIES; property++) {
        readings among = pship__view_about(view, figure, pship__view_name(view, names[property]));
        if (among.count == 0)
            continue;
        const reading **list = pship__allocate(all->context, among.count, sizeof *list);
        if (!list)
            return false;
        size_t count = 0;
        for (size_t i = 0; i < among.count; i++) {
            if (counts(view, &among.first[i]))
                list[count++] = &among.first[i];
        }
        pship__sort((void **)list, count, by_source);
        all->of[property].by_source = list;
        all->of[property].count = count;
    }
    return true;
}

void pship__told_free(told *all)
{
    for (int property = 0; property < TOLD_PROPERTIES; property++) {
        pship__release(all->context, (void *)all->of[property].by_source);
        pship__release(all->context, all->words[property]);
    }
    *all = (told){.view = all->view, .context = all->context};
}

/* How many readings are of one source, from `*first` on. */
static size_t find_source(size_t *first, const told *all, told_property property, name_id source)
{
    const reading *const *list = all->of[property].by_source;
    size_t low = 0, high = all->of[property].count, end;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list[middle]->statement->source < source)
            low = middle + 1;
        else
            high = middle;
    }
    for (end = low; end < all->of[property].count && list[end]->statement->source == source;)
        end++;
    *first = low;
    return end - low;
}

static const reading *own_reading(const told *all, told_property property, name_id source)
{
    size_t first, count = find_source(&first, all, property, source);
    return count > 0 ? all->of[property].by_source[first] : NULL;
}

const char *pship__told_text(told *all, told_property property, name_id source)
{
    const reading *own = own_reading(all, property, source);
    if (own) {
        uint8_t kind = own->statement->value_kind;
        bool said = kind != PSHIP_VALUE_NONE && kind != PSHIP_VALUE_UNKNOWN;
        return said ? pship__view_text(all->view, own->statement->value) : NULL;
    }
    if (!all->of[property].asked)
        all->texts[property] = pship__ask_text(all->view, all->figure, names[property]);
    all->of[property].asked = true;
    return all->texts[property];
}

when pship__told_period(told *all, name_id source)
{
    const merges apart = {.view = all->view};
    const reading *own = own_reading(all, TOLD_PERIOD, source);
    if (own)
        return pship__when_said(&apart, own);
    if (!all->of[TOLD_PERIOD].asked)
        all->period = pship__when(all->view, all->figure, names[TOLD_PERIOD]);
    all->of[TOLD_PERIOD].asked = true;
    return all->period;
}

/* ---- properties of several values */

static int by_text(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* Words in order, each once. */
static bool join_words(char **joined, const pship_context *context, void **words, size_t count)
{
    pship__buffer text;
    pship__buffer_init(&text, context);
    pship__sort(words, count, by_text);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && strcmp(words[i], words[i - 1]) == 0)
            continue;
        if (i > 0)
            pship__buffer_add_text(&text, "; ");
        pship__buffer_add_text(&text, words[i]);
    }
    if (!text.failed)
        *joined = pship__copy_text(context, text.bytes);
    pship__buffer_free(&text);
    return *joined != NULL;
}

static bool join_readings(char **joined, const told *all, const reading *const *list, size_t count)
{
    void **words = pship__allocate(all->context, count, sizeof *words);
    size_t found = 0;
    if (!words)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (list[i]->statement->value)
            words[found++] = (void *)pship__view_text(all->view, list[i]->statement->value);
    }
    bool done = found == 0 || join_words(joined, all->context, words, found);
    pship__release(all->context, words);
    return done;
}

bool pship__told_words(char **joined, told *all, told_property property, name_id source)
{
    size_t first, count = find_source(&first, all, property, source);
    const reading *const *list = all->of[property].by_source;
    if (count > 0)
        return join_readings(joined, all, list + first, count);
    if (all->of[property].count == 0)
        return true;
    if (!all->of[property].asked &&
        !join_readings(&all->words[property], all, list, all->of[property].count))
        return false;
    all->of[property].asked = true;
    if (all->words[property])
        *joined = pship__copy_text(all->context, all->words[property]);
    return !all->words[property] || *joined;
}
