/* Bytes of a file, whatever it is packed in: which unpacker, and how far it may go. */
#include "stream/bytes.h"
#include "stream/unpack.h"

#include <string.h>

/* Small files may be packed as tightly as they like. */
#define HARMLESS_BYTES ((uint64_t)16 << 20)

static pship_result read_plain(byte_source *source, char *to, size_t size, size_t *got,
                               pship_error *err)
{
    pship_result result = pship__stream_read(source->stream, to, size, got, err);
    if (result == PSHIP_OK)
        source->taken += *got;
    return result;
}

static const unpacker unpack_plain = {read_plain, NULL};

pship_result pship__unpack_fill(byte_source *source, pship_error *err)
{
    size_t got = 0;
    if (source->at < source->filled)
        return PSHIP_OK;
    pship_result result =
        pship__stream_read(source->stream, source->piece, UNPACK_PIECE, &got, err);
    if (result != PSHIP_OK)
        return result;
    source->at = 0;
    source->filled = got;
    source->taken += got;
    return PSHIP_OK;
}

uint64_t pship__unpack_offset(const byte_source *source)
{
    return source->taken - (source->filled - source->at);
}

/* ---- what it is */

typedef enum packing { PACKED_PLAIN, PACKED_GZIP, PACKED_ZSTD, PACKED_ZIP } packing;

/* Sources: RFC 1952, section 2.3.1; RFC 8878, section 3.1.1; PKWARE APPNOTE.TXT 6.3.10, sections 4.3.7 and
 * 4.3.16 (an archive without files begins with its end). */
static packing packing_of(const char *bytes, size_t length)
{
    if (length >= 2 && memcmp(bytes, "\x1f\x8b", 2) == 0)
        return PACKED_GZIP;
    if (length >= 4 && memcmp(bytes, "\x28\xb5\x2f\xfd", 4) == 0)
        return PACKED_ZSTD;
    if (length >= 4 && (memcmp(bytes, "PK\x03\x04", 4) == 0 || memcmp(bytes, "PK\x05\x06", 4) == 0))
        return PACKED_ZIP;
    return PACKED_PLAIN;
}

static pship_result begin_stream(byte_source *made, packing kind, pship_error *err)
{
    pship_result result =
        pship__stream_open(&made->stream, made->context, made->path, &made->length, err);
    if (result != PSHIP_OK || kind == PACKED_PLAIN)
        return result;
    made->piece = pship__allocate(made->context, UNPACK_PIECE, 1);
    if (!made->piece)
        return pship__fail_memory(err);
    return kind == PACKED_GZIP ? pship__unpack_gzip_begin(made, err)
                               : pship__unpack_zstd_begin(made, err);
}

static pship_result begin(byte_source *made, const char *member, pship_error *err)
{
    char first[4];
    size_t length = 0;
    pship_result result = pship__file_peek(made->path, first, sizeof first, &length, err);
    if (result != PSHIP_OK)
        return result;
    packing kind = packing_of(first, length);
    if (kind == PACKED_ZIP)
        return pship__unpack_zip_begin(made, member, err);
    if (member)
        return pship__fail_at(err, PSHIP_E_INVALID, made->path, 0, 0,
                              "'%s' is asked for, but this is no zip archive", member);
    return begin_stream(made, kind, err);
}

pship_result pship__bytes_open(byte_source **source, const pship_context *context, const char *path,
                               const bytes_limits *limits, pship_error *err)
{
    byte_source *made = pship__allocate_zero(context, 1, sizeof *made);
    if (!made)
        return pship__fail_memory(err);
    made->context = context;
    made->how = &unpack_plain;
    made->most_bytes = limits->most_bytes;
    made->most_times = limits->most_times;
    made->path = pship__copy_text(context, path);
    pship_result result = made->path ? begin(made, limits->member, err) : pship__fail_memory(err);
    if (result == PSHIP_OK)
        *source = made;
    else
        pship__bytes_close(made);
    return result;
}

void pship__bytes_close(byte_source *source)
{
    if (!source)
        return;
    if (source->how->close)
        source->how->close(source);
    pship__stream_close(source->stream);
    pship__release(source->context, source->piece);
    pship__release(source->context, source->path);
    pship__release(source->context, source);
}

/* ---- reading */

/* A few packed bytes can be made to fill any disk. */
static pship_result check_limits(const byte_source *source, pship_error *err)
{
    if (source->most_bytes > 0 && source->given > source->most_bytes)
        return pship__fail_at(err, PSHIP_E_LIMIT, source->path, 0, 0,
                              "there are more than %llu bytes in the file",
                              (unsigned long long)source->most_bytes);
    if (source->how == &unpack_plain || source->most_times == 0 ||
        source->given <= HARMLESS_BYTES || source->given / source->most_times <= source->taken)
        return PSHIP_OK;
    return pship__fail_at(err, PSHIP_E_LIMIT, source->path, 0, 0,
                          "the file unpacks to more than %u times its size",
                          (unsigned)source->most_times);
}

pship_result pship__bytes_read(byte_source *source, char *to, size_t size, size_t *got,
                               pship_error *err)
{
    size_t length = 0;
    while (length < size) {
        size_t more = 0;
        pship_result result = source->how->read(source, to + length, size - length, &more, err);
        if (result != PSHIP_OK)
            return result;
        if (more == 0)
            break;
        length += more;
        source->given += more;
        result = check_limits(source, err);
        if (result != PSHIP_OK)
            return result;
    }
    *got = length;
    return PSHIP_OK;
}

uint64_t pship__bytes_length(const byte_source *source)
{
    return source->unpacked > 0 ? source->unpacked : source->length;
}

double pship__bytes_fraction(const byte_source *source)
{
    uint64_t done = source->unpacked > 0 ? source->given : source->taken;
    uint64_t all = source->unpacked > 0 ? source->unpacked : source->length;
    return done >= all ? 1 : (double)done / (double)all;
}
