/*
 * What the files of this room share: recording a struct of fields, reading dates that may be rules,
 * filling the rows of a table from an entity, and the acts of an agreement.
 *
 * The room joint uses it too: a brief is made of the same answers.
 */
#ifndef PSHIP_REGISTER_PRIVATE_H
#define PSHIP_REGISTER_PRIVATE_H

#include "model/reading.h"
#include "model/vocabulary.h"
#include "table/builder.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

typedef struct merges merges; /* names.h */

/* ---- recording (record.c) */

/* A member of a struct of fields and the property that it states. */
typedef struct field {
    const char *property;
    size_t offset;       /* of a `const char *`, or of a list of them */
    size_t count_offset; /* of the length of the list; 0 where it is no list */
    const char *unit;    /* of a number; NULL where it has none */
} field;

#define TEXT_FIELD(type, member, property) \
    { \
        property, offsetof(type, member), 0, NULL \
    }
#define LIST_FIELD(type, member, count, property) \
    { \
        property, offsetof(type, member), offsetof(type, count), NULL \
    }
#define NUMBER_FIELD(type, member, property, unit) \
    { \
        property, offsetof(type, member), 0, unit \
    }

/* Declares the entity and asserts every member that is not NULL. `values` has its full size. */
pship_result pship__record_fields(pship_transaction *transaction, const char *kind, const char *id,
                                  const void *values, const field *fields, size_t count,
                                  const pship_statement_options *options, pship_error *err);

/* The same for a kind that the caller names: PSHIP_E_INVALID unless it lies below `above`. */
pship_result pship__record_kind(pship_transaction *transaction, const char *kind, const char *above,
                                const char *id, const void *values, const field *fields,
                                size_t count, const pship_statement_options *options,
                                pship_error *err);

/* ---- dates (due.c) */

/* In this order: of two that contradict each other, the later one tells what may be. */
typedef enum when_kind {
    WHEN_ABSENT,     /* nothing is stated */
    WHEN_NEVER,      /* stated: there is none */
    WHEN_UNRESOLVED, /* a rule on something that has no date */
    WHEN_UNKNOWN,    /* stated: there is one, nobody says which */
    WHEN_DATED
} when_kind;

/* A date property as a view reads it, with rules worked out. */
typedef struct when {
    when_kind kind;
    pship_day earliest, latest;      /* PSHIP_DAY_MIN and MAX where not dated */
    char text[PSHIP_DATE_TEXT_SIZE]; /* as written or as worked out; empty where not dated */
    const char *rule;                /* the rule as written, or NULL */
    const reading *picked;           /* NULL where nothing or nothing single was picked */
    pship_truth stated; /* how surely the statements hold; certain where there are none */
    bool contested, undecided;
} when;

/* A date property of an entity. Where no statement certainly holds, one that possibly does is taken
 * and says so in `stated`. */
when pship__when(const pship_view *view, name_id subject, const char *property);
/* The same, where what its rule rests on is worked out once for a whole question; not that of what is merged. */
when pship__when_of(const merges *who, name_id subject, const char *property);
/* A date as it is stored; an open one is none. */
when pship__when_stored(const pship_view *view, const stored_date *date);
/* The date that one statement gives. */
when pship__when_said(const merges *who, const reading *one);
/* When a statement was published by its source or, where it is the register's own, recorded. */
when pship__when_told(const pship_view *view, const statement *said);
/* Had it come by the day? Weaker of the dates and of `stated`. A date that is absent, never or
 * unresolved has not. */
pship_truth pship__when_reached(const when *date, pship_day day);
pship_truth pship__weaker(pship_truth a, pship_truth b);
/* Adds one day to both bounds: from the last day of something to the first after it. */
when pship__when_after(const when *last_day);
/* The order of dates: earliest, then latest; dates that are not known come last. */
int pship__when_compare(const when *a, const when *b);
/* The text for a cell, NULL where there is none. */
const char *pship__when_text(const when *date);

