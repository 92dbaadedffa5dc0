/*
 * Contexts: reference-counted and immutable, so that every object can hold one on any thread.
 */
#include "core/context.h"

/* Size of the options in the first release that had them. It never changes. */
#define FIRST_OPTIONS_SIZE (offsetof(pship_context_options, threads) + sizeof(int32_t))

pship_context_options pship_context_options_init(void)
{
    return (pship_context_options)PSHIP_CONTEXT_OPTIONS_INIT;
}

pship_result pship_context_new(pship_context **context, const pship_context_options *options,
                               pship_error *err)
{
    pship_context_options given = PSHIP_CONTEXT_OPTIONS_INIT;
    pship_result result = pship__options(&given, sizeof given, FIRST_OPTIONS_SIZE, options,
                                         "pship_context_options", err);
    if (result != PSHIP_OK)
        return result;
    if (context == NULL)
        return pship__fail(err, PSHIP_E_ARGUMENT, "there is no place to put the context");
    if (given.threads < 0)
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "the number of threads of a context is %d, it must not be negative",
                           (int)given.threads);
    if (given.threads == 0)
        given.threads = 1;
    if (given.allocate == NULL)
        given.allocate = pship__heap;

    pship_context *made = given.allocate(given.allocate_user, NULL, sizeof *made);
    if (made == NULL)
        return pship__fail_memory(err);
    made->options = given;
    atomic_init(&made->references, 1);
    *context = made;
    return PSHIP_OK;
}

void pship_context_free(pship_context *context)
{
    if (context == NULL)
        return;
    /* Release orders this owner's writes before the freeing, acquire makes the last owner see them. */
    if (atomic_fetch_sub_explicit(&context->references, 1, memory_order_acq_rel) != 1)
        return;
    pship_context_options options = context->options;
    options.allocate(options.allocate_user, context, 0);
    if (options.progress_release != NULL)
        options.progress_release(options.progress_user);
}

int32_t pship_context_threads(const pship_context *context)
{
    return context == NULL ? 1 : context->options.threads;
}

pship_context *pship__context_share(pship_context *context)
{
    if (context != NULL)
        atomic_fetch_add_explicit(&context->references, 1, memory_order_relaxed);
    return context;
}

void pship__log(const pship_context *context, pship_log_level level, const char *format, ...)
{
    if (context == NULL || context->options.log == NULL)
        return;
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    pship__format_cut(message, sizeof message, format, arguments);
    va_end(arguments);
    /* A name from outside may hold a line end, but a log message is one line. */
    for (char *at = message; *at != '\0'; at++) {
        if (*at == '\n' || *at == '\r')
            *at = ' ';
    }
    context->options.log(context->options.log_user, level, message);
}
