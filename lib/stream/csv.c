/* The CSV reader: a machine over the bytes that are at hand, filled again when it has used them up. */
#include "stream/csv.h"
#include "stream/files.h"
#include <string.h>

#define PIECE ((size_t)1 << 16)

typedef enum csv_state {
    STATE_START,   /* of a cell */
    STATE_PLAIN,   /* inside a cell without quotes */
    STATE_QUOTED,  /* inside quotes */
    STATE_QUOTE,   /* behind a quote that closes, or is the first of two */
    STATE_RECORD,  /* a record is complete */
    STATE_FINISHED /* no more records */
} csv_state;

/* What a byte may be; all else is text. */
enum { BYTE_TEXT, BYTE_SEPARATOR, BYTE_QUOTE, BYTE_LF, BYTE_CR, BYTE_NUL };

struct pship__csv {
    const pship_context *context;
    const char *file;
    file_stream *stream; /* both NULL: all bytes were there from the beginning */
    byte_source *packed;
    char *piece; /* what was read of it */
    pship__progress_state *progress;
    const char *at, *end;
    uint64_t used, total; /* bytes of the file before `end`, and in all */
    unsigned char classes[256];
    int64_t line, column; /* of the byte at `at` */
    bool after_cr;        /* a LF at `at` belongs to the line end before it */
    bool began;           /* the beginning of the file has been looked at */
    csv_state state;
    pship__buffer text; /* of the record, each cell with a zero byte behind it */
    csv_cell *cells;    /* `text` is set once the record is complete */
    size_t count, capacity;
    size_t *offsets;
    size_t offset_capacity;
    int64_t quote_line, quote_column; /* of the quote that is open */
    const char *rule;
};

/* ---- opening */

char pship__csv_separator(const char *header, size_t length, char decimal)
{
    size_t counts[3] = {0, 0, 0}, best = 0;
    static const char marks[3] = {',', ';', '\t'};
    bool quoted = false;
    for (size_t i = 0; i < length; i++) {
        quoted ^= header[i] == '"';
        for (size_t k = 0; k < 3 && !quoted; k++) {
            counts[k] += header[i] == marks[k];
        }
    }
    for (size_t k = 1; k < 3; k++) {
        if (counts[k] > counts[best] || (best == 0 && decimal == ',')) {
            best = k;
        }
    }
    return marks[best];
}

static pship_result make(pship__csv **reader, const pship_context *context, const char *file,
                         char separator, pship_error *err)
{
    unsigned char byte = (unsigned char)separator;
    if (byte == 0 || byte >= 0x80 || strchr("\"\r\n", separator) != NULL) {
        return pship__fail(
            err, PSHIP_E_ARGUMENT,
            "a separator is one ASCII character, and neither a quote nor a line end");
    }
    pship__csv *made = pship__allocate_zero(context, 1, sizeof *made);
    if (made == NULL) {
        return pship__fail_memory(err);
    }
    made->context = context;
    made->file = file;
    made->line = made->column = 1;
    made->classes[byte] = BYTE_SEPARATOR;
    made->classes['"'] = BYTE_QUOTE;
    made->classes['\n'] = BYTE_LF;
    made->classes['\r'] = BYTE_CR;
    made->classes[0] = BYTE_NUL;
    pship__buffer_init(&made->text, context);
    *reader = made;
    return PSHIP_OK;
}

pship_result pship__csv_open_bytes(pship__csv **reader, const pship_context *context,
                                   const char *bytes, size_t length, const char *file,
                                   char separator, pship_error *err)
{
    pship__csv *made = NULL;
    pship_result result = make(&made, context, file, separator, err);
    if (result == PSHIP_OK) {
        made->at = bytes;
        made->end = bytes + length;
        made->used = made->total = length;
        *reader = made;
    }
    return result;
}

/* `limits` NULL: the file as it is. */
static pship_result open_path(pship__csv **reader, const pship_context *context, const char *path,
                              const bytes_limits *limits, char separator, pship_error *err)
{
    pship__csv *made = NULL;
    pship_result result = make(&made, context, path, separator, err);
    if (result != PSHIP_OK) {
        return result;
    }
    made->piece = pship__allocate(context, PIECE, 1);
    result = made->piece == NULL ? pship__fail_memory(err)
             : limits != NULL    ? pship__bytes_open(&made->packed, context, path, limits, err)
                              : pship__stream_open(&made->stream, context, path, &made->total, err);
    if (result != PSHIP_OK) {
        pship__csv_free(made);
        return result;
    }
    *reader = made;
    return PSHIP_OK;
}

