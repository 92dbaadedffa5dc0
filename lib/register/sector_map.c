#include "register/sector_map.h"

#include "stream/sort.h"
#include <string.h>

const char *pship__sector_match_name(sector_match match)
{
    static const char *const names[] = {"same", "exact", "close", "broad"};
    return names[match];
}

/* ---- loading */

static int compare_texts(const char *a, const char *b)
{
    if (!a || !b)
        return (a != NULL) - (b != NULL);
    return strcmp(a, b);
}

typedef struct placed {
    sector_node node;
    const char *scheme;
} placed;

static int by_code(const void *left, const void *right)
{
    const placed *a = left, *b = right;
    int order = compare_texts(a->scheme, b->scheme);
    if (order == 0)
        order = compare_texts(a->node.code, b->node.code);
    return order != 0 ? order : strcmp(a->node.text, b->node.text);
}

static int by_name(const void *left, const void *right)
{
    const placed *a = left, *b = right;
    return (a->node.id > b->node.id) - (a->node.id < b->node.id);
}

static bool fill_nodes(sector_map *map, const name_id *subjects, name_id scheme, bool any_scheme)
{
    placed *all = pship__allocate(map->context, map->count, sizeof *all);
    void **order = pship__allocate(map->context, map->count, sizeof *order);
    bool done = all && order;
    for (size_t i = 0; done && i < map->count; i++) {
        name_id own = pship__ask_object(map->view, subjects[i], "scheme");
        all[i] = (placed){{.id = subjects[i],
                           .scheme = own,
                           .text = pship__view_text(map->view, subjects[i]),
                           .code = pship__ask_text(map->view, subjects[i], "code"),
                           .in_scheme = any_scheme || own == scheme},
                          pship__view_text(map->view, own)};
        order[i] = &all[i];
    }
    if (done) {
        pship__sort(order, map->count, by_code);
        for (size_t i = 0; i < map->count; i++)
            map->nodes[i] = ((placed *)order[i])->node;
        /* Where each stands is kept while they are ordered by name. */
        for (size_t i = 0; i < map->count; i++) {
            all[i].node = map->nodes[i];
            order[i] = &all[i];
        }
        pship__sort(order, map->count, by_name);
        for (size_t i = 0; i < map->count; i++)
            map->by_id[i] = (size_t)((placed *)order[i] - all);
    }
    pship__release(map->context, order);
    pship__release(map->context, all);
    return done;
}

pship_result pship__sector_map_load(sector_map *map, const pship_view *view, const char *scheme,
                                    pship_error *err)
{
    name_id wanted = 0, *subjects;
    *map = (sector_map){.view = view, .context = pship__view_context(view)};
    pship_result result = pship__view_read_all(view, err);
    if (result == PSHIP_OK && scheme)
        result = pship__find(&wanted, view, "sector_scheme", scheme, err);
    if (result == PSHIP_OK)
        result = pship__view_subjects(view, "sector", &subjects, &map->count, err);
    if (result != PSHIP_OK)
        return result;
    const pship_context *context = map->context;
    map->nodes = pship__allocate(context, map->count, sizeof *map->nodes);
    map->by_id = pship__allocate(context, map->count, sizeof *map->by_id);
    map->hits = pship__allocate(context, map->count, sizeof *map->hits);
    map->hit_of = pship__allocate_zero(context, map->count, sizeof *map->hit_of);
    map->visited = pship__allocate_zero(context, map->count, sizeof *map->visited);
    map->queue = pship__allocate(context, map->count, sizeof *map->queue);
    bool done = map->nodes && map->by_id && map->hits && map->hit_of && map->visited &&
                map->queue && fill_nodes(map, subjects, wanted, !scheme);
    pship__release(context, subjects);
    if (done)
        return PSHIP_OK;
    pship__sector_map_free(map);
    return pship__fail_memory(err);
}

void pship__sector_map_free(sector_map *map)
{
    pship__release(map->context, map->nodes);
    pship__release(map->context, map->by_id);
    pship__release(map->context, map->hits);
    pship__release(map->context, map->hit_of);
    pship__release(map->context, map->visited);
    pship__release(map->context, map->queue);
    *map = (sector_map){.view = map->view, .context = map->context};
}

