/* gzip by zlib. Source of the format: RFC 1952. */
#include "stream/unpack.h"

#ifdef PSHIP_HAVE_ZLIB
#include <string.h>
#include <zlib.h>

typedef struct gzip_state {
    z_stream stream;
    bool ended; /* a member is complete; another may follow */
} gzip_state;

static voidpf allocate(voidpf user, uInt count, uInt size)
{
    return pship__allocate(user, count, size);
}

static void release(voidpf user, voidpf pointer)
{
    pship__release(user, pointer);
}

pship_result pship__unpack_gzip_begin(byte_source *source, pship_error *err)
{
    gzip_state *state = pship__allocate_zero(source->context, 1, sizeof *state);
    if (!state)
        return pship__fail_memory(err);
    state->stream.zalloc = allocate;
    state->stream.zfree = release;
    state->stream.opaque = (voidpf)(uintptr_t)source->context;
    /* 15 bits of window, and 16 for a gzip header. */
    if (inflateInit2(&state->stream, 15 + 16) != Z_OK) {
        pship__release(source->context, state);
        return pship__fail_memory(err);
    }
    source->state = state;
    source->how = &pship__unpack_gzip;
    return PSHIP_OK;
}

static void end(byte_source *source)
{
    gzip_state *state = source->state;
    (void)inflateEnd(&state->stream);
    pship__release(source->context, state);
}

static pship_result damaged(const byte_source *source, const char *what, pship_error *err)
{
    return pship__fail_at(err, PSHIP_E_FORMAT, source->path, 0, 0, "the gzip file %s at byte %llu",
                          what, (unsigned long long)pship__unpack_offset(source));
}

/* Members may follow each other (RFC 1952, section 2.2), and tapes fill up with zeros. */
static pship_result next_member(byte_source *source, bool *more, pship_error *err)
{
    gzip_state *state = source->state;
    while (source->at < source->filled && source->piece[source->at] == '\0')
        source->at++;
    *more = source->at < source->filled;
    if (!*more)
        return PSHIP_OK;
    if ((unsigned char)source->piece[source->at] != 0x1f)
        return damaged(source, "is followed by something else", err);
    state->ended = false;
    (void)inflateReset(&state->stream);
    return PSHIP_OK;
}

static pship_result unpack_some(byte_source *source, pship_error *err)
{
    gzip_state *state = source->state;
    z_stream *stream = &state->stream;
    stream->next_in = (Bytef *)source->piece + source->at;
    stream->avail_in = (uInt)(source->filled - source->at);
    int said = inflate(stream, Z_NO_FLUSH);
    source->at = source->filled - stream->avail_in;
    if (said == Z_MEM_ERROR)
        return pship__fail_memory(err);
    if (said == Z_STREAM_END)
        state->ended = true;
    else if (said != Z_OK && said != Z_BUF_ERROR)
        return damaged(source, "is damaged", err);
    return PSHIP_OK;
}

static pship_result read_gzip(byte_source *source, char *to, size_t size, size_t *got,
                              pship_error *err)
{
    gzip_state *state = source->state;
    size_t wanted = size < UINT32_MAX / 2 ? size : UINT32_MAX / 2;
    pship_result result = PSHIP_OK;
    state->stream.next_out = (Bytef *)to;
    state->stream.avail_out = (uInt)wanted;
    while (result == PSHIP_OK && state->stream.avail_out == (uInt)wanted) {
        bool more = true;
        result = pship__unpack_fill(source, err);
        if (result != PSHIP_OK)
            break;
        if (source->at == source->filled) {
            if (!state->ended)
                result = damaged(source, "is cut short: it ends", err);
            break;
        }
        if (state->ended)
            result = next_member(source, &more, err);
        if (result == PSHIP_OK && more)
            result = unpack_some(source, err);
    }
    *got = wanted - state->stream.avail_out;
    return result;
}

const unpacker pship__unpack_gzip = {read_gzip, end};

#else
pship_result pship__unpack_gzip_begin(byte_source *source, pship_error *err)
{
    return pship__fail_at(err, PSHIP_E_FORMAT, source->path, 0, 0,
                          "this build of the library does not read gzip: it has no zlib");
}
#endif
