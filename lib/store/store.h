/*
 * The SQLite file behind a model. It deals in the rows of model/statement.h and knows nothing of
 * views; the model hands it what a transaction adds and gets it back on opening.
 */
#ifndef PSHIP_STORE_H
#define PSHIP_STORE_H

#include "model/statement.h"

/* "Pship" tables: application_id of the file, "PShp". */
#define PSHIP__APPLICATION_ID 0x50536870
#define PSHIP__FILE_VERSION 2

typedef struct pship__store pship__store;

/* Receives rows, each sort by ordinal. What a row refers to has come before it, but for the entity
 * that a statement is about or refers to: that is the model's business, as are repeated names. A
 * result other than PSHIP_OK stops the reading and is returned. Everything is lent for the call. */
typedef struct pship__store_sink {
    void *user;
    /* NULL: erased. Not zero-terminated. */
    pship_result (*text)(void *user, const char *text, size_t length, pship_error *err);
    pship_result (*date)(void *user, const stored_date *row, pship_error *err);
    pship_result (*note)(void *user, const note_row *row, pship_error *err);
    pship_result (*kind)(void *user, const kind_row *row, pship_error *err);
    pship_result (*property)(void *user, const property_row *row, pship_error *err);
    pship_result (*scenario)(void *user, const scenario_row *row, pship_error *err);
    /* A digest of zeros: the file is of a version without digests. */
    pship_result (*transaction)(void *user, const transaction_row *row, pship_error *err);
    /* seal->count statements, of one transaction. The seed is zeros where the file is of a version
     * without seals. `number` has been read from the digits. */
    pship_result (*statements)(void *user, const seal_row *seal, const statement *rows,
                               pship_error *err);
} pship__store_sink;

/* Gives rows to write, by ordinal from 1. What it lends lives until the call that uses the feed
 * returns. Writes from after `from` up to `to`. */
typedef struct pship__store_feed {
    const void *user;
    extent from, to;
    const char *(*text)(const void *user, size_t ordinal); /* NULL: erased */
    const stored_date *(*date)(const void *user, size_t ordinal);
    const note_row *(*note)(const void *user, size_t ordinal);
    const kind_row *(*kind)(const void *user, size_t ordinal);
    const property_row *(*property)(const void *user, size_t ordinal);
    const scenario_row *(*scenario)(const void *user, size_t ordinal);
    const transaction_row *(*transaction)(const void *user, size_t ordinal);
    const seal_row *(*seal)(const void *user, size_t ordinal);
    /* Where it is erased, its tombstone. */
    statement (*statement)(const void *user, size_t ordinal);
} pship__store_feed;

/* What an erasure changes of what is written already: the blocks that hold these are written anew from
 * the feed. Ordinals ascend. */
typedef struct pship__store_rewrite {
    const uint32_t *texts, *notes, *seals; /* a seal stands for its statements as well */
    size_t text_count, note_count, seal_count;
} pship__store_rewrite;

/* Is this a model file, by its first bytes? Reads only. PSHIP_OK; PSHIP_E_NOT_FOUND where there is no
 * file; PSHIP_E_FORMAT for anything else, with what it is in the message; PSHIP_E_IO. */
pship_result pship__store_probe(const char *path, pship_error *err);
/* Opens an existing file. Its first look is pship__store_probe(). */
pship_result pship__store_open(pship__store **store, pship_context *context, const char *path,
                               bool read_only, pship_error *err);
/* Reads all, or what has been added since the last call. *rewritten (may be NULL) says that something
 * read before was erased since by another process. */
pship_result pship__store_read(pship__store *store, const pship__store_sink *sink, bool *rewritten,
                               pship_error *err);
/* As if the last pship__store_read() had not been: for who could not take in what it gave. */
void pship__store_unread(pship__store *store);
/* The file is of an older version: it was read as it is, and has to be brought up, with everything
 * that the feed has (from nothing on), before anything is appended. One SQLite transaction. */
bool pship__store_is_old(const pship__store *store);
pship_result pship__store_upgrade(pship__store *store, const pship__store_feed *feed,
                                  pship_error *err);
/* One durable transaction: all rows of the feed and all rewriting (may be NULL), or nothing.
 * PSHIP_E_BUSY where another process holds the file, or has written to it since this store read it.
 * PSHIP_E_ARGUMENT for a row that the library would refuse to read. After a rewriting nothing of what
 * was erased is left in the file or in its -wal; where a reader prevents that for now, the call succeeds
 * and the next append or close does it. */
pship_result pship__store_append(pship__store *store, const pship__store_feed *feed,
                                 const pship__store_rewrite *rewrite, pship_error *err);
void pship__store_close(pship__store *store); /* may be NULL */
/* True where both name the same file. */
bool pship__store_is(const pship__store *store, const char *path);
/* Writes a new whole file beside `path` and moves it there. PSHIP_E_CONFLICT where something else
 * than a model file lies there, PSHIP_E_BUSY where somebody has it open. */
pship_result pship__store_write(pship_context *context, const char *path,
                                const pship__store_feed *feed, pship_error *err);

#endif
