/*
 * Bytes of a file, whatever it is packed in: plain, gzip, zstd, or a file within a zip archive. What it is
 * is told by its first bytes, not by its name.
 */
#ifndef PSHIP_STREAM_BYTES_H
#define PSHIP_STREAM_BYTES_H

#include "core/core.h"

typedef struct bytes_limits {
    const char *member;  /* of an archive: which file; NULL where there is only one */
    uint64_t most_bytes; /* unpacked; 0: no limit */
    uint32_t most_times; /* as many bytes as are packed; 0: no limit */
} bytes_limits;

typedef struct byte_source byte_source;

/* PSHIP_E_NOT_FOUND, PSHIP_E_IO, PSHIP_E_FORMAT for a damaged archive, PSHIP_E_INVALID for an archive of several
 * files none of which was named, PSHIP_E_MEMORY. */
pship_result pship__bytes_open(byte_source **source, const pship_context *context, const char *path,
                               const bytes_limits *limits, pship_error *err);
/* Up to `size` bytes; fewer at the end only. PSHIP_E_IO, PSHIP_E_FORMAT for what is damaged or cut short,
 * PSHIP_E_LIMIT. */
pship_result pship__bytes_read(byte_source *source, char *to, size_t size, size_t *got,
                               pship_error *err);
/* How long the file is: unpacked where that is told, otherwise as it lies there. */
uint64_t pship__bytes_length(const byte_source *source);
/* How much of the file has been read, between 0 and 1. */
double pship__bytes_fraction(const byte_source *source);
void pship__bytes_close(byte_source *source); /* may be NULL */

#endif