pship_result pship__csv_open_file(pship__csv **reader, const pship_context *context,
                                  const char *path, char separator, pship_error *err)
{
    return open_path(reader, context, path, NULL, separator, err);
}

pship_result pship__csv_open_packed(pship__csv **reader, const pship_context *context,
                                    const char *path, const bytes_limits *limits, char separator,
                                    pship_error *err)
{
    return open_path(reader, context, path, limits, separator, err);
}

void pship__csv_free(pship__csv *reader)
{
    if (reader != NULL) {
        pship__stream_close(reader->stream);
        pship__bytes_close(reader->packed);
        pship__buffer_free(&reader->text);
        pship__release(reader->context, reader->piece);
        pship__release(reader->context, reader->cells);
        pship__release(reader->context, reader->offsets);
        pship__release(reader->context, reader);
    }
}

double pship__csv_fraction(const pship__csv *reader)
{
    if (reader->packed != NULL) {
        return pship__bytes_fraction(reader->packed);
    }
    uint64_t done = reader->used - (uint64_t)(reader->end - reader->at);
    return reader->total == 0      ? 1
           : done >= reader->total ? 1
                                   : (double)done / (double)reader->total;
}

void pship__csv_report(pship__csv *reader, pship__progress_state *progress)
{
    reader->progress = progress;
}

/* ---- failing */

static pship_result complain(pship__csv *reader, const char *rule, int64_t line, int64_t column,
                             const char *message, pship_error *err)
{
    reader->rule = rule;
    bool limit = strcmp(rule, CSV_RULE_LIMIT) == 0;
    return pship__fail_at(err, limit ? PSHIP_E_LIMIT : PSHIP_E_SYNTAX, reader->file, line, column,
                          "%s", message);
}

static pship_result wrong(pship__csv *reader, const char *message, pship_error *err)
{
    return complain(reader, CSV_RULE_SYNTAX, reader->line, reader->column, message, err);
}

/* ---- bytes */

/* True in *any when there is a byte at `at`. Whatever stands in the file, its pieces go by here. */
static pship_result fill(pship__csv *reader, bool *any, pship_error *err)
{
    if (reader->at == reader->end && reader->piece != NULL) {
        size_t got = 0;
        pship_result result = PSHIP_OK;
        if (reader->progress != NULL) {
            result = pship__progress(reader->progress, pship__csv_fraction(reader), err);
        }
        if (result == PSHIP_OK) {
            result = reader->packed != NULL
                         ? pship__bytes_read(reader->packed, reader->piece, PIECE, &got, err)
                         : pship__stream_read(reader->stream, reader->piece, PIECE, &got, err);
        }
        if (result != PSHIP_OK) {
            return result;
        }
        reader->at = reader->piece;
        reader->end = reader->piece + got;
        reader->used += got;
    }
    *any = reader->at < reader->end;
    return PSHIP_OK;
}

/* Byte order marks tell the encoding; that of UTF-8 is no part of the first cell. */
static pship_result look_at_beginning(pship__csv *reader, pship_error *err)
{
    bool any;
    pship_result result = fill(reader, &any, err);
    reader->began = true;
    if (result != PSHIP_OK) {
        return result;
    }
    size_t length = (size_t)(reader->end - reader->at);
    if (length >= 2 &&
        (memcmp(reader->at, "\xff\xfe", 2) == 0 || memcmp(reader->at, "\xfe\xff", 2) == 0)) {
        return complain(reader, CSV_RULE_ENCODING, 1, 1, "the file is UTF-16, expected UTF-8", err);
    }
    if (length >= 3 && memcmp(reader->at, "\xef\xbb\xbf", 3) == 0) {
        reader->at += 3;
    }
    return PSHIP_OK;
}

/* ---- cells */

static pship_result open_cell(pship__csv *reader, bool quoted, pship_error *err)
{
    if (reader->count == PSHIP__CSV_CELL_LIMIT) {
        return complain(reader, CSV_RULE_LIMIT, reader->line, reader->column,
                        "the record has more than 65536 cells", err);
    }
    if (!pship__grow(reader->context, (void **)&reader->cells, reader->count, &reader->capacity,
                     sizeof *reader->cells) ||
        !pship__grow(reader->context, (void **)&reader->offsets, reader->count,
                     &reader->offset_capacity, sizeof *reader->offsets)) {
        return pship__fail_memory(err);
    }
    reader->offsets[reader->count] = reader->text.length;
    reader->cells[reader->count++] =
        (csv_cell){.line = reader->line, .column = reader->column, .quoted = quoted};
    return PSHIP_OK;
}

