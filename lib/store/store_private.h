/*
 * What the files of the store share: the connection, the first look, blocks, rows and their rules.
 */
#ifndef PSHIP_STORE_PRIVATE_H
#define PSHIP_STORE_PRIVATE_H

#include "store/store.h"
#include <sqlite3.h>
#include <sys/stat.h>

/* ---- how far the rows reach, and what has to be known of them to judge the next one */

enum { MARK_ERASED = 0, MARK_EMPTY = 1, MARK_TEXT = 2, MARK_NUMBER = 3 };

typedef struct store_tally {
    const pship_context *context;
    extent count;
    int64_t recorded_at; /* of the last transaction */
    /* By ordinal of a text - 1: what it is, and the number that its digits stand for. */
    uint8_t *marks;
    double *numbers;
    size_t mark_room;
    /* Statements that transactions have announced and that have not come yet. */
    uint32_t *owed;
    size_t owed_room, owed_count;
    size_t owed_at; /* the first that still may owe any */
    size_t settled; /* owed[0] is of the transaction after this one */
} store_tally;

void pship__tally_init(store_tally *tally, const pship_context *context);
void pship__tally_free(store_tally *tally);
/* Counts one more; false where memory cannot be had. The text is NULL where it is erased. */
bool pship__tally_text(store_tally *tally, const char *text, size_t length);
bool pship__tally_transaction(store_tally *tally, const transaction_row *row);
void pship__tally_seal(store_tally *tally, const seal_row *seal);
/* Did every transaction get the statements that it announced? Forgets them. */
bool pship__tally_settle(store_tally *tally);
/* Back to what it was: `count` and `recorded_at` of an earlier time. */
void pship__tally_back(store_tally *tally, const extent *count, int64_t recorded_at);

/* ---- the head of a file: what its blocks have to add up to */

typedef struct store_head {
    int64_t blocks;
    extent count;
    int64_t rewrites; /* how many transactions have erased something */
    bool unwiped;     /* what the last of them erased may still lie in unused bytes */
} store_head;

struct pship__store {
    pship_context *context;
    sqlite3 *db;
    char *path;         /* absolute, without symbolic links: the name SQLite uses */
    struct stat status; /* of the file at the first look */
    bool read_only;
    bool immutable;    /* read without a look at -wal or locks */
    bool left_behind;  /* a -wal with content lay beside when it was opened */
    bool ready;        /* to write */
    bool was_read;     /* an old file is read once */
    int version;       /* of the file */
    store_head known;  /* what was read or written by this store */
    store_tally tally; /* of the same */
    struct {
        struct stat status;
        bool immutable, was_read;
        store_head known;
        extent count;
        int64_t recorded_at;
    } before; /* the last reading */
};

/* ---- The first look at a file: its whole name and what the file system says of it. */
typedef struct store_look {
    char *path;
    struct stat status;
    bool wal;     /* a -wal with content lies beside it */
    bool journal; /* so does a -journal */
} store_look;
pship_result pship__store_look(store_look *look, const pship_context *context, const char *path,
                               pship_error *err);
/* Is it as long and as old as it was? */
bool pship__store_same_status(const struct stat *now, const struct stat *then);
/* For a store that reads without locks: what has come since is seen by a new connection only. */
pship_result pship__store_look_again(pship__store *store, pship_error *err);
/* What came of reading: where the file changed under a store that reads without locks, neither rows nor
 * damage are to be believed, and it is PSHIP_E_BUSY. */
pship_result pship__store_check_unchanged(const pship__store *store, pship_result result,
                                          pship_error *err);
/* The absolute name, also of a file that is not there yet. */
pship_result pship__store_full_path(char **full, const pship_context *context, const char *path,
                                    pship_error *err);
/* Length of the file `path` + `suffix`, -1 where there is none. */
int64_t pship__store_beside(const char *path, const char *suffix);

/* ---- failing, in terms of the library. `doing` completes "cannot ... 'path'". */
pship_result pship__store_fail(pship_error *err, sqlite3 *db, int code, const char *doing,
                               const char *path);
/* The same for what happens while rows are read, of which none is taken on trust. */
pship_result pship__store_fail_reading(pship_error *err, sqlite3 *db, int code, const char *path);
pship_result pship__store_fail_system(pship_error *err, int number, const char *doing,
                                      const char *path);
pship_result pship__store_fail_row(pship_error *err, const char *path, const char *table,
                                   uint64_t row, const char *problem);
pship_result pship__store_execute(sqlite3 *db, const char *sql, const char *doing, const char *path,
                                  pship_error *err);
/* Ends a transaction that failed, whatever SQLite has ended already. */
void pship__store_rollback(sqlite3 *db);

/* ---- the schema of the file */
pship_result pship__schema_create(sqlite3 *db, const char *path, pship_error *err);
/* Exactly the tables and the views of this version, or PSHIP_E_FORMAT. */
pship_result pship__schema_check(sqlite3 *db, int version, const char *path, pship_error *err);
/* Removes what version 1 had. */
pship_result pship__schema_drop_v1(sqlite3 *db, const char *path, pship_error *err);
/* Of the file with its -wal, which may be newer than its first bytes. */
pship_result pship__schema_version(const pship__store *store, int *version, pship_error *err);
/* PSHIP_E_BUSY where the file is not of the version that it had when it was opened. */
pship_result pship__schema_same(const pship__store *store, pship_error *err);

