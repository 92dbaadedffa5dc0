/*
 * The SQLite file behind a model. It deals in plain rows and knows nothing of views; the model
 * hands it what a transaction adds and gets it back on opening.
 */
#ifndef PSHIP_STORE_H
#define PSHIP_STORE_H

#include "core/core.h"

/* "Pship" tables: application_id of the file, "PShp". */
#define PSHIP__APPLICATION_ID 0x50536870
#define PSHIP__FILE_VERSION 1

typedef struct pship__store pship__store;

typedef struct stored_kind {
    const char *name, *parent, *description; /* parent and description may be NULL */
    int64_t transaction;
} stored_kind;

typedef struct stored_property {
    const char *name, *of_kind, *refers_to, *description; /* all but name may be NULL */
    int32_t type;
    bool many;
    int64_t transaction;
} stored_property;

typedef struct stored_transaction {
    int64_t ordinal, recorded_at; /* microseconds UTC */
    const char *actor, *note;     /* may be NULL */
} stored_transaction;

/* All texts lent; NULL where there is none, but subject and property are always there. Dates travel
 * whole: pship_date keeps bounds and text. `number`, `boolean` and `date` travel only with a value
 * of that kind, and come back as zeros otherwise; the sign of a zero is not kept. Ends and
 * retractions may be without a value (PSHIP_VALUE_ABSENT). */
typedef struct stored_statement {
    int64_t id, target, transaction;
    int32_t operation, layer, value_kind, rank;
    const char *subject, *property, *value, *unit, *object;
    double number;
    bool boolean, states_until;
    pship_date date, from, until;
    pship_day last_confirmed;
    const char *source, *locator, *qualifier, *certainty, *wording, *reason;
} stored_statement;

/* Receives rows in the order kinds, properties, transactions, statements, each by ordinal. A result
 * other than PSHIP_OK stops the reading and is returned. Texts are lent for the call. */
typedef struct pship__store_sink {
    void *user;
    pship_result (*kind)(void *user, const stored_kind *row, pship_error *err);
    pship_result (*property)(void *user, const stored_property *row, pship_error *err);
    pship_result (*transaction)(void *user, const stored_transaction *row, pship_error *err);
    pship_result (*statement)(void *user, const stored_statement *row, pship_error *err);
} pship__store_sink;

/* Gives rows to write, one after another; *row NULL at the end. */
typedef struct pship__store_feed {
    void *user;
    pship_result (*kind)(void *user, const stored_kind **row, pship_error *err);
    pship_result (*property)(void *user, const stored_property **row, pship_error *err);
    pship_result (*transaction)(void *user, const stored_transaction **row, pship_error *err);
    pship_result (*statement)(void *user, const stored_statement **row, pship_error *err);
    int64_t statements; /* how many to expect, for progress */
} pship__store_feed;

/* Is this a model file, by its first bytes? Reads only. PSHIP_OK; PSHIP_E_NOT_FOUND where there is no
 * file; PSHIP_E_FORMAT for anything else, with what it is in the message; PSHIP_E_IO. */
pship_result pship__store_probe(const char *path, pship_error *err);
/* Opens an existing file. Its first look is pship__store_probe(). */
pship_result pship__store_open(pship__store **store, pship_context *context, const char *path,
                               bool read_only, pship_error *err);
pship_result pship__store_read(pship__store *store, const pship__store_sink *sink,
                               pship_error *err);
/* One durable transaction: all rows of the feed, or none. PSHIP_E_BUSY where another process holds
 * the file, or has written to it since this store read it: open it again. PSHIP_E_ARGUMENT for a
 * row that the library would refuse to read. */
pship_result pship__store_append(pship__store *store, const pship__store_feed *feed,
                                 pship_error *err);
void pship__store_close(pship__store *store); /* may be NULL */
/* True where both name the same file. */
bool pship__store_is(const pship__store *store, const char *path);
/* Writes a new whole file beside `path` and moves it there. PSHIP_E_CONFLICT where something else
 * than a model file of this version lies there, PSHIP_E_BUSY where somebody has it open. */
pship_result pship__store_write(pship_context *context, const char *path,
                                const pship__store_feed *feed, pship_error *err);

#endif