/* ---- acts (acts.c) */

typedef struct act {
    name_id id, agreement;
    const char *id_text, *type; /* type may be NULL */
    int life;                   /* place in the order of a life; -1 for an act that is not listed */
    const char *status;         /* what follows from it; NULL leaves the status as it is */
    when date;                  /* as stated */
    when effect;                /* as stated */
    when counts;                /* the one from which the status follows */
    pship_truth done;           /* `date` has come by the day of the view */
    pship_truth effective;      /* `counts` has */
    bool contested;             /* its type or one of its dates */
    name_id source;
} act;

/* Does a reading say to which agreement an act belongs, at least possibly? */
bool pship__act_refers(const reading *one);
/* How surely the act at `*index` belongs to the agreement that these refer to. Several sources may
 * say so: their readings follow each other, and the surest counts. Moves on to the next act. */
pship_truth pship__act_belongs(references refs, size_t *index);
/* Does its effect date, where it has one, decide since when the status is what it is? */
bool pship__act_takes_effect(const char *type);
/* Acts of an agreement, of all the ids that are it, or of all agreements with 0; by date, then order of life, then id.
 * `agreement` of each is the canonical id. Release `*acts`. */
pship_result pship__acts_load(act **acts, size_t *count, const merges *who, name_id agreement,
                              pship_error *err);

/* What follows from the acts of an agreement for those that only have to do with it. */
typedef struct acts_gist {
    bool any;             /* it has acts */
    bool begun;           /* one of them had at least possibly been done */
    when date;            /* of the signature or, where none is dated, of the first act that is */
    const char *dated_by; /* signature or first_act; NULL: no act is dated */
} acts_gist;
/* Of an agreement and of what is merged into it; long lists of acts are read once for a question. */
pship_result pship__acts_gist(acts_gist *gist, const merges *who, name_id agreement,
                              pship_error *err);

typedef struct agreement_state {
    const char *status;
    const act *last; /* the act that gave it, or NULL */
    pship_truth certainty;
    bool begun; /* some act had at least possibly been done */
} agreement_state;

/* Agreements that the view knows of, also those of which it sees acts alone: canonical ids, ordered byte by byte,
 * each once. Release `*agreements`. */
pship_result pship__agreements_load(name_id **agreements, size_t *count, const merges *who,
                                    pship_error *err);
/* The status that follows from the acts of one agreement. Time grows as that of sorting them. */
pship_result pship__acts_status(agreement_state *state, const pship_view *view, const act *acts,
                                size_t count, pship_error *err);
/* The same while acts are added one by one. */
typedef struct acts_so_far {
    pship_day latest[PSHIP__LIVES]; /* by kind, the latest last day */
    unsigned lives;                 /* a bit for each kind of which there are any */
    pship_day latest_begin;
    bool begun;
} acts_so_far;
void pship__acts_so_far_begin(acts_so_far *so_far);
/* Returns the status with that act. */
const char *pship__acts_so_far_add(acts_so_far *so_far, const pship_view *view, const act *one);

/* ---- rows of a table (sheet.c) */

/* A table in the making. While the cells of a row are added, it gathers whether any of them is
 * contested and where the row comes from. */
typedef struct sheet {
    const pship_view *view;
    pship_context *context;
    pship__table_builder *builder;
    pship__buffer scratch;
    name_id subject;
    bool contested;
    bool listed; /* the list that is being made has an item */
    name_id source;
    merges *merged; /* NULL: every id stands for itself */
    struct map
        *there; /* agreements that were found to be there: how surely, and 1; NULL at first */
    pship__progress_state progress;
} sheet;

/* The condition of a loop that may be long: nothing has failed, and nobody has cancelled it. */
static inline bool goes_on(pship__progress_state *progress, pship_result *result, pship_error *err)
{
    if (*result == PSHIP_OK)
        *result = pship__progress(progress, -1, err);
    return *result == PSHIP_OK;
}

