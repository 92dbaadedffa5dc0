/**
 * @file context.h
 * The context: allocator, progress and cancel, log, thread count.
 */
#ifndef PARTNERSHIP_CONTEXT_H
#define PARTNERSHIP_CONTEXT_H

#include <partnership/error.h>

PSHIP_BEGIN_DECLS

/**
 * What an embedder provides to the objects that it creates. Immutable once made and
 * reference-counted inside: objects keep their context alive, so it may be freed at any time.
 * Everywhere a context is asked for, NULL means the defaults: the C library's heap, no progress,
 * no log, one thread.
 */
typedef struct pship_context pship_context;

/**
 * One function that allocates, resizes and frees.
 *
 * @param user What was given in the options.
 * @param pointer NULL to allocate, or what an earlier call returned.
 * @param bytes The new size; 0 frees `pointer` and returns NULL.
 * @return Memory aligned for any type, or NULL when it cannot be had; then `pointer` stays as it was.
 *
 * It is called from every thread that uses an object of the context.
 */
typedef void *(*pship_allocate_fn)(void *user, void *pointer, size_t bytes);

/**
 * Called by long work about twenty times a second, on the thread that asked for the work.
 *
 * @param user What was given in the options.
 * @param stage What is being done, in one or two words.
 * @param fraction How much is done, between 0 and 1; negative where that is not known.
 * @return 0 to go on, anything else to cancel: the work then returns PSHIP_E_CANCELLED and
 *         leaves everything as it was.
 */
typedef int (*pship_progress_fn)(void *user, const char *stage, double fraction);

/** How much a log message matters. */
typedef enum pship_log_level {
    PSHIP_LOG_DEBUG = 0,  /**< For those who develop the library. */
    PSHIP_LOG_INFO = 1,   /**< Worth knowing. */
    PSHIP_LOG_WARNING = 2 /**< Something was odd and has been dealt with. */
} pship_log_level;

/**
 * Receives log messages, on the thread that made the call.
 *
 * @param user What was given in the options.
 * @param level How much it matters.
 * @param message One line of UTF-8 without a line end, lent for the call.
 */
typedef void (*pship_log_fn)(void *user, pship_log_level level, const char *message);

/**
 * Is told that nothing will be called any more.
 *
 * @param user What was given in the options.
 */
typedef void (*pship_release_fn)(void *user);

/** Options of pship_context_new(). Start from PSHIP_CONTEXT_OPTIONS_INIT. */
typedef struct pship_context_options {
    size_t size;                /**< sizeof(pship_context_options). */
    pship_allocate_fn allocate; /**< NULL: the C library's heap. */
    void *allocate_user;        /**< Passed to `allocate`. */
    pship_progress_fn progress; /**< NULL: no progress, no cancelling. */
    void *progress_user;        /**< Passed to `progress`. */
    pship_log_fn log;           /**< NULL: no log. */
    void *log_user;             /**< Passed to `log`. */
    int32_t threads;            /**< Most threads that one call may use, at least 1; 0 means 1. */
    /** Called with `progress_user` when nothing holds the context any more, on the thread that gave it up
        last; NULL: nobody has to be told. Not called where pship_context_new() fails. */
    pship_release_fn progress_release;
} pship_context_options;

/** Initialiser of pship_context_options. */
#define PSHIP_CONTEXT_OPTIONS_INIT \
    { \
        sizeof(pship_context_options), NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL \
    }

/**
 * The value of PSHIP_CONTEXT_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_context_options pship_context_options_init(void);

/**
 * Make a context.
 *
 * @param[out] context Receives the context; free it with pship_context_free().
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_ARGUMENT for a wrong size or a negative thread count, PSHIP_E_MEMORY.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_context_new(pship_context **context,
                                                         const pship_context_options *options,
                                                         pship_error *err);

/**
 * Give up a context. Objects made with it go on holding it.
 *
 * @param context May be NULL.
 *
 * Thread safety: any thread.
 */
PSHIP_API void pship_context_free(pship_context *context);

/**
 * The most threads that one call may use.
 *
 * @param context May be NULL.
 * @return At least 1.
 *
 * Thread safety: any thread.
 */
PSHIP_API int32_t pship_context_threads(const pship_context *context);

PSHIP_END_DECLS

#endif
