/*
 * A file in blocks of whole records, so that each can be read by itself.
 *
 * A record ends at a line feed outside quotes. A quote opens only at the beginning of a cell, and every block begins
 * with a record: so a block tells by itself which of its line feeds are ends. Nearly all blocks have no quotes, and
 * then it is the last one.
 */
#include "trade/flow_reading.h"

#include <string.h>

static pship_result fail_here(pship_error *err, pship_result code, const char *file, int64_t line,
                              int64_t column, const char *what)
{
    return pship__fail_at(err, code, file, line, column, "%s", what);
}

/* ---- ends of records */

static const char *last_feed(const char *from, const char *end)
{
    while (end > from) {
        if (*--end == '\n')
            return end;
    }
    return NULL;
}

typedef struct ends {
    const char *first, *last; /* line feeds that end a record, or NULL */
    const char *open;         /* a quote that is not closed, or NULL */
} ends;

static void see_plain(ends *found, const char *from, const char *to)
{
    const char *feed = found->first ? NULL : memchr(from, '\n', (size_t)(to - from));
    if (feed)
        found->first = feed;
    feed = last_feed(from, to);
    if (feed)
        found->last = feed;
}

/* The end of a quoted cell that opens at `open`: behind its last quote, or NULL. */
static const char *behind_quotes(const char *open, const char *end)
{
    for (const char *at = open + 1; at < end; at += 2) {
        at = memchr(at, '"', (size_t)(end - at));
        if (!at)
            return NULL;
        if (at + 1 == end || at[1] != '"')
            return at + 1;
    }
    return NULL;
}

/* Separator 0: not known yet, it may be any of those that are taken by themselves. */
static bool opens(const char *quote, const char *begin, char separator)
{
    if (quote == begin || quote[-1] == '\n')
        return true;
    char before = quote[-1];
    return separator != 0 ? before == separator : before == ',' || before == ';' || before == '\t';
}

static ends find_ends(const char *begin, const char *end, char separator)
{
    ends found = {NULL, NULL, NULL};
    const char *plain = begin, *at = begin;
    while (at < end) {
        const char *quote = memchr(at, '"', (size_t)(end - at));
        if (!quote)
            break;
        at = quote + 1;
        if (!opens(quote, begin, separator))
            continue;
        see_plain(&found, plain, quote);
        plain = at = behind_quotes(quote, end);
        if (!at) {
            found.open = quote;
            return found;
        }
    }
    see_plain(&found, plain, end);
    return found;
}

/* ---- the beginning */

/* Files that are not text, by their first bytes. */
static pship_result check_type(const char *bytes, size_t length, const char *file, pship_error *err)
{
    static const struct {
        const char *begin;
        size_t length;
        const char *told;
    } types[] = {
        {"\xfd"
         "7zXZ",
         5, "packed by xz: unpack it, or pack it by gzip, zstd or zip"},
        {"BZh", 3, "packed by bzip2: unpack it, or pack it by gzip, zstd or zip"},
        {"7z\xbc\xaf", 4, "a 7z archive: unpack it, or pack it by gzip, zstd or zip"},
        {"PAR1", 4, "Parquet: read it with a data frame, and make flows of that"},
        {"ARROW1", 6, "Arrow (Feather): read it with a data frame, and make flows of that"},
        {"\x89HDF", 4, "HDF5: read it with a data frame, and make flows of that"},
        {"\xd0\xcf\x11\xe0", 4, "an old Excel workbook: save it as CSV"},
        {"%PDF", 4, "PDF"},
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (length >= types[i].length && memcmp(bytes, types[i].begin, types[i].length) == 0)
            return pship__fail(err, PSHIP_E_FORMAT, "'%.200s' is no CSV but %s", file,
                               types[i].told);
    }
    return PSHIP_OK;
}

static pship_result check_encoding(const flow_blocks *blocks, const char *file, pship_error *err)
{
    const char *bytes = blocks->kept;
    size_t length = blocks->kept_length;
    pship_result result = check_type(bytes, length, file, err);
    if (result != PSHIP_OK)
        return result;
    if (length >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0))
        return fail_here(err, PSHIP_E_SYNTAX, file, 1, 1, "the file is UTF-16, expected UTF-8");
    /* Without a mark, its letters are every other byte. */
    if (length >= 4 &&
        ((bytes[0] == '\0' && bytes[2] == '\0') || (bytes[1] == '\0' && bytes[3] == '\0')))
        return fail_here(err, PSHIP_E_SYNTAX, file, 1, 1,
                         "the file is UTF-16 or UTF-32, expected UTF-8");
    return PSHIP_OK;
}

