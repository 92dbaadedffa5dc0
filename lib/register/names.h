/*
 * Who is who: merges of ids that turned out to be one thing (merge.c), and the names of things (name.c).
 */
#ifndef PSHIP_REGISTER_NAMES_H
#define PSHIP_REGISTER_NAMES_H

#include "register/register.h"

/* ---- merges (merge.c) */

typedef enum merge_problem {
    MERGE_FINE,
    MERGE_UNDECIDED, /* sources name different ids */
    MERGE_KIND,      /* the kinds have nothing in common */
    MERGE_CIRCLE     /* it leads round */
} merge_problem;

/* An id that is said to be another one. */
typedef struct merged {
    name_id id;
    name_id into;      /* the next of the chain; 0 where a problem breaks it here */
    name_id canonical; /* the end of the chain: `id` itself where it goes nowhere */
    merge_problem problem;
} merged;

typedef struct memo memo; /* memo.h */

/* Room for readings of several ids. */
typedef struct reading_pool {
    reading *items;
    size_t capacity;
} reading_pool;

struct merges {
    const pship_view *view;
    merged *by_id; /* ascending */
    size_t count;
    merged *by_canonical; /* those with another canonical id, by that, then byte by byte by id */
    size_t merged_count;
    reading_pool cells; /* for the cells of sheets */
    bool failed;        /* there was no memory for a pool */
    memo *kept;         /* what the question has worked out; NULL: nothing is kept */
};

/* Reads all of the view first. Free it also after a failure. */
pship_result pship__merges_load(merges *all, const pship_view *view, pship_error *err);
/* Those alone that hang together with one id, and with what refers to it by a property, for a question that does not ask
 * who anybody else is. After pship__view_read_all(). Free it also after a failure. */
pship_result pship__merges_load_of(merges *all, const pship_view *view, name_id id, const char *by,
                                   pship_error *err);
void pship__merges_free(merges *all);
/* Frees them at the end of a question: `result`, or PSHIP_E_MEMORY where something could not be pooled or kept. */
pship_result pship__merges_close(merges *all, pship_result result, pship_error *err);
/* NULL where nobody says that it is another one. */
const merged *pship__merge_of(const merges *all, name_id id);
name_id pship__canonical(const merges *all, name_id id);
/* The end of the chain that begins with one id, where the merges of the view are not at hand: what does not
 * hang together with it is not read. */
name_id pship__merge_end(const pship_view *view, name_id id);
/* Of what refers to `into` by merged_into, the next id that the view merges into it; 0: there is none. */
name_id pship__merge_next(const pship_view *view, references refs, size_t *index, name_id into);
/* In a word; NULL for none. */
const char *pship__merge_problem(merge_problem problem);
/* The ids that are merged into this one. */
const merged *pship__merged_into(const merges *all, name_id canonical, size_t *count);

/* ---- what is stated of all ids (merged.c) */

/* Readings of a property of an entity and of those that are merged into it; lent until the next call
 * with this pool. */
readings pship__merged_about(merges *all, reading_pool *pool, name_id canonical, name_id property);
void pship__merged_free(const merges *all, reading_pool *pool);
/* As pship__view_subjects(), each by its canonical id and once. */
pship_result pship__merged_subjects(const merges *all, const char *kind, name_id **subjects,
                                    size_t *count, pship_error *err);
/* Ids by their canonical ids, ordered byte by byte, each once. */
pship_result pship__order_ids(name_id *ids, size_t *count, const merges *all, pship_error *err);
/* As pship__find(), and the canonical id. */
pship_result pship__find_merged(name_id *found, const merges *all, const char *kind, const char *id,
                                pship_error *err);
/* What refers to an entity, or to one merged into it, by a property, on the day of the view: canonical ids of a kind,
 * ordered byte by byte. Release `*ids`. */
pship_result pship__referring_ids(name_id **ids, size_t *count, const merges *all, name_id object,
                                  const char *property, const char *kind, pship_error *err);
