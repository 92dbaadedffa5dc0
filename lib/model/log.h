/*
 * The inside of a model: the pools, the schema, the log, and what is committed of them.
 */
#ifndef PSHIP_LOG_H
#define PSHIP_LOG_H

#include "model/index.h"
#include "model/map.h"
#include "model/names.h"
#include "model/pool.h"
#include "model/private.h"
#include "store/store.h"
#include <pthread.h>

/* What an erasure takes out, while its transaction is being committed and for good. Ascending. */
typedef struct erasure {
    const pship_context *context;
    uint32_t *statements, *texts, *notes, *seals;
    size_t statement_count, text_count, note_count, seal_count;
    seal_row *opened; /* in place of the seals */
} erasure;

struct pship_model {
    pship_context *context;
    atomic_int references;
    /* Views that are open: they look texts up without the lock. Whoever else does has the lock, or writes. */
    atomic_size_t views;
    /* Readers take it to see `committed`, `index` and what erasing replaces; the writer to commit. What
     * is committed is read without it. */
    pthread_rwlock_t lock;
    /* Shared while copies are written, and held alone while something is erased: a copy has all of it or
     * nothing. */
    pthread_rwlock_t wiping;
    names names;
    pool dates, notes;
    stable kinds, properties, scenarios, transactions, seals, statements;
    stable sources; /* name_id: entities of kind source */
    slots kind_slots, property_slots;
    extent committed;
    size_t committed_sources;
    index_version *index; /* of what is committed; NULL while there are no statements */
    uint32_t *erased;     /* statements erased since the model was opened, ascending */
    size_t erased_count;
    note_id *erased_notes; /* since then, ascending; for the writer */
    size_t erased_note_count, erased_note_capacity;
    bool writing; /* a transaction is open */
    /* The rest is the writer's own. */
    map entities;   /* layer and id: the statement of its kind */
    map correctors; /* layer of the correction and its target: the correction */
    map identities; /* hash of an import identity: the newest statement that bears it */
    bool has_correctors, has_identities;
    extent stored;          /* what the file has */
    const erasure *erasing; /* of the commit that is going on, or NULL */
    name_id property_kind;  /* the property "kind" */
    name_id kind_source;    /* the kind "source" */
    pship__store *store;
    bool read_only;
    /* What rooms above attached, see attach.h: under `lock`. */
    struct attachment *attached;
    size_t attached_count, attached_capacity;
};

pship_model *pship__model_share(pship_model *model);
extent pship__model_committed(const pship_model *model);
/* A model has one writer at a time: whoever could claim it. */
bool pship__model_claim(pship_model *model);
void pship__model_yield(pship_model *model);
/* How much there is, committed or not. For the writer, as all that follows but where it says so. */
extent pship__model_extent(const pship_model *model);
/* Cuts everything after an extent, as if it had never been. */
void pship__model_cut(pship_model *model, const extent *to);
/* 0 when memory cannot be had. */
name_id pship__model_intern(pship_model *model, const char *text);
/* For any thread that has a view open or holds the lock, and for the writer. */
name_id pship__model_find(const pship_model *model, const char *text);
/* The last statement of the transactions up to one; 0 where there is none. For any thread. */
uint32_t pship__last_statement(const pship_model *model, size_t transaction);
bool pship__note_is_erased(const pship_model *model, note_id note);
/* Is it a tombstone, or erased since? For any thread that holds the lock, and for the writer. */
bool pship__was_erased(const pship_model *model, pship_statement_id id);
/* Is it a tombstone, or to become one by the commit that is going on? */
bool pship__is_erased(const pship_model *model, pship_statement_id id);

/* ---- entities and schema (entity.c, schema.c) */

struct layers;
/* Kind of an entity as the layers see it, or 0. */
name_id pship__entity_kind(const pship_model *model, const struct layers *seen, name_id id);
/* Kind of an entity in whichever layer, or 0: an id is of one kind. */
name_id pship__entity_kind_anywhere(const pship_model *model, name_id id);
/* Takes note of a statement of the kind of an entity, the last of the log. */
bool pship__entity_note(pship_model *model, uint32_t id);
void pship__entity_forget(pship_model *model, uint32_t id);

/* What came after `limit` of them is not found. For any thread, which must not look beyond what is
 * committed; the writer may look at all, SIZE_MAX. */
const kind_row *pship__kind_find(const pship_model *model, name_id name, size_t limit);
const property_row *pship__property_find(const pship_model *model, name_id name, size_t limit);
/* Does `kind` equal `ancestor` or lie below it? */
bool pship__kind_below(const pship_model *model, name_id kind, name_id ancestor, size_t limit);
/* The ordinal of a scenario among the first `limit`, or 0. For any thread. */
uint16_t pship__scenario_find(const pship_model *model, name_id name, size_t limit);
/* Adds what the vocabulary of the library has and the model has not. */
pship_result pship__schema_fill(pship_model *model, pship_error *err);
pship_result pship__kind_add(pship_model *model, const char *name, const char *parent,
                             const char *description, uint32_t transaction, pship_error *err);
pship_result pship__property_add(pship_model *model, const char *name,
                                 const pship_property_options *options, uint32_t transaction,
                                 pship_error *err);
bool pship__kind_append(pship_model *model, const kind_row *row);
bool pship__property_append(pship_model *model, const property_row *row);

/* ---- rows by ordinal, for any thread */

static inline const statement *statement_at(const pship_model *model, pship_statement_id id)
{
    return stable_item(&model->statements, (size_t)(id - 1), sizeof(statement));
}

static inline const transaction_row *transaction_at(const pship_model *model, uint32_t ordinal)
{
    return pship__stable_at(&model->transactions, ordinal - 1u);
}

static inline const scenario_row *scenario_at(const pship_model *model, uint32_t ordinal)
{
    return pship__stable_at(&model->scenarios, ordinal - 1u);
}

static inline const seal_row *seal_at(const pship_model *model, size_t ordinal)
{
    return pship__stable_at(&model->seals, ordinal - 1u);
}

/* NULL for 0. */
static inline const stored_date *date_at(const pship_model *model, date_id date)
{
    return date_in(&model->dates, date);
}

/* A row of zeros for 0. */
static inline const note_row *note_at(const pship_model *model, note_id note)
{
    static const note_row none = {0, 0, 0, 0, 0, 0};
    return note == 0 ? &none : pship__pool_at(&model->notes, note);
}

/* The date of a value; NULL where it is none. */
static inline const stored_date *value_date(const pship_model *model, const statement *row)
{
    return row->value_kind == PSHIP_VALUE_DATE ? date_at(model, row->date) : NULL;
}

pship_date pship__date_out(const pship_model *model, const stored_date *date);
stored_date pship__date_plain(const pship_date *date); /* without its text */
/* What is left of a statement that is erased. */
statement pship__tombstone(const statement *of);

/* ---- between the log and the store (load.c) */

pship__store_feed pship__feed(const pship_model *model, extent from, extent to);
/* Reads all, or what has come since; publishes it. */
pship_result pship__model_load(pship_model *model, pship_error *err);

/* A new version of the index that has the statements from `first` on as well; NULL when memory cannot be had. */
index_version *pship__model_index(const pship_model *model, size_t first);
/* Shows readers all that there is, with an index that has it, and carries out an erasure (empty where there
 * is none). Cannot fail. */
void pship__model_publish(pship_model *model, index_version *index, erasure *erased,
                          uint32_t *erased_ids, size_t erased_count);

#endif