size_t pship__sector_index(const sector_map *map, name_id id)
{
    size_t low = 0, high = map->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2, at = map->by_id[middle];
        if (map->nodes[at].id == id)
            return at;
        if (map->nodes[at].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return SIZE_MAX;
}

/* ---- following what is stated */

static bool counts(const sector_map *map, const reading *one)
{
    return one->statement->object && one->statement->rank > PSHIP_RANK_DEPRECATED &&
           pship__view_holds(map->view, one->truth);
}

static void add_hit(sector_map *map, size_t sector, name_id stated, sector_match match)
{
    sector_hit made = {sector, stated, match};
    size_t at = map->hit_of[sector];
    if (at == 0) {
        map->hits[map->hit_count++] = made;
        map->hit_of[sector] = map->hit_count;
    } else if (match < map->hits[at - 1].match) {
        map->hits[at - 1] = made;
    }
}

static void forget_hits(sector_map *map)
{
    for (size_t i = 0; i < map->hit_count; i++)
        map->hit_of[map->hits[i].sector] = 0;
    map->hit_count = 0;
}

/* Sectors of the scheme that a sector is mapped to; those that are mapped to it too, where the mapping
 * holds both ways. */
static bool follow(sector_map *map, size_t from, const char *property, bool both_ways,
                   name_id stated, sector_match match)
{
    bool any = false;
    name_id name = pship__view_name(map->view, property);
    readings to = pship__view_about(map->view, map->nodes[from].id, name);
    for (size_t i = 0; i < to.count; i++) {
        size_t at = counts(map, &to.first[i])
                        ? pship__sector_index(map, to.first[i].statement->object)
                        : SIZE_MAX;
        if (at == SIZE_MAX || !map->nodes[at].in_scheme)
            continue;
        add_hit(map, at, stated, match);
        any = true;
    }
    if (!both_ways || !name)
        return any;
    references back = pship__view_referring(map->view, map->nodes[from].id, name);
    for (size_t i = 0; i < back.count; i++) {
        size_t at = counts(map, back.first[i])
                        ? pship__sector_index(map, back.first[i]->statement->subject)
                        : SIZE_MAX;
        if (at == SIZE_MAX || !map->nodes[at].in_scheme)
            continue;
        add_hit(map, at, stated, match);
        any = true;
    }
    return any;
}

static bool follow_any(sector_map *map, size_t from, name_id stated, sector_match at_best)
{
    static const struct {
        const char *property;
        bool both_ways;
        sector_match match;
    } mappings[] = {{"exact_match", true, MATCH_EXACT},
                    {"close_match", true, MATCH_CLOSE},
                    {"broad_match", false, MATCH_BROAD}};
    for (size_t i = 0; i < COUNT(mappings); i++) {
        sector_match match = mappings[i].match > at_best ? mappings[i].match : at_best;
        if (follow(map, from, mappings[i].property, mappings[i].both_ways, stated, match))
            return true;
    }
    return false;
}

static void forget_visits(sector_map *map, size_t queued)
{
    for (size_t i = 0; i < queued; i++)
        map->visited[map->queue[i]] = false;
}

/* Adds what is broader than a sector to the queue, each once. */
static size_t queue_broader(sector_map *map, size_t from, size_t end)
{
    readings broader =
        pship__view_about(map->view, map->nodes[from].id, pship__view_name(map->view, "broader"));
    for (size_t i = 0; i < broader.count; i++) {
        size_t at = counts(map, &broader.first[i])
                        ? pship__sector_index(map, broader.first[i].statement->object)
                        : SIZE_MAX;
        if (at == SIZE_MAX || map->visited[at])
            continue;
        map->visited[at] = true;
        map->queue[end++] = at;
    }
    return end;
}

/* The sector itself, what it is mapped to, or what the nearest one that is broader is mapped to. */
static void find_in_scheme(sector_map *map, size_t stated)
{
    name_id id = map->nodes[stated].id;
    if (map->nodes[stated].in_scheme) {
        add_hit(map, stated, id, MATCH_SAME);
        return;
    }
    map->visited[stated] = true;
    map->queue[0] = stated;
    size_t end = 1;
    for (size_t i = 0; i < end; i++) {
        size_t at = map->queue[i];
        if (map->nodes[at].in_scheme) /* only what is broader can be */
            add_hit(map, at, id, MATCH_BROAD);
        else if (!follow_any(map, at, id, i == 0 ? MATCH_SAME : MATCH_BROAD))
            end = queue_broader(map, at, end);
    }
    forget_visits(map, end);
}

void pship__sectors_of(sector_map *map, merges *who, name_id item)
{
    readings stated =
        pship__merged_about(who, &who->cells, item, pship__view_name(map->view, "sector"));
    forget_hits(map);
    map->stated = false;
    for (size_t i = 0; i < stated.count; i++) {
        size_t at = counts(map, &stated.first[i])
                        ? pship__sector_index(map, stated.first[i].statement->object)
                        : SIZE_MAX;
        if (at == SIZE_MAX)
            continue;
        map->stated = true;
        find_in_scheme(map, at);
    }
}

const size_t *pship__sectors_within(sector_map *map, size_t *count)
{
    size_t end = 0, kept = 0;
    for (size_t i = 0; i < map->hit_count; i++) {
        map->visited[map->hits[i].sector] = true;
        map->queue[end++] = map->hits[i].sector;
    }
    for (size_t i = 0; i < end; i++)
        end = queue_broader(map, map->queue[i], end);
    forget_visits(map, end);
    for (size_t i = 0; i < end; i++) {
        if (map->nodes[map->queue[i]].in_scheme)
            map->queue[kept++] = map->queue[i];
    }
    *count = kept;
    return map->queue;
}

bool pship__sector_is_top(const sector_map *map, size_t sector)
{
    readings broader =
        pship__view_about(map->view, map->nodes[sector].id, pship__view_name(map->view, "broader"));
    for (size_t i = 0; i < broader.count; i++) {
        size_t at = counts(map, &broader.first[i])
                        ? pship__sector_index(map, broader.first[i].statement->object)
                        : SIZE_MAX;
        if (at != SIZE_MAX && at != sector && map->nodes[at].in_scheme)
            return false;
    }
    return true;
}
