/* Files of lines: a window over the bytes that is moved on, and widened for a line that is longer than it. */
#include "stream/lines.h"
#include <string.h>

#define PIECE ((size_t)1 << 16)

struct text_lines {
    const pship_context *context;
    const char *path;
    byte_source *source;
    pship__progress_state *progress;
    char *window;
    size_t capacity;
    size_t at, end;  /* what was read and not given yet */
    size_t searched; /* behind `at`: so far there is no line feed */
    int64_t number;
    bool ended;
};

pship_result pship__lines_open(text_lines **lines, const pship_context *context, const char *path,
                               const bytes_limits *limits, pship__progress_state *progress,
                               pship_error *err)
{
    text_lines *made = pship__allocate_zero(context, 1, sizeof *made);
    if (!made)
        return pship__fail_memory(err);
    made->context = context;
    made->path = path;
    made->progress = progress;
    pship_result result = pship__bytes_open(&made->source, context, path, limits, err);
    if (result == PSHIP_OK) {
        made->capacity = 2 * PIECE;
        made->window = pship__allocate(context, made->capacity, 1);
        if (!made->window)
            result = pship__fail_memory(err);
    }
    if (result != PSHIP_OK) {
        pship__lines_close(made);
        return result;
    }
    *lines = made;
    return PSHIP_OK;
}

void pship__lines_close(text_lines *lines)
{
    if (!lines)
        return;
    pship__bytes_close(lines->source);
    pship__release(lines->context, lines->window);
    pship__release(lines->context, lines);
}

int64_t pship__lines_number(const text_lines *lines)
{
    return lines->number;
}

uint64_t pship__lines_length(const text_lines *lines)
{
    return pship__bytes_length(lines->source);
}

/* Room for a piece more, and a byte for the zero behind the last line. */
static pship_result make_room(text_lines *lines, pship_error *err)
{
    if (lines->at > 0) {
        memmove(lines->window, lines->window + lines->at, lines->end - lines->at);
        lines->end -= lines->at;
        lines->at = 0;
    }
    if (lines->capacity - lines->end > PIECE)
        return PSHIP_OK;
    char *wider = pship__resize(lines->context, lines->window, 2 * lines->capacity, 1);
    if (!wider)
        return pship__fail_memory(err);
    lines->window = wider;
    lines->capacity *= 2;
    return PSHIP_OK;
}

static pship_result read_on(text_lines *lines, pship_error *err)
{
    size_t got = 0;
    pship_result result = PSHIP_OK;
    if (lines->progress)
        result = pship__progress(lines->progress, pship__bytes_fraction(lines->source), err);
    if (result == PSHIP_OK)
        result = make_room(lines, err);
    if (result == PSHIP_OK)
        result = pship__bytes_read(lines->source, lines->window + lines->end, PIECE, &got, err);
    if (result != PSHIP_OK)
        return result;
    lines->end += got;
    lines->ended = got < PIECE;
    return PSHIP_OK;
}

/* Where the line ends that begins at `at`; *feed tells whether by a line feed. */
static pship_result find_end(text_lines *lines, size_t *end, bool *feed, pship_error *err)
{
    for (;;) {
        size_t from = lines->at + lines->searched;
        const char *found =
            from < lines->end ? memchr(lines->window + from, '\n', lines->end - from) : NULL;
        *end = found ? (size_t)(found - lines->window) : lines->end;
        *feed = found != NULL;
        if (*end - lines->at > PSHIP__LINE_LIMIT)
            return pship__fail_at(err, PSHIP_E_LIMIT, lines->path, lines->number + 1, 1,
                                  "the line is longer than 1 MiB: is this a file of text?");
        if (found || lines->ended)
            return PSHIP_OK;
        lines->searched = lines->end - lines->at;
        pship_result result = read_on(lines, err);
        if (result != PSHIP_OK)
            return result;
    }
}

/* The first byte that cannot stand in a text. */
static size_t first_bad(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length && text[at] != '\0') {
        size_t size = 1;
        while (size <= 4 && size <= length - at && !pship__utf8_valid(text + at, size))
            size++;
        if (size > 4 || size > length - at)
            break;
        at += size;
    }
    return at;
}

/* A byte order mark of UTF-16, or a sign of ASCII beside a zero byte. */
static bool looks_wide(const char *text)
{
    return !memcmp(text, "\xff\xfe", 2) || !memcmp(text, "\xfe\xff", 2) ||
           (!text[0] && text[1] >= '\t' && text[1] < 0x7f) ||
           (!text[1] && text[0] >= '\t' && text[0] < 0x7f);
}

static pship_result check(const text_lines *lines, const char *text, size_t length,
                          pship_error *err)
{
    if (pship__utf8_valid(text, length) && !memchr(text, '\0', length))
        return PSHIP_OK;
    if (lines->number == 1 && length >= 2 && looks_wide(text))
        return pship__fail_at(err, PSHIP_E_SYNTAX, lines->path, 1, 1,
                              "the file is UTF-16, expected UTF-8");
    const size_t at = first_bad(text, length);
    return pship__fail_at(err, PSHIP_E_SYNTAX, lines->path, lines->number, (int64_t)at + 1,
                          text[at] ? "the text is not UTF-8 here"
                                   : "a zero byte cannot stand in a text: is the file UTF-8?");
}

pship_result pship__lines_next(text_lines *lines, char **text, size_t *length, pship_error *err)
{
    size_t end = 0;
    bool feed = false;
    pship_result result = find_end(lines, &end, &feed, err);
    if (result != PSHIP_OK)
        return result;
    if (lines->at == lines->end) {
        *text = NULL;
        *length = 0;
        return PSHIP_OK;
    }
    size_t begin = lines->at;
    if (lines->number == 0 && end - begin >= 3 && !memcmp(lines->window, "\xef\xbb\xbf", 3))
        begin += 3;
    lines->number++;
    lines->at = end + (feed ? 1 : 0);
    lines->searched = 0;
    if (feed && end > begin && lines->window[end - 1] == '\r')
        end--;
    lines->window[end] = '\0';
    *text = lines->window + begin;
    *length = end - begin;
    return check(lines, *text, *length, err);
}
