/* From rows in memory to blocks in the file. */
#include "store/store_private.h"

typedef struct inserter {
    sqlite3 *db;
    const char *path;
    sqlite3_stmt *insert;
    block_writer writer;
    store_head *head;
    store_tally *tally;
    pship__progress_state *progress;
} inserter;

static pship_result insert_block(inserter *in, block_type type, const seal_row *seal, size_t first,
                                 pship_error *err)
{
    const block_writer *writer = &in->writer;
    unsigned char checksum[CHECKSUM_SIZE];
    block made = {.ordinal = in->head->blocks + 1,
                  .type = type,
                  .first = seal == NULL ? (int64_t)first : (int64_t)seal->first,
                  .count = (int64_t)writer->count,
                  .recorded_in = seal == NULL ? 0 : (int64_t)seal->transaction,
                  .content = writer->content,
                  .length = writer->length,
                  .seal = writer->seal,
                  .seal_length = writer->seal_length};
    pship__block_checksum(&made, checksum);
    sqlite3_stmt *to = in->insert;
    /* What is bound was allocated here and is lent until the step is done. A failed binding is one of
     * memory or of size, and shows in the step. */
    int code = sqlite3_bind_int64(to, 1, made.ordinal);
    code = code != SQLITE_OK ? code
                             : sqlite3_bind_text(to, 2, pship__block_name(type), -1, SQLITE_STATIC);
    code = code != SQLITE_OK ? code : sqlite3_bind_int64(to, 3, made.first);
    code = code != SQLITE_OK ? code : sqlite3_bind_int64(to, 4, made.count);
    if (code == SQLITE_OK && seal != NULL) {
        code = sqlite3_bind_int64(to, 5, made.recorded_in);
    }
    code = code != SQLITE_OK
               ? code
               : sqlite3_bind_text64(to, 6, made.content, made.length, SQLITE_STATIC, SQLITE_UTF8);
    if (code == SQLITE_OK && seal != NULL) {
        code = sqlite3_bind_blob64(to, 7, made.seal, made.seal_length, SQLITE_STATIC);
    }
    code =
        code != SQLITE_OK ? code : sqlite3_bind_blob(to, 8, checksum, CHECKSUM_SIZE, SQLITE_STATIC);
    if (code == SQLITE_OK) {
        code = sqlite3_step(to);
        code = code == SQLITE_DONE ? SQLITE_OK : code;
    }
    pship_result result =
        code == SQLITE_OK ? PSHIP_OK : pship__store_fail(err, in->db, code, "write to", in->path);
    sqlite3_reset(to);
    sqlite3_clear_bindings(to);
    in->head->blocks++;
    return result;
}

/* All rows of one type, from after `from` up to `to`; of statements, `from` and `to` count seals. */
static pship_result insert_rows(inserter *in, block_type type, size_t from, size_t to,
                                pship_error *err)
{
    const pship__store_feed *feed = in->writer.feed;
    while (from < to) {
        pship_result result =
            pship__block_fill(&in->writer, type, from + 1, to, in->tally, NULL, err);
        if (result != PSHIP_OK) {
            return result;
        }
        const seal_row *seal = type == BLOCK_STATEMENT ? feed->seal(feed->user, from + 1) : NULL;
        result = insert_block(in, type, seal, from + 1, err);
        if (result != PSHIP_OK) {
            return result;
        }
        from += seal == NULL ? in->writer.count : 1;
        if (in->progress != NULL) {
            /* By statements, of which there are by far the most. */
            double all = (double)(feed->to.statements - feed->from.statements) + 1;
            double done = (double)(in->tally->count.statements - feed->from.statements);
            result = pship__progress(in->progress, done / all, err);
            if (result != PSHIP_OK) {
                return result;
            }
        }
    }
    return PSHIP_OK;
}

static bool same_extent(const extent *a, const extent *b)
{
    return a->texts == b->texts && a->dates == b->dates && a->notes == b->notes &&
           a->kinds == b->kinds && a->properties == b->properties && a->scenarios == b->scenarios &&
           a->transactions == b->transactions && a->seals == b->seals &&
           a->statements == b->statements;
}

/* What a row refers to goes before it. */
static pship_result insert_all(inserter *in, pship_error *err)
{
    const extent *from = &in->writer.feed->from, *to = &in->writer.feed->to;
    const struct {
        block_type type;
        size_t from, to;
    } steps[] = {
        {BLOCK_TEXT, from->texts, to->texts},
        {BLOCK_DATE, from->dates, to->dates},
        {BLOCK_NOTE, from->notes, to->notes},
        {BLOCK_TRANSACTION, from->transactions, to->transactions},
        {BLOCK_KIND, from->kinds, to->kinds},
        {BLOCK_PROPERTY, from->properties, to->properties},
        {BLOCK_SCENARIO, from->scenarios, to->scenarios},
        {BLOCK_STATEMENT, from->seals, to->seals},
    };
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        pship_result result = insert_rows(in, steps[i].type, steps[i].from, steps[i].to, err);
        if (result != PSHIP_OK) {
            return result;
        }
    }
    if (!pship__tally_settle(in->tally) || !same_extent(&in->tally->count, to)) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "the table statement cannot be written: there are fewer or more rows "
                           "than their transactions say");
    }
    return PSHIP_OK;
}

pship_result pship__store_insert(sqlite3 *db, const char *path, const pship__store_feed *feed,
                                 store_head *head, store_tally *tally,
                                 pship__progress_state *progress, pship_error *err)
{
    if (!same_extent(&feed->from, &tally->count)) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "what is to be written does not follow what is in '%.200s'", path);
    }
    inserter in = {.db = db, .path = path, .head = head, .tally = tally, .progress = progress};
    int code = sqlite3_prepare_v2(db,
                                  "INSERT INTO block (ordinal, type, first, count, recorded_in, "
                                  "content, seal, checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                                  -1, &in.insert, NULL);
    if (code != SQLITE_OK) {
        return pship__store_fail(err, db, code, "write to", path);
    }
    pship__block_writer_init(&in.writer, tally->context, feed);
    pship_result result = insert_all(&in, err);
    pship__block_writer_free(&in.writer);
    sqlite3_finalize(in.insert);
    if (result == PSHIP_OK) {
        head->count = tally->count;
        result = pship__head_write(db, path, head, err);
    }
    return result;
}
