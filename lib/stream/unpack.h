/*
 * What the unpackers of bytes.c have in common. Private to the room stream.
 */
#ifndef PSHIP_STREAM_UNPACK_H
#define PSHIP_STREAM_UNPACK_H

#include "stream/bytes.h"
#include "stream/files.h"

/* Packed bytes are read so many at a time. */
#define UNPACK_PIECE ((size_t)1 << 17)

typedef struct unpacker {
    /* As pship__bytes_read(); may also give fewer bytes before the end, but not none. */
    pship_result (*read)(byte_source *source, char *to, size_t size, size_t *got, pship_error *err);
    void (*close)(byte_source *source);
} unpacker;

struct byte_source {
    const pship_context *context;
    char *path;
    const unpacker *how;
    file_stream *stream;   /* the file; NULL for an archive */
    uint64_t length;       /* of the file, or of what is packed of the member */
    uint64_t unpacked;     /* what the archive says that the member is long, 0 for other files */
    uint64_t taken, given; /* packed bytes that were read, and bytes that they gave */
    uint64_t most_bytes;
    uint32_t most_times;
    char *piece; /* packed bytes: those from `at` to `filled` are still to be unpacked */
    size_t at, filled;
    void *state; /* of the unpacker */
};

extern const unpacker pship__unpack_gzip, pship__unpack_zstd, pship__unpack_zip;
pship_result pship__unpack_gzip_begin(byte_source *source, pship_error *err);
pship_result pship__unpack_zstd_begin(byte_source *source, pship_error *err);
pship_result pship__unpack_zip_begin(byte_source *source, const char *member, pship_error *err);

/* Makes sure that there are packed bytes in the piece; none are left at the end of the file. */
pship_result pship__unpack_fill(byte_source *source, pship_error *err);
/* Where the packed bytes are at, for messages. */
uint64_t pship__unpack_offset(const byte_source *source);

#endif