pship_result pship__sheet_open(sheet *page, const pship_view *view,
                               const pship__column_spec *columns, size_t count, pship_error *err);
/* Gives everything up in every case; `table` is untouched on failure, also on that which `result`
 * brings along. */
pship_result pship__sheet_finish(sheet *page, pship_result result, pship_table **table,
                                 pship_error *err);
/* Reads the view and its merges and opens a sheet whose references are to canonical ids. Finish it with
 * pship__sheet_finish_merged(), also after a failure. */
pship_result pship__sheet_begin(sheet *page, merges *all, const pship__column_spec *columns,
                                size_t count, pship_error *err);
/* A table with what `fill` adds for each entity of a kind that the view knows of, in the order of their ids, or
 * for the one called `only`; all by their canonical ids. Checks the arguments of a question. */
typedef pship_result (*sheet_fill)(sheet *page, name_id subject, pship_truth existence,
                                   pship_error *err);
pship_result pship__sheet_each(pship_table **table, const pship_view *view,
                               const pship__column_spec *columns, size_t count, const char *kind,
                               const char *only, sheet_fill fill, pship_error *err);
/* The same for the entities that refer to an owner, or to one merged into it, by a property, in the order of recording. */
pship_result pship__sheet_belonging(sheet *page, const char *property, name_id owner,
                                    sheet_fill fill, pship_error *err);
void pship__sheet_row(sheet *page, name_id subject);
void pship__sheet_id(sheet *page);
void pship__sheet_kind(sheet *page);
void pship__sheet_name(sheet *page, name_id name); /* 0: an empty cell */
void pship__sheet_value(sheet *page, const char *property);
void pship__sheet_list(sheet *page, const char *property);
/* As pship__label(), or what something merged into it is called. */
void pship__sheet_label(sheet *page, name_id subject);
/* A cell with texts of the view, each once. */
void pship__sheet_texts(sheet *page, const char *const *texts, size_t count);
/* A cell with a list of texts; "; " stands between them. */
void pship__sheet_begin_list(sheet *page);
void pship__sheet_add_item(sheet *page, const char *text);
void pship__sheet_end_list(sheet *page);
void pship__sheet_truth(sheet *page, pship_truth truth);
void pship__sheet_days(sheet *page, const when *date); /* two cells: earliest and latest */
/* From the statement picked; takes note that the date is contested. */
void pship__sheet_when(sheet *page, const when *date);
void pship__sheet_end(sheet *page, const stored_date *until);
void pship__sheet_contested(sheet *page);
/* The source noted for the row, else that of any statement about it. */
void pship__sheet_source(sheet *page);
void pship__sheet_published(sheet *page); /* of that source */

/* ---- questions (sheet.c) */

/* As pship__ask_any(), among readings of one property. */
choice pship__choose_any(const pship_view *view, readings among);
/* The value of a statement as text; NULL where it states none or one that nobody knows. */
const char *pship__said_text(const pship_view *view, const statement *said);

/* As pship__view_ask(), but where nothing certainly holds, the first that possibly does. */
choice pship__ask_any(const pship_view *view, name_id subject, const char *property);
/* Text of the value picked, or NULL. */
const char *pship__ask_text(const pship_view *view, name_id subject, const char *property);
name_id pship__ask_object(const pship_view *view, name_id subject, const char *property);
/* How surely anything is stated of an entity on the day of the view. Of one that is only declared,
 * with nothing stated but its kind, a view without a publication cutoff is certain. */
pship_truth pship__existence(const pship_view *view, name_id subject);
/* Source of the first statement about it that holds at least possibly, or 0. */
name_id pship__any_source(const pship_view *view, name_id subject);
const char *pship__truth_text(pship_truth truth);
/* PSHIP_OK and its name for an entity of that kind; PSHIP_E_NOT_FOUND otherwise, and
 * PSHIP_E_ARGUMENT for NULL. kind NULL: any. */
