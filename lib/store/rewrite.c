/* Erasing: the blocks that held what is gone are written anew. */
#include "store/store_private.h"

/* Ordinals to be found, in ascending order, and how far they were. */
typedef struct wanted {
    const uint32_t *ordinals;
    size_t count, at;
} wanted;

typedef struct rewriter {
    pship__store *store;
    sqlite3_stmt *blocks, *update;
    block_writer writer;
    wanted texts, notes, seals;
    uint32_t seal; /* ordinal of the last one that went by */
} rewriter;

/* Does a block with these rows hold any that is wanted? Moves past them. */
static bool holds_any(wanted *of, int64_t first, int64_t count)
{
    bool any = false;
    while (of->at < of->count && of->ordinals[of->at] >= first &&
           of->ordinals[of->at] < first + count) {
        of->at++;
        any = true;
    }
    return any;
}

static pship_result update_block(rewriter *in, block *made, pship_error *err)
{
    const block_writer *writer = &in->writer;
    unsigned char checksum[CHECKSUM_SIZE];
    made->content = writer->content;
    made->length = writer->length;
    made->seal = writer->seal;
    made->seal_length = writer->seal_length;
    pship__block_checksum(made, checksum);
    sqlite3_stmt *to = in->update;
    int code = sqlite3_bind_text64(to, 1, made->content, made->length, SQLITE_STATIC, SQLITE_UTF8);
    if (code == SQLITE_OK && made->seal_length > 0) {
        code = sqlite3_bind_blob64(to, 2, made->seal, made->seal_length, SQLITE_STATIC);
    }
    code =
        code != SQLITE_OK ? code : sqlite3_bind_blob(to, 3, checksum, CHECKSUM_SIZE, SQLITE_STATIC);
    code = code != SQLITE_OK ? code : sqlite3_bind_int64(to, 4, made->ordinal);
    if (code == SQLITE_OK) {
        code = sqlite3_step(to);
        code = code == SQLITE_DONE ? SQLITE_OK : code;
    }
    pship_result result = code == SQLITE_OK ? PSHIP_OK
                                            : pship__store_fail(err, in->store->db, code,
                                                                "write to", in->store->path);
    sqlite3_reset(to);
    sqlite3_clear_bindings(to);
    return result;
}

static pship_result rewrite_block(rewriter *in, block *found, pship_error *err)
{
    size_t first = (size_t)found->first;
    if (found->type == BLOCK_STATEMENT) {
        const pship__store_feed *feed = in->writer.feed;
        const seal_row *seal = feed->seal(feed->user, in->seal);
        if (seal->first != found->first || seal->count != found->count ||
            seal->transaction != found->recorded_in) {
            return pship__fail(err, PSHIP_E_ARGUMENT,
                               "seal %u is not of the statements that it was written with",
                               (unsigned)in->seal);
        }
        first = in->seal;
    }
    pship_result result =
        pship__block_fill(&in->writer, found->type, first,
                          (size_t)(found->first + found->count - 1), NULL, &in->store->tally, err);
    return result == PSHIP_OK ? update_block(in, found, err) : result;
}

/* The row at hand: is it to be written anew? */
static bool is_wanted(rewriter *in, block *found)
{
    const char *type = (const char *)sqlite3_column_text(in->blocks, 1);
    found->ordinal = sqlite3_column_int64(in->blocks, 0);
    found->first = sqlite3_column_int64(in->blocks, 2);
    found->count = sqlite3_column_int64(in->blocks, 3);
    found->recorded_in = sqlite3_column_int64(in->blocks, 4);
    switch (type == NULL ? '\0' : type[0]) {
    case 't': /* text; not transaction, by the query */
        found->type = BLOCK_TEXT;
        return holds_any(&in->texts, found->first, found->count);
    case 'n':
        found->type = BLOCK_NOTE;
        return holds_any(&in->notes, found->first, found->count);
    case 's':
        found->type = BLOCK_STATEMENT;
        in->seal++;
        return holds_any(&in->seals, in->seal, 1);
    default:
        return false;
    }
}

static pship_result rewrite_all(rewriter *in, pship_error *err)
{
    int code;
    while ((code = sqlite3_step(in->blocks)) == SQLITE_ROW) {
        block found = {0};
        if (is_wanted(in, &found)) {
            pship_result result = rewrite_block(in, &found, err);
            if (result != PSHIP_OK) {
                return result;
            }
        }
    }
    if (code != SQLITE_DONE) {
        return pship__store_fail(err, in->store->db, code, "write to", in->store->path);
    }
    if (in->texts.at < in->texts.count || in->notes.at < in->notes.count ||
        in->seals.at < in->seals.count) {
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "what is to be erased was never written to '%.200s'", in->store->path);
    }
    return PSHIP_OK;
}

/* A text that something still uses must not be erased: the file could not be read any more. */
static pship_result check_uses(const pship__store *store, const pship__store_feed *feed,
                               pship_error *err)
{
    const store_tally *tally = &store->tally;
    const extent *all = &feed->from;
    const char *problem = NULL;
    for (size_t i = 1; i <= all->kinds && problem == NULL; i++) {
        problem = pship__kind_problem(feed->kind(feed->user, i), tally);
    }
    for (size_t i = 1; i <= all->properties && problem == NULL; i++) {
        problem = pship__property_problem(feed->property(feed->user, i), tally);
    }
    for (size_t i = 1; i <= all->scenarios && problem == NULL; i++) {
        problem = pship__scenario_problem(feed->scenario(feed->user, i), i, tally);
    }
    for (size_t i = 1; i <= all->transactions && problem == NULL; i++) {
        transaction_row row = *feed->transaction(feed->user, i);
        row.recorded_at = INT64_MAX; /* their order was seen to long ago */
        problem = pship__transaction_problem(&row, tally);
    }
    for (size_t i = 1; i <= all->seals && problem == NULL; i++) {
        const seal_row *seal = feed->seal(feed->user, i);
        for (uint64_t id = seal->first; id < (uint64_t)seal->first + seal->count && problem == NULL;
             id++) {
            statement row = feed->statement(feed->user, (size_t)id);
            problem = pship__statement_problem(&row, id, seal, tally);
        }
    }
    return problem == NULL ? PSHIP_OK
                           : pship__fail(err, PSHIP_E_ARGUMENT,
                                         "what is to be erased is still in use: %s", problem);
}

pship_result pship__store_rewrite_blocks(pship__store *store, const pship__store_feed *feed,
                                         const pship__store_rewrite *rewrite, pship_error *err)
{
    rewriter in = {.store = store,
                   .texts = {rewrite->texts, rewrite->text_count, 0},
                   .notes = {rewrite->notes, rewrite->note_count, 0},
                   .seals = {rewrite->seals, rewrite->seal_count, 0}};
    pship_result result = check_uses(store, feed, err);
    if (result != PSHIP_OK) {
        return result;
    }
    int code = sqlite3_prepare_v2(store->db,
                                  "SELECT ordinal, type, first, count, recorded_in FROM block "
                                  "WHERE type IN ('text', 'note', 'statement') ORDER BY ordinal",
                                  -1, &in.blocks, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_prepare_v2(
            store->db, "UPDATE block SET content = ?, seal = ?, checksum = ? WHERE ordinal = ?", -1,
            &in.update, NULL);
    }
    pship__block_writer_init(&in.writer, store->context, feed);
    result = code == SQLITE_OK ? rewrite_all(&in, err)
                               : pship__store_fail(err, store->db, code, "write to", store->path);
    pship__block_writer_free(&in.writer);
    sqlite3_finalize(in.blocks);
    sqlite3_finalize(in.update);
    return result;
}