/* ---- blocks */

typedef enum block_type {
    BLOCK_TEXT,
    BLOCK_DATE,
    BLOCK_NOTE,
    BLOCK_TRANSACTION,
    BLOCK_KIND,
    BLOCK_PROPERTY,
    BLOCK_SCENARIO,
    BLOCK_STATEMENT,
    BLOCK_TYPES
} block_type;

#define CHECKSUM_SIZE 16

typedef struct block {
    int64_t ordinal;
    block_type type;
    int64_t first, count, recorded_in; /* 0: no transaction */
    const char *content;
    size_t length;
    const unsigned char *seal; /* NULL: none */
    size_t seal_length;
} block;

/* Once before any of the others; any thread, any number of times. */
void pship__block_prepare(void);
const char *pship__block_name(block_type type);
void pship__block_checksum(const block *from, unsigned char checksum[CHECKSUM_SIZE]);
pship_result pship__head_read(sqlite3 *db, const char *path, store_head *head, pship_error *err);
pship_result pship__head_write(sqlite3 *db, const char *path, const store_head *head,
                               pship_error *err);
bool pship__head_same(const store_head *a, const store_head *b);

/* Columns of a row of statements. docs/file-format.md has the others. */
enum {
    COLUMN_SUBJECT,
    COLUMN_PROPERTY,
    COLUMN_VALUE_KIND,
    COLUMN_VALUE,
    COLUMN_SOURCE,
    COLUMN_FROM,
    COLUMN_UNTIL,
    COLUMN_STATES_UNTIL,
    COLUMN_UNIT,
    COLUMN_NOTE,
    COLUMN_OPERATION,
    COLUMN_TARGET,
    COLUMN_OBJECT,
    COLUMN_DATE,
    COLUMN_BOOLEAN,
    COLUMN_RANK,
    COLUMN_LAYER,
    COLUMN_LAST_CONFIRMED,
    COLUMN_ERASED,
    STATEMENT_COLUMNS
};

/* Turns the content of blocks into rows for a sink. */
typedef struct block_reader {
    const pship_context *context;
    const char *path;
    const pship__store_sink *sink;
    store_tally *tally;
    pship__buffer text; /* one with its escapes undone */
    statement *rows;    /* room for SEAL_MOST */
    unsigned char (*items)[DIGEST_SIZE];
} block_reader;
void pship__block_reader_init(block_reader *reader, const pship_context *context, const char *path,
                              const pship__store_sink *sink, store_tally *tally);
void pship__block_reader_free(block_reader *reader);
pship_result pship__block_parse(block_reader *reader, const block *from, pship_error *err);

/* Turns rows of a feed into the content of blocks. */
typedef struct block_writer {
    const pship_context *context;
    const pship__store_feed *feed;
    char *content;
    size_t length, room;
    unsigned char *seal;
    size_t seal_length;
    size_t count; /* rows in it */
} block_writer;
void pship__block_writer_init(block_writer *writer, const pship_context *context,
                              const pship__store_feed *feed);
void pship__block_writer_free(block_writer *writer);
/* Rows from `first` on, as many as go into one block and not beyond `last`; of seals, one. With a
 * `tally`, they are counted in it; without, they are rows that were counted before, checked against
 * `known`. PSHIP_E_ARGUMENT for a row that would not be read. */
pship_result pship__block_fill(block_writer *writer, block_type type, size_t first, size_t last,
                               store_tally *tally, const store_tally *known, pship_error *err);

/* Inserts all rows of a feed and moves *head and *tally on. Progress may be NULL. The caller has begun
 * a transaction, and ends it. */
pship_result pship__store_insert(sqlite3 *db, const char *path, const pship__store_feed *feed,
                                 store_head *head, store_tally *tally,
                                 pship__progress_state *progress, pship_error *err);
/* Writes blocks anew, inside a transaction of the caller. */
pship_result pship__store_rewrite_blocks(pship__store *store, const pship__store_feed *feed,
                                         const pship__store_rewrite *rewrite, pship_error *err);

/* Removes what erasures have left in unused bytes of the file and in the -wal, or as much as can be
 * done now. */
void pship__store_wipe(pship__store *store);

/* ---- rules that rows keep, going out and coming in: NULL, or what is wrong. */
const char *pship__text_problem(const char *text, size_t length);
const char *pship__date_problem(const stored_date *row, const store_tally *tally);
const char *pship__note_problem(const note_row *row, const store_tally *tally);
const char *pship__kind_problem(const kind_row *row, const store_tally *tally);
const char *pship__property_problem(const property_row *row, const store_tally *tally);
/* `ordinal` is its own. */
const char *pship__scenario_problem(const scenario_row *row, size_t ordinal,
                                    const store_tally *tally);
const char *pship__transaction_problem(const transaction_row *row, const store_tally *tally);
/* Whether it follows what came before. */
const char *pship__seal_problem(const seal_row *seal, const store_tally *tally);
const char *pship__statement_problem(const statement *row, uint64_t id, const seal_row *seal,
                                     const store_tally *tally);

/* ---- version 1 */
pship_result pship__read_v1(pship__store *store, const pship__store_sink *sink, pship_error *err);
/* PSHIP_E_BUSY where it has other rows than were read. */
pship_result pship__same_v1(const pship__store *store, pship_error *err);

#endif