pship_result pship__find(name_id *found, const pship_view *view, const char *kind, const char *id,
                         pship_error *err);
/* The last day on which the reading's thing is known to have gone on: as stated or, for an end that
 * is open, when its source was published. PSHIP_DAY_NONE where nobody says. */
pship_day pship__confirmed(const pship_view *view, const reading *one);
/* What several statements of one seat or office come to. */
typedef struct held {
    const reading
        *best;         /* of the highest rank, then the surest, then one that knows the first day */
    pship_truth truth; /* the surest */
    pship_day confirmed;  /* the latest */
    name_id thing;        /* its canonical id */
    const reading *first; /* that refers to it */
} held;

/* Who is called what: the name, the title or the text of an entity, its id where it has none. */
const char *pship__label(const pship_view *view, name_id subject);

/* ---- held.c */

/* The things that are referred to and held on the day of the view, each once, in the order in which they are first
 * referred to: a seat that two sources tell of is one seat, and so are two of merged ids. `all` may be NULL: every
 * id stands for itself. Release `*seats`. */
pship_result pship__held_all(held **seats, size_t *count, const pship_view *view, const merges *all,
                             readings among, pship_error *err);

/* ---- promised days (promise.c) */

typedef struct promise {
    past said;
    when published; /* by its source, or recorded where the register itself says so */
    when date;
    bool firm;           /* not of the first of the properties asked for, where there are two */
    bool placed;         /* surely published after the first one */
    int64_t slip;        /* days from the last day of the first to that of this one */
    int64_t least, most; /* what the days can be where one of the dates is imprecise */
    bool has_slip, has_bounds;
    pship_truth slipped;   /* is it later than the first? */
    pship_truth certainty; /* that it has been made by the day of the view */
} promise;

/* What a property promises and had promised, in the order in which it was published; what nobody dates comes
 * last, in the order of recording. `loose` is a property of promises that do not bind, or NULL. Release
 * `*promises`; the readings in it are its own, and no date of it has `picked`. */
pship_result pship__promises_load(promise **promises, size_t *count, const merges *who,
                                  name_id canonical, const char *loose, const char *property,
                                  pship_error *err);
/* The last one that was published, as far as anybody dates that; NULL where none has a day. */
const promise *pship__promise_last(const promise *promises, size_t count);
/* The columns of the promises of an entity, for pship__promises_add(). */
#define PROMISE_COLUMNS(owner, day) \
    COLUMN(owner, UTF8), COLUMN("promise", INT64), COLUMN("published", UTF8), \
        COLUMN("source", UTF8), COLUMN("nature", DICTIONARY), COLUMN(day, UTF8), \
        COLUMN(day "_earliest", DATE), COLUMN(day "_latest", DATE), COLUMN(day "_rule", UTF8), \
        {"slip", PSHIP_COLUMN_INT64, "day", 0}, {"slip_least", PSHIP_COLUMN_INT64, "day", 0}, \
        {"slip_most", PSHIP_COLUMN_INT64, "day", 0}, COLUMN("slipped", DICTIONARY), \
        COLUMN("superseded", BOOL), COLUMN("certainty", DICTIONARY)
pship_result pship__promises_add(sheet *page, name_id subject, const char *loose,
                                 const char *property, pship_error *err);

/* A cell: the days from the first promise of the row's entity to the last one. */
pship_result pship__slip_add(sheet *page, const char *loose, const char *property,
                             pship_error *err);

/* ---- commitments (commitment.c) */

typedef enum commitment_status {
    COMMITMENT_OVERDUE,
    COMMITMENT_PENDING,
    COMMITMENT_UNDATED,
    COMMITMENT_FULFILLED,
    COMMITMENT_WITHDRAWN,
    COMMITMENT_PAST_INDICATIVE /* the day has passed, but nobody was bound to it */
} commitment_status;