static pship_result close_cell(pship__csv *reader, pship_error *err)
{
    csv_cell *cell = &reader->cells[reader->count - 1];
    cell->length = reader->text.length - reader->offsets[reader->count - 1];
    pship__buffer_add(&reader->text, "", 1);
    return reader->text.failed ? pship__fail_memory(err) : PSHIP_OK;
}

/* As many bytes as go on the same way are taken at once. */
static pship_result take_text(pship__csv *reader, pship_error *err)
{
    const char *start = reader->at;
    bool quoted = reader->state == STATE_QUOTED;
    while (reader->at < reader->end) {
        unsigned char class = reader->classes[(unsigned char)*reader->at];
        if (class != BYTE_TEXT && !(quoted && class == BYTE_SEPARATOR)) {
            break;
        }
        reader->at++;
    }
    reader->column += reader->at - start;
    pship__buffer_add(&reader->text, start, (size_t)(reader->at - start));
    if (reader->text.failed) {
        return pship__fail_memory(err);
    }
    return PSHIP_OK;
}

static pship_result check_length(pship__csv *reader, pship_error *err)
{
    if (reader->text.length <= PSHIP__CSV_RECORD_LIMIT) {
        return PSHIP_OK;
    }
    const csv_cell *cell = &reader->cells[reader->count - 1];
    return complain(reader, CSV_RULE_LIMIT, cell->line, cell->column,
                    cell->quoted ? "the record is longer than 16 MiB: is the quote here closed?"
                                 : "the record is longer than 16 MiB",
                    err);
}

/* ---- the machine */

static void next_line(pship__csv *reader, bool after_cr)
{
    reader->line++;
    reader->column = 1;
    reader->after_cr = after_cr;
}

/* A line end outside quotes, or the end of the file: both end a cell and the record. */
static pship_result end_record(pship__csv *reader, pship_error *err)
{
    if (reader->state == STATE_START) {
        if (reader->count == 0) {
            return PSHIP_OK; /* an empty line */
        }
        pship_result result = open_cell(reader, false, err);
        if (result != PSHIP_OK) {
            return result;
        }
    }
    reader->state = STATE_RECORD;
    return close_cell(reader, err);
}

static pship_result at_start(pship__csv *reader, unsigned char class, pship_error *err)
{
    bool quoted = class == BYTE_QUOTE;
    pship_result result = open_cell(reader, quoted, err);
    if (result != PSHIP_OK) {
        return result;
    }
    if (quoted) {
        reader->quote_line = reader->line;
        reader->quote_column = reader->column++;
        reader->at++;
    }
    reader->state = quoted ? STATE_QUOTED : STATE_PLAIN;
    return PSHIP_OK;
}

static pship_result in_quotes(pship__csv *reader, unsigned char class, pship_error *err)
{
    if (class == BYTE_QUOTE) {
        reader->at++;
        reader->column++;
        reader->state = STATE_QUOTE;
        return PSHIP_OK;
    }
    if (class != BYTE_LF && class != BYTE_CR) {
        return take_text(reader, err);
    }
    pship__buffer_add(&reader->text, reader->at++, 1);
    next_line(reader, class == BYTE_CR);
    return reader->text.failed ? pship__fail_memory(err) : PSHIP_OK;
}

static pship_result behind_quote(pship__csv *reader, unsigned char class, pship_error *err)
{
    if (class != BYTE_QUOTE) {
        return wrong(reader,
                     "text follows the closing quote of a cell: a quote inside a cell is doubled",
                     err);
    }
    pship__buffer_add(&reader->text, "\"", 1);
    reader->at++;
    reader->column++;
    reader->state = STATE_QUOTED;
    return reader->text.failed ? pship__fail_memory(err) : PSHIP_OK;
}

static pship_result separate(pship__csv *reader, pship_error *err)
{
    pship_result result = PSHIP_OK;
    if (reader->state == STATE_START) {
        result = open_cell(reader, false, err);
    }
    if (result == PSHIP_OK) {
        result = close_cell(reader, err);
    }
    reader->at++;
    reader->column++;
    reader->state = STATE_START;
    return result;
}

