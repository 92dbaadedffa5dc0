/*
 * The inside of a model: the pool of texts, the schema, the log, and what is committed of them.
 */
#ifndef PSHIP_LOG_H
#define PSHIP_LOG_H

#include "model/names.h"
#include "model/private.h"
#include "store/store.h"
#include <pthread.h>

typedef struct kind_row {
    name_id name, parent, description;
    uint32_t transaction; /* 0: built in */
} kind_row;

typedef struct property_row {
    name_id name, of_kind, refers_to, description;
    pship_property_type type;
    bool many;
    uint32_t transaction; /* 0: built in */
} property_row;

typedef struct transaction_row {
    int64_t recorded_at;
    name_id actor, note;
    size_t statements; /* how many it recorded */
} transaction_row;

/* How much of each array there is. */
typedef struct extent {
    size_t statements, transactions, kinds, properties;
} extent;

struct pship_model {
    pship_context *context;
    atomic_int references;
    /* Readers take it to see `committed` and to look texts up; the writer to add texts and to
     * commit. What is committed is read without it. */
    pthread_rwlock_t lock;
    names names;
    stable statements, transactions, kinds, properties;
    extent committed;
    bool writing; /* a transaction is open */
    /* The rest is the writer's own. */
    name_id *entity_kinds; /* by name id: kind of the entity of that id, or 0 */
    size_t entity_capacity;
    bool *corrected; /* by statement id: another one corrects it */
    size_t corrected_capacity;
    name_id property_kind; /* the property "kind" */
    name_id kind_source;   /* the kind "source" */
    pship__store *store;
    bool read_only;
};

pship_model *pship__model_share(pship_model *model);
/* Locks to add a text that is not there yet. 0 only when memory cannot be had. */
name_id pship__model_intern(pship_model *model, const char *text);
name_id pship__model_find(const pship_model *model, const char *text);
extent pship__model_committed(const pship_model *model);
name_id pship__entity_kind(const pship_model *model, name_id id);
bool pship__entity_set_kind(pship_model *model, name_id id, name_id kind);
bool pship__is_corrected(const pship_model *model, pship_statement_id id);
bool pship__set_corrected(pship_model *model, pship_statement_id id, bool corrected);
const kind_row *pship__kind_find(const pship_model *model, name_id name);
const property_row *pship__property_find(const pship_model *model, name_id name);
/* Does `kind` equal `ancestor` or lie below it? For the writer. */
bool pship__kind_below(const pship_model *model, name_id kind, name_id ancestor);
/* Adds the vocabulary of the library to an empty model. */
pship_result pship__schema_fill(pship_model *model, pship_error *err);
pship_result pship__kind_add(pship_model *model, const char *name, const char *parent,
                             const char *description, uint32_t transaction, pship_error *err);
pship_result pship__property_add(pship_model *model, const char *name,
                                 const pship_property_options *options, uint32_t transaction,
                                 pship_error *err);

static inline const statement *statement_at(const pship_model *model, pship_statement_id id)
{
    return pship__stable_at(&model->statements, (size_t)(id - 1));
}

static inline const transaction_row *transaction_at(const pship_model *model, uint32_t ordinal)
{
    return pship__stable_at(&model->transactions, ordinal - 1u);
}

pship_date pship__date_out(const pship_model *model, const stored_date *date);
stored_date pship__date_plain(const pship_date *date); /* without its text */

/* Feeds the rows after `from` up to `to` to the store, and takes rows from it. */
typedef struct model_feed {
    pship_model *model;
    extent next, to;
    stored_kind kind;
    stored_property property;
    stored_transaction transaction;
    stored_statement statement;
} model_feed;
void pship__feed_init(model_feed *feed, pship__store_feed *store_feed, pship_model *model,
                      extent from, extent to);
pship_result pship__model_load(pship_model *model, pship_error *err);

#endif