typedef struct owed {
    name_id id;
    const char *id_text;
    when due, fulfilled, withdrawn;
    bool indicative; /* `due` is a day that binds nobody: there is no other */
    commitment_status status;
    pship_truth certainty;
    pship_truth done, open; /* it had been fulfilled; it had been neither fulfilled nor withdrawn */
    int64_t days_overdue;   /* 0 unless overdue */
} owed;

/* Status of what has to be done by a day and is not done, how sure that is and how late it is. */
commitment_status pship__due_status(const when *due, pship_day day, pship_truth *certainty,
                                    int64_t *days_overdue);
/* Had it come by the day, where a source that says so cannot have said it before? */
pship_truth pship__when_done(const pship_view *view, const when *date, pship_day day);

/* One of them by its canonical id, with what is stated of those that are merged into it; `existence` is how surely the
 * view knows of it. */
owed pship__commitment_among(const merges *who, name_id canonical, pship_truth existence);
/* By their canonical ids: overdue ones first, then by due date, then by id. Release `*commitments`. */
pship_result pship__commitments_load(owed **commitments, size_t *count, const merges *who,
                                     pship_error *err);
/* Does the owner, by its canonical id, own it on the day of the view? */
bool pship__owned_by(merges *who, name_id commitment, name_id owner);
const char *pship__commitment_status(commitment_status status);
/* What it depends on, each once, in the order of recording. */
typedef struct dependency {
    name_id on;
    pship_truth stated;    /* that it depends on it */
    pship_truth fulfilled; /* what it depends on */
    pship_truth blocks;    /* how surely that keeps it from being done */
    name_id source;
} dependency;
/* Release `*dependencies`. `open`: how surely there is still something to do. */
pship_result pship__dependencies_load(dependency **dependencies, size_t *count, sheet *page,
                                      name_id subject, pship_truth open, pship_error *err);
/* The last day on which a source spoke of an entity, or on which a statement was confirmed. */
pship_day pship__last_spoken_of(const merges *who, name_id canonical);

/* ---- milestones (milestone.c) */

typedef struct milestone {
    name_id id;
    when due, reviewed;
    const char *result; /* met, partly_met or not_met, as far as the view can tell; or NULL */
    const char *status; /* that, or the one of its due date */
    pship_truth certainty;
    pship_truth met;
    int64_t days_overdue;
    bool contested;
} milestone;

milestone pship__milestone_of(const merges *who, name_id canonical, pship_truth existence);
/* How many a commitment has, and how many of them were met. */
pship_result pship__milestones_count(int64_t *all, int64_t *met, const merges *who,
                                     name_id commitment, pship_error *err);

/* ---- assessments (assessment.c) */

/* Has somebody found something else of it than somebody else, under whatever yardsticks? */
pship_result pship__assessments_disagree(bool *disagree, sheet *page, name_id subject,
                                         pship_error *err);

/* ---- projects (project.c) */

/* As pship_project_list(), of one project only, or of all with NULL. */
pship_result pship__projects(pship_table **table, const pship_view *view, const char *project,
                             pship_error *err);

/* ---- meetings and groups (event.c, working_group.c) */

typedef struct dated {
    name_id id;
    const char *id_text;
    when date;
    pship_truth held;
} dated;

typedef struct group_state {
    const char *status; /* foreseen, active or dissolved */
    bool listed;        /* false: nothing of it had begun by the day of the view */
    when established, dissolved;
    pship_truth certainty;
    pship_truth over;  /* it had been dissolved by the day of the view */
    pship_truth begun; /* it had been established, or had met */
    int64_t meetings;  /* held by then */
    when last_meeting;
} group_state;

pship_result pship__group_state(group_state *state, const pship_view *view, name_id group,
                                pship_error *err);

/* All events, or those of a working group, in the order of their dates. Release `*events`. */
pship_result pship__events_load(dated **events, size_t *count, const pship_view *view,
                                name_id group, pship_error *err);

#define COLUMN(name, type) \
    { \
        name, PSHIP_COLUMN_##type, NULL, 0 \
    }

#endif
