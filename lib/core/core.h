/*
 * The ground floor, for every room above: failing, memory, options, text, progress.
 *
 * Internal names start with pship__ so that a static archive cannot collide with its user.
 */
#ifndef PSHIP_CORE_H
#define PSHIP_CORE_H

#include <partnership/context.h>
#include <partnership/date.h>
#include <partnership/error.h>
#include <stdarg.h>
#include <stdatomic.h>

#define PSHIP__PRINTF(text, first) __attribute__((format(printf, text, first)))

/* ---- failing: fills `err` when it is not NULL and returns the code, so that a caller writes
 * `return pship__fail(err, PSHIP_E_INVALID, "...")`. */
pship_result pship__fail(pship_error *err, pship_result code, const char *format, ...)
    PSHIP__PRINTF(3, 4);
/* The same with a place in an input file; file may be NULL. */
pship_result pship__fail_at(pship_error *err, pship_result code, const char *file, int64_t line,
                            int64_t column, const char *format, ...) PSHIP__PRINTF(6, 7);
pship_result pship__fail_memory(pship_error *err);
/* Why the operating system refused, from an errno: thread-safe, and in English whatever the locale,
 * which strerror() is not. Ends a sentence such as "cannot open the file: ...". */
const char *pship__system_reason(int number);
/* As vsnprintf, but a text too long is cut between two characters. */
void pship__format_cut(char *text, size_t size, const char *format, va_list arguments);

/* ---- memory: through the context's allocator; context may be NULL. Sizes are checked for
 * overflow; count 0 gives a pointer that is not NULL. */
void *pship__allocate(const pship_context *context, size_t count, size_t size); /* not cleared */
void *pship__allocate_zero(const pship_context *context, size_t count, size_t size); /* cleared */
/* On failure the old block stays as it was and NULL is returned. */
void *pship__resize(const pship_context *context, void *pointer, size_t count, size_t size);
void pship__release(const pship_context *context, void *pointer);
/* Gives the memory of a block that is about to be released back to the system at once, where the allocator is the
 * C library's: what is in it is lost. */
void pship__discard(const pship_context *context, void *block, size_t bytes);
char *pship__copy_text(const pship_context *context, const char *text);
/* Make room for one more item in a growing array: doubles *capacity when count has reached it.
 * *items keeps its old block on failure. */
bool pship__grow(const pship_context *context, void **items, size_t count, size_t *capacity,
                 size_t item_size);

/* ---- context references; NULL in, NULL out. */
pship_context *pship__context_share(pship_context *context);
void pship__log(const pship_context *context, pship_log_level level, const char *format, ...)
    PSHIP__PRINTF(3, 4);

/* ---- progress: one per long call. pship__progress() looks at the clock only now and then and
 * calls back at most about twenty times a second; PSHIP_E_CANCELLED when the callback says so. */
typedef struct pship__progress_state {
    const pship_context *context;
    const char *stage;
    int64_t next_ns;
    uint32_t countdown;
    double from, share; /* of the whole: where the part at hand begins, and how much it is */
} pship__progress_state;
void pship__progress_begin(pship__progress_state *state, const pship_context *context,
                           const char *stage);
/* From here on fractions are of that part of the whole. */
void pship__progress_part(pship__progress_state *state, double from, double share);
/* `fraction` is negative where nobody can tell. */
pship_result pship__progress(pship__progress_state *state, double fraction, pship_error *err);
/* The same for work in long pieces: looks at the clock each time. */
pship_result pship__progress_look(pship__progress_state *state, double fraction, pship_error *err);

/* ---- threads: `work` for every piece from 0 to count - 1, each once, in no certain order, by the threads of the
 * context (parallel.c). Tells progress between `from` and `to` and may be cancelled; then pieces are left out. All
 * that began is finished when it returns. */
#define PSHIP__MOST_THREADS 64 /* of one call, whatever the context allows */
typedef void (*pship__piece_fn)(void *data, size_t piece);
pship_result pship__parallel(pship_context *context, size_t count, pship__piece_fn work, void *data,
                             pship__progress_state *progress, double from, double to,
                             pship_error *err);

/* ---- graphs: the strongly connected components of one with nodes from 0 on. The edges that leave node i go to
 * to[begins[i]] up to, and not including, to[begins[i + 1]]. Two nodes have the same component where each leads to the
 * other. Time and memory grow with nodes and edges. `progress` may be NULL: then it cannot be cancelled. */
pship_result pship__components(uint32_t *component, const pship_context *context, size_t node_count,
                               const size_t *begins, const uint32_t *to,
                               pship__progress_state *progress, pship_error *err);

/* ---- options: `out` already holds the defaults; `in` (may be NULL) starts with its size_t size.
 * Sizes from first_size on are accepted; non-zero bytes past known_size are an error. */
pship_result pship__options(void *out, size_t known_size, size_t first_size, const void *in,
                            const char *type_name, pship_error *err);

/* ---- text */
bool pship__utf8_valid(const char *text, size_t length);
/* Reads a decimal number independent of locale; the whole text must be one. Value rounded to the
 * nearest double; false for another spelling, and for infinities. */
bool pship__number_parse(const char *text, double *number);
/* Fewest digits that read back as the same double, '.' as point in every locale. */
size_t pship__number_format(double number, char *text, size_t size);

/* A growing text or byte buffer; after a failed allocation it is `failed` and stays so. */
typedef struct pship__buffer {
    const pship_context *context;
    char *bytes; /* terminated by a zero byte that does not count */
    size_t length, capacity;
    bool failed;
} pship__buffer;
void pship__buffer_init(pship__buffer *buffer, const pship_context *context);
void pship__buffer_add(pship__buffer *buffer, const char *bytes, size_t length);
void pship__buffer_add_text(pship__buffer *buffer, const char *text);
void pship__buffer_format(pship__buffer *buffer, const char *format, ...) PSHIP__PRINTF(2, 3);
void pship__buffer_clear(pship__buffer *buffer); /* length 0, keeps its memory */
void pship__buffer_free(pship__buffer *buffer);

/* What is left of a name without its case, its accents, compatibility forms and blanks too many, so that
 * texts may be compared: replaces the contents of the buffer. `text` is UTF-8. (fold.c) */
void pship__text_fold(pship__buffer *to, const char *text);

/* ---- dates beyond the public ones */
/* First day on which something no longer holds, from the last day as written: bounds plus one. */
void pship__date_to_end(pship_date *date);
/* Moves a day by calendar units; false, and nothing moved, where that leaves the calendar. MIN and MAX stay. */
bool pship__day_move(pship_day *bound, int32_t amount, pship_calendar_unit unit);
pship_day pship__today(void); /* UTC */
int64_t pship__now(void);     /* microseconds since 1970-01-01 UTC */

#endif