static pship_result step(pship__csv *reader, pship_error *err)
{
    unsigned char class = reader->classes[(unsigned char)*reader->at];
    if (class == BYTE_NUL) {
        return complain(reader, CSV_RULE_ENCODING, reader->line, reader->column,
                        "a zero byte cannot stand in a text: is the file UTF-8?", err);
    }
    if (class == BYTE_LF && reader->after_cr) {
        /* The second byte of CRLF; inside quotes it is kept. */
        if (reader->state == STATE_QUOTED) {
            pship__buffer_add(&reader->text, reader->at, 1);
        }
        reader->at++;
        reader->after_cr = false;
        return reader->text.failed ? pship__fail_memory(err) : PSHIP_OK;
    }
    reader->after_cr = false;
    if (reader->state == STATE_QUOTED) {
        return in_quotes(reader, class, err);
    }
    if (class == BYTE_LF || class == BYTE_CR) {
        pship_result result = end_record(reader, err);
        reader->at++;
        next_line(reader, class == BYTE_CR);
        return result;
    }
    if (class == BYTE_SEPARATOR) {
        return separate(reader, err);
    }
    if (reader->state == STATE_QUOTE) {
        return behind_quote(reader, class, err);
    }
    if (reader->state == STATE_START) {
        return at_start(reader, class, err);
    }
    if (class == BYTE_QUOTE) {
        return wrong(reader,
                     "a quote inside a cell: put the whole cell in quotes, and double this one",
                     err);
    }
    return take_text(reader, err);
}

static pship_result finish(pship__csv *reader, pship_error *err)
{
    if (reader->state == STATE_QUOTED) {
        return complain(reader, CSV_RULE_SYNTAX, reader->quote_line, reader->quote_column,
                        "the quote that opens here is never closed", err);
    }
    pship_result result = end_record(reader, err);
    if (result == PSHIP_OK && reader->state == STATE_START) {
        reader->state = STATE_FINISHED;
    }
    return result;
}

static size_t first_invalid(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length) {
        unsigned char lead = (unsigned char)text[at];
        size_t size = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        if (size > length - at || !pship__utf8_valid(text + at, size)) {
            break;
        }
        at += size;
    }
    return at;
}

/* The place of a byte of a cell. Quotes that were doubled stand in the file twice. */
static pship_result complain_inside(pship__csv *reader, const csv_cell *cell, size_t offset,
                                    pship_error *err)
{
    int64_t line = cell->line, column = cell->column + (cell->quoted ? 1 : 0);
    for (size_t i = 0; i < offset; i++) {
        bool ends = cell->text[i] == '\n' || (cell->text[i] == '\r' && cell->text[i + 1] != '\n');
        line += ends ? 1 : 0;
        column = ends ? 1 : column + (cell->text[i] == '"' ? 2 : 1);
    }
    return complain(reader, CSV_RULE_ENCODING, line, column, "the text is not UTF-8 here", err);
}

/* Texts are found only now: the buffer may have moved while it grew. */
static pship_result place_texts(pship__csv *reader, pship_error *err)
{
    bool valid = pship__utf8_valid(reader->text.bytes, reader->text.length);
    for (size_t i = 0; i < reader->count; i++) {
        csv_cell *cell = &reader->cells[i];
        cell->text = reader->text.bytes + reader->offsets[i];
        size_t good = valid ? cell->length : first_invalid(cell->text, cell->length);
        if (good < cell->length) {
            return complain_inside(reader, cell, good, err);
        }
    }
    return PSHIP_OK;
}

static pship_result read_record(pship__csv *reader, pship_error *err)
{
    pship_result result = reader->began ? PSHIP_OK : look_at_beginning(reader, err);
    while (result == PSHIP_OK && reader->state < STATE_RECORD) {
        bool any;
        result = fill(reader, &any, err);
        if (result == PSHIP_OK) {
            result = any ? step(reader, err) : finish(reader, err);
        }
        if (result == PSHIP_OK) {
            result = check_length(reader, err);
        }
    }
    return result == PSHIP_OK && reader->state == STATE_RECORD ? place_texts(reader, err) : result;
}

pship_result pship__csv_next(pship__csv *reader, const csv_cell **cells, size_t *count,
                             const char **rule, pship_error *err)
{
    pship__buffer_clear(&reader->text);
    reader->count = 0;
    if (reader->state == STATE_RECORD) {
        reader->state = STATE_START;
    }
    pship_result result = PSHIP_OK;
    if (reader->state != STATE_FINISHED) {
        result = read_record(reader, err);
    }
    if (result != PSHIP_OK) {
        reader->state = STATE_FINISHED;
        if (rule != NULL && (result == PSHIP_E_SYNTAX || result == PSHIP_E_LIMIT)) {
            *rule = reader->rule;
        }
        return result;
    }
    *cells = reader->cells;
    *count = reader->count;
    return PSHIP_OK;
}