static void drop(flow_blocks *blocks, size_t length)
{
    blocks->kept_length -= length;
    memmove(blocks->kept, blocks->kept + length, blocks->kept_length);
}

pship_result pship__flow_blocks_begin(flow_blocks *blocks, const pship_context *context,
                                      byte_source *source, const char *file, const char **header,
                                      size_t *header_length, pship_error *err)
{
    *blocks = (flow_blocks){.context = context, .source = source};
    blocks->kept = pship__allocate(context, FLOW_RECORD + 2, 1);
    if (!blocks->kept)
        return pship__fail_memory(err);
    pship_result result =
        pship__bytes_read(source, blocks->kept, FLOW_RECORD, &blocks->kept_length, err);
    if (result == PSHIP_OK)
        result = check_encoding(blocks, file, err);
    if (result != PSHIP_OK)
        return result;
    blocks->ended = blocks->kept_length < FLOW_RECORD;
    if (blocks->kept_length >= 3 && memcmp(blocks->kept, "\xef\xbb\xbf", 3) == 0)
        drop(blocks, 3);
    if (blocks->kept_length == 0)
        return fail_here(err, PSHIP_E_SYNTAX, file, 1, 1, "the file is empty, expected a header");
    const char *end = blocks->kept + blocks->kept_length;
    if (blocks->ended && end[-1] != '\n') {
        blocks->kept[blocks->kept_length++] = '\n';
        end++;
    }
    ends found = find_ends(blocks->kept, end, 0);
    const char *feed = found.first;
    if (!feed && found.open && blocks->ended)
        return fail_here(err, PSHIP_E_SYNTAX, file, 1, (int64_t)(found.open - blocks->kept) + 1,
                         "the quote that opens here is never closed");
    if (!feed)
        return fail_here(err, PSHIP_E_LIMIT, file, 1, 1, "the header is longer than 1 MiB");
    *header = blocks->kept;
    *header_length = (size_t)(feed + 1 - blocks->kept);
    return PSHIP_OK;
}

void pship__flow_blocks_start(flow_blocks *blocks, size_t header_length, char separator)
{
    drop(blocks, header_length);
    blocks->separator = separator;
}

void pship__flow_blocks_free(flow_blocks *blocks)
{
    pship__release(blocks->context, blocks->kept);
}

/* ---- all others */

static pship_result too_long(const flow_block *block, const char *from, bool quote,
                             pship_error *err)
{
    int64_t line = 0;
    const char *begin = block->bytes;
    for (const char *at = block->bytes; at < from; at++) {
        if (*at == '\n') {
            line++;
            begin = at + 1;
        }
    }
    return fail_here(err, PSHIP_E_LIMIT, NULL, line, (int64_t)(from - begin) + 1,
                     quote ? "the record is longer than 1 MiB: is the quote here closed?"
                           : "the record is longer than 1 MiB");
}

static pship_result cut(flow_blocks *blocks, flow_block *block, pship_error *err)
{
    const char *end = block->bytes + block->length;
    ends found = {NULL, NULL, NULL};
    if (memchr(block->bytes, '"', block->length))
        found = find_ends(block->bytes, end, blocks->separator);
    else
        found.last = last_feed(block->bytes, end);
    const char *next = found.last ? found.last + 1 : block->bytes;
    size_t rest = (size_t)(end - next);
    if (rest > FLOW_RECORD)
        return too_long(block, found.open ? found.open : next, found.open != NULL, err);
    memcpy(blocks->kept, next, rest);
    blocks->kept_length = rest;
    block->length -= rest;
    return PSHIP_OK;
}

pship_result pship__flow_blocks_next(flow_blocks *blocks, flow_block *block, pship_error *err)
{
    size_t got = 0;
    memcpy(block->bytes, blocks->kept, blocks->kept_length);
    block->length = blocks->kept_length;
    block->number = blocks->given;
    blocks->kept_length = 0;
    if (!blocks->ended) {
        pship_result result =
            pship__bytes_read(blocks->source, block->bytes + block->length, FLOW_BLOCK, &got, err);
        if (result != PSHIP_OK)
            return result;
        block->length += got;
        blocks->ended = got < FLOW_BLOCK;
    }
    if (blocks->ended) {
        if (block->length > 0 && block->bytes[block->length - 1] != '\n')
            block->bytes[block->length++] = '\n';
    } else {
        pship_result result = cut(blocks, block, err);
        if (result != PSHIP_OK)
            return result;
    }
    memset(block->bytes + block->length, '\n', FLOW_PADDING - 1);
    blocks->given += block->length > 0;
    return PSHIP_OK;
}