/* What refers to something, and how surely. */
typedef struct belonging {
    name_id id; /* as it was stated */
    pship_truth belongs;
} belonging;

/* What refers to an entity, or to one merged into it, by a property: each id once, ascending, as surely as the surest
 * of the statements that say so; also what no longer or not yet does. Release `*list`. */
pship_result pship__merged_referring(belonging **list, size_t *count, const merges *all,
                                     const char *property, name_id canonical, pship_error *err);
/* The same by canonical ids. */
pship_result pship__merged_belonging(belonging **list, size_t *count, const merges *all,
                                     const char *property, name_id canonical, pship_error *err);
/* As pship__any_source(), of the first of the ids that has one. */
name_id pship__merged_source(const merges *all, name_id canonical);
/* As pship__when(); where nothing is stated of the canonical id, that of the first merged one of which it is. Contested
 * where others say another day. */
when pship__merged_when(const merges *all, name_id canonical, const char *property);
/* As pship__ask_any(), likewise. */
choice pship__merged_ask(const merges *all, name_id canonical, const char *property);
/* As pship__ask_text(), likewise. */
const char *pship__merged_text(const merges *all, name_id canonical, const char *property);
/* As pship__ask_object(), likewise, and the canonical id of what is referred to. */
name_id pship__merged_object(const merges *all, name_id canonical, const char *property);
/* The surest existence among an entity and those merged into it. */
pship_truth pship__merged_existence(const merges *all, name_id canonical);

/* A sheet whose rows are of canonical ids: cells take in what is stated of merged ones, and references
 * become canonical. */
pship_result pship__sheet_open_merged(sheet *page, merges *all, const pship__column_spec *columns,
                                      size_t count, pship_error *err);
/* As pship__sheet_finish(), and frees the merges. */
pship_result pship__sheet_finish_merged(sheet *page, pship_result result, pship_table **table,
                                        pship_error *err);
void pship__sheet_merged_ids(sheet *page);

/* ---- events and groups by their canonical ids (event.c, working_group.c) */

/* What a question answers of one event; `asked` is its own. */
typedef struct event_rows {
    /* Finds what is asked about once the merges are known; may be NULL. */
    pship_result (*prepare)(void *asked, const merges *all, pship_error *err);
    pship_result (*add)(sheet *page, const dated *event, const void *asked, pship_error *err);
    void *asked;
    const char *only; /* id of the one event that is asked about; NULL: all */
} event_rows;

/* A table with the rows of each event in the order of their dates. Checks the arguments of a question. */
pship_result pship__each_event(pship_table **table, const pship_view *view,
                               const pship__column_spec *columns, size_t column_count,
                               const event_rows *rows, pship_error *err);

/* As pship__events_load(), among these merges. */
pship_result pship__events_of(dated **events, size_t *count, const merges *all, name_id group,
                              pship_error *err);
pship_result pship__group_of(group_state *state, const merges *all, name_id group,
                             pship_error *err);

/* What a question answers of one group, or of each with NULL. */
pship_result pship__each_group(pship_table **table, const pship_view *view, const char *group,
                               const pship__column_spec *columns, size_t column_count,
                               pship_result (*add)(sheet *page, name_id group, pship_error *err),
                               pship_error *err);

/* ---- names (name.c) */

/* A name that something has, has had or will have. */
typedef struct known_name {
    const char *text;
    const char *how;      /* name, title, alias, or the type of the alias */
    const char *language; /* or NULL */
    name_id of;           /* whose it is: of merged ids, the one that brought it along */
    const reading *said;
    pship_truth truth;
} known_name;

typedef struct known_names {
    const pship_context *context;
    known_name *list;
    size_t count, capacity;
    bool failed;
} known_names;

/* Adds those of an entity, and of what is merged into it. */
void pship__names_of(known_names *to, const merges *all, name_id canonical);
void pship__known_names_free(known_names *of);
/* Other names than `shown`, which hold on the day of the view, each once. */
void pship__sheet_aliases(sheet *page, const char *shown);

#endif
