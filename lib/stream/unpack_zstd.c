/* zstd by libzstd. Source of the format: RFC 8878. */
#include "stream/unpack.h"

#ifdef PSHIP_HAVE_ZSTD
#include <zstd.h>
#include <zstd_errors.h>

typedef struct zstd_state {
    ZSTD_DStream *stream;
    bool between; /* two frames, or before the first */
} zstd_state;

pship_result pship__unpack_zstd_begin(byte_source *source, pship_error *err)
{
    zstd_state *state = pship__allocate_zero(source->context, 1, sizeof *state);
    if (!state)
        return pship__fail_memory(err);
    state->stream = ZSTD_createDStream();
    if (!state->stream) {
        pship__release(source->context, state);
        return pship__fail_memory(err);
    }
    state->between = true;
    source->state = state;
    source->how = &pship__unpack_zstd;
    return PSHIP_OK;
}

static void end(byte_source *source)
{
    zstd_state *state = source->state;
    (void)ZSTD_freeDStream(state->stream);
    pship__release(source->context, state);
}

static pship_result damaged(const byte_source *source, const char *what, pship_error *err)
{
    return pship__fail_at(err, PSHIP_E_FORMAT, source->path, 0, 0, "the zstd file %s at byte %llu",
                          what, (unsigned long long)pship__unpack_offset(source));
}

static pship_result unpack_some(byte_source *source, ZSTD_outBuffer *to, pship_error *err)
{
    zstd_state *state = source->state;
    ZSTD_inBuffer from = {source->piece, source->filled, source->at};
    size_t said = ZSTD_decompressStream(state->stream, to, &from);
    source->at = from.pos;
    if (!ZSTD_isError(said)) {
        state->between = said == 0;
        return PSHIP_OK;
    }
    switch (ZSTD_getErrorCode(said)) {
    case ZSTD_error_memory_allocation:
        return pship__fail_memory(err);
    case ZSTD_error_frameParameter_windowTooLarge:
        return pship__fail_at(err, PSHIP_E_LIMIT, source->path, 0, 0,
                              "the zstd file needs more than 128 MiB of memory to be unpacked");
    case ZSTD_error_prefix_unknown:
        return damaged(source, "is followed by something else", err);
    default:
        return damaged(source, "is damaged", err);
    }
}

static pship_result read_zstd(byte_source *source, char *to, size_t size, size_t *got,
                              pship_error *err)
{
    const zstd_state *state = source->state;
    ZSTD_outBuffer out = {.size = size};
    out.dst = to;
    pship_result result = PSHIP_OK;
    bool flushed = false;
    while (result == PSHIP_OK && out.pos == 0) {
        result = pship__unpack_fill(source, err);
        if (result != PSHIP_OK)
            break;
        if (source->at == source->filled) {
            /* What was read before may still have to come out. */
            if (state->between)
                break;
            if (flushed) {
                result = damaged(source, "is cut short: it ends", err);
                break;
            }
            flushed = true;
        }
        result = unpack_some(source, &out, err);
    }
    *got = out.pos;
    return result;
}

const unpacker pship__unpack_zstd = {read_zstd, end};

#else
pship_result pship__unpack_zstd_begin(byte_source *source, pship_error *err)
{
    return pship__fail_at(err, PSHIP_E_FORMAT, source->path, 0, 0,
                          "this build of the library does not read zstd: it has no libzstd");
}
#endif
