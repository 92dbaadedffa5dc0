/* Contexts, memory, options, progress, log and buffers. */
#include "alloc/failing.h"
#include "clock.h"
#include "core/core.h"

Suite *test_suite(void);

/* ---- contexts and memory */

START_TEST(no_context_is_the_defaults)
{
    ck_assert_int_eq(pship_context_threads(NULL), 1);
    ck_assert_ptr_null(pship__context_share(NULL));
    pship_context_free(NULL);
    void *block = pship__allocate(NULL, 3, 5);
    ck_assert_ptr_nonnull(block);
    pship__release(NULL, block);
    pship__release(NULL, NULL);
    pship__log(NULL, PSHIP_LOG_WARNING, "nobody listens");
}
END_TEST

START_TEST(a_context_is_freed_with_its_last_reference)
{
    heap memory;
    pship_context *context = heap_context(&memory);
    ck_assert_int_eq(memory.blocks, 1);
    pship_context *shared = pship__context_share(context);
    ck_assert_ptr_eq(shared, context);
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 1);
    pship_context_free(shared);
    ck_assert_int_eq(memory.blocks, 0);
}
END_TEST

static pship_result make_context(void *data, pship_error *err)
{
    pship_context_options options = pship_context_options_init();
    options.allocate = heap_allocate;
    options.allocate_user = data;
    pship_context *context = NULL;
    pship_result result = pship_context_new(&context, &options, err);
    ck_assert_int_eq(context != NULL, result == PSHIP_OK);
    pship_context_free(context);
    return result;
}

START_TEST(a_context_without_memory_is_none)
{
    heap memory = {.calls = 0};
    heap_fail_each(&memory, make_context, NULL, &memory);
}
END_TEST

START_TEST(threads_are_at_least_one)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_context *context = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    ck_assert_int_eq(pship_context_new(&context, &options, &err), PSHIP_OK);
    ck_assert_int_eq(pship_context_threads(context), 1);
    pship_context_free(context);
    options.threads = 4;
    ck_assert_int_eq(pship_context_new(&context, &options, &err), PSHIP_OK);
    ck_assert_int_eq(pship_context_threads(context), 4);
    pship_context_free(context);
    context = NULL;
    options.threads = -1;
    ck_assert_int_eq(pship_context_new(&context, &options, &err), PSHIP_E_ARGUMENT);
    ck_assert_ptr_null(context);
    ck_assert_int_eq(pship_context_new(NULL, NULL, &err), PSHIP_E_ARGUMENT);
}
END_TEST

START_TEST(sizes_that_overflow_are_refused)
{
    heap memory;
    pship_context *context = heap_context(&memory);
    heap_set(&memory, 0, false);
    ck_assert_ptr_null(pship__allocate(context, SIZE_MAX, 2));
    ck_assert_ptr_null(pship__allocate(context, SIZE_MAX / 2 + 2, 2));
    ck_assert_ptr_null(pship__allocate(context, (size_t)PTRDIFF_MAX + 1, 1));
    ck_assert_ptr_null(pship__allocate_zero(context, 1, SIZE_MAX));
    ck_assert_int_eq(memory.calls, 0);
    char *block = pship__allocate(context, 4, 1);
    ck_assert_ptr_null(pship__resize(context, block, SIZE_MAX / 8, 16));
    pship__release(context, block);
    void *empty = pship__allocate(context, 0, 8);
    ck_assert_ptr_nonnull(empty);
    pship__release(context, empty);
    ck_assert_int_eq(memory.blocks, 1);
    pship_context_free(context);
}
END_TEST

START_TEST(cleared_memory_is_clear_and_copies_are_copies)
{
    unsigned char *cleared = pship__allocate_zero(NULL, 100, 3);
    for (int i = 0; i < 300; i++)
        ck_assert_int_eq(cleared[i], 0);
    pship__release(NULL, cleared);
    char original[] = "text";
    char *copy = pship__copy_text(NULL, original);
    original[0] = 'n';
    ck_assert_str_eq(copy, "text");
    pship__release(NULL, copy);
    ck_assert_ptr_null(pship__copy_text(NULL, NULL));
}
END_TEST

START_TEST(an_array_grows_and_keeps_what_it_holds)
{
    heap memory;
    pship_context *context = heap_context(&memory);
    void *items = NULL;
    size_t capacity = 0;
    for (size_t count = 0; count < 1000; count++) {
        ck_assert(pship__grow(context, &items, count, &capacity, sizeof(size_t)));
        ((size_t *)items)[count] = count;
    }
    ck_assert_int_lt(memory.calls, 12);
    for (size_t i = 0; i < 1000; i++)
        ck_assert_uint_eq(((size_t *)items)[i], i);
    void *before = items;
    size_t held = capacity;
    heap_set(&memory, 1, true);
    ck_assert(!pship__grow(context, &items, capacity, &capacity, sizeof(size_t)));
    ck_assert_ptr_eq(items, before);
    ck_assert_uint_eq(capacity, held);
    pship__release(context, items);
    pship_context_free(context);
}
END_TEST

/* ---- options */

typedef struct grown_options {
    size_t size;
    int32_t first, second;
    int64_t later;
} grown_options;

START_TEST(options_of_every_size_are_read)
{
    pship_error err = PSHIP_ERROR_INIT;
    const grown_options defaults = {sizeof defaults, 1, 2, 3};
    size_t first_size = offsetof(grown_options, later);
    grown_options out = defaults;
    ck_assert_int_eq(pship__options(&out, sizeof out, first_size, NULL, "x", &err), PSHIP_OK);
    ck_assert_int_eq(out.second, 2);

    grown_options in = {sizeof in, 10, 20, 30};
    ck_assert_int_eq(pship__options(&out, sizeof out, first_size, &in, "x", &err), PSHIP_OK);
    ck_assert_int_eq(out.later, 30);

    /* An older caller: what it lacks keeps its default, the size becomes ours. */
    out = defaults;
    in.size = first_size;
    ck_assert_int_eq(pship__options(&out, sizeof out, first_size, &in, "x", &err), PSHIP_OK);
    ck_assert_int_eq(out.second, 20);
    ck_assert_int_eq(out.later, 3);
    ck_assert_uint_eq(out.size, sizeof out);
}
END_TEST

START_TEST(options_from_the_future_are_read_when_they_ask_for_nothing_new)
{
    pship_error err = PSHIP_ERROR_INIT;
    struct {
        grown_options known;
        char news[24];
    } in = {{sizeof in, 10, 20, 30}, ""};
    grown_options out = {sizeof out, 1, 2, 3};
    ck_assert_int_eq(pship__options(&out, sizeof out, 16, &in, "x_options", &err), PSHIP_OK);
    ck_assert_int_eq(out.first, 10);
    out.first = 1;
    in.news[23] = 1;
    ck_assert_int_eq(pship__options(&out, sizeof out, 16, &in, "x_options", &err),
                     PSHIP_E_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(err.message, "x_options"));
    ck_assert_int_eq(out.first, 1);
}
END_TEST

START_TEST(impossible_sizes_of_options_are_refused)
{
    pship_error err = PSHIP_ERROR_INIT;
    grown_options out = {sizeof out, 1, 2, 3};
    static const size_t sizes[] = {0, 1, 8, 15, SIZE_MAX, 1u << 30};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        grown_options in = {sizes[i], 10, 20, 30};
        ck_assert_int_eq(pship__options(&out, sizeof out, 16, &in, "x_options", &err),
                         PSHIP_E_ARGUMENT);
        ck_assert_ptr_nonnull(strstr(err.message, "x_options"));
        ck_assert_int_eq(out.first, 1);
    }
    pship_context *context = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    options.size = 8;
    ck_assert_int_eq(pship_context_new(&context, &options, &err), PSHIP_E_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(err.message, "pship_context_options"));
}
END_TEST

/* ---- progress and log */

typedef struct listener {
    int calls, cancel_at;
    double fraction;
    char text[600];
    pship_log_level level;
} listener;

static int on_progress(void *user, const char *stage, double fraction)
{
    listener *self = user;
    self->calls++;
    self->fraction = fraction;
    strcpy(self->text, stage);
    return self->calls == self->cancel_at;
}

static void on_log(void *user, pship_log_level level, const char *message)
{
    listener *self = user;
    self->calls++;
    self->level = level;
    strcpy(self->text, message);
}

static pship_context *listening(listener *self)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_context *context;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    options.progress = on_progress;
    options.progress_user = self;
    options.log = on_log;
    options.log_user = self;
    ck_assert_int_eq(pship_context_new(&context, &options, &err), PSHIP_OK);
    return context;
}

static void on_release(void *user)
{
    listener *self = user;
    self->calls += 100;
}

START_TEST(who_is_called_is_told_when_nothing_holds_the_context_any_more)
{
    pship_error err = PSHIP_ERROR_INIT;
    listener self = {.calls = 0};
    pship_context *context = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    options.progress_user = &self;
    options.progress_release = on_release;
    options.threads = -1;
    ck_assert_int_eq(pship_context_new(&context, &options, &err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(self.calls, 0);
    options.threads = 1;
    ck_assert_int_eq(pship_context_new(&context, &options, &err), PSHIP_OK);
    pship_context *other = pship__context_share(context);
    pship_context_free(context);
    ck_assert_int_eq(self.calls, 0);
    pship_context_free(other);
    ck_assert_int_eq(self.calls, 100);
}
END_TEST

START_TEST(progress_goes_by_the_clock)
{
    listener self = {.calls = 0};
    pship_context *context = listening(&self);
    pship__progress_state state;
    pship__progress_begin(&state, context, "counting");
    clock_step = 0;
    for (int at = 0; at <= 100; at++) { /* milliseconds */
        clock_shows = CLOCK_SECOND + at * INT64_C(1000000);
        ck_assert_int_eq(pship__progress_look(&state, 0.5, NULL), PSHIP_OK);
        ck_assert_int_eq(self.calls, at < 50 ? 1 : at < 100 ? 2 : 3);
    }
    ck_assert_str_eq(self.text, "counting");
    ck_assert(self.fraction == 0.5);
    pship_context_free(context);
}
END_TEST

START_TEST(the_clock_is_looked_at_once_in_33_calls)
{
    listener self = {.calls = 0};
    pship_context *context = listening(&self);
    pship__progress_state state;
    pship__progress_begin(&state, context, "counting");
    clock_step = CLOCK_SECOND;
    for (int i = 0; i <= 66; i++) {
        ck_assert_int_eq(pship__progress(&state, 0.5, NULL), PSHIP_OK);
        ck_assert_int_eq(self.calls, 1 + i / 33);
    }
    pship_context_free(context);
}
END_TEST

START_TEST(progress_can_cancel_at_once)
{
    listener self = {.cancel_at = 1};
    pship_error err = PSHIP_ERROR_INIT;
    pship_context *context = listening(&self);
    pship__progress_state state;
    pship__progress_begin(&state, context, "counting");
    ck_assert_int_eq(pship__progress(&state, -1, &err), PSHIP_E_CANCELLED);
    ck_assert_ptr_nonnull(strstr(err.message, "counting"));
    pship_context_free(context);
    pship__progress_begin(&state, NULL, "counting");
    ck_assert_int_eq(pship__progress(&state, -1, &err), PSHIP_OK);
}
END_TEST

START_TEST(a_log_message_is_one_line)
{
    listener self = {.calls = 0};
    pship_context *context = listening(&self);
    pship__log(context, PSHIP_LOG_WARNING, "the source '%s' is odd", "a\r\nb");
    ck_assert_int_eq(self.calls, 1);
    ck_assert_int_eq(self.level, PSHIP_LOG_WARNING);
    ck_assert_str_eq(self.text, "the source 'a  b' is odd");
    pship_context_free(context);
}
END_TEST

/* ---- buffers */

START_TEST(a_buffer_grows_and_stays_terminated)
{
    pship__buffer buffer;
    pship__buffer_init(&buffer, NULL);
    pship__buffer_clear(&buffer);
    for (int i = 0; i < 500; i++) {
        pship__buffer_add(&buffer, "ab", 2);
        pship__buffer_add_text(&buffer, "c");
        pship__buffer_format(&buffer, "%03d", i);
    }
    ck_assert(!buffer.failed);
    ck_assert_uint_eq(buffer.length, 3000);
    ck_assert_uint_eq(strlen(buffer.bytes), 3000);
    ck_assert_str_eq(buffer.bytes + 2994, "abc499");
    pship__buffer_clear(&buffer);
    ck_assert_str_eq(buffer.bytes, "");
    pship__buffer_add(&buffer, NULL, 0);
    ck_assert_uint_eq(buffer.length, 0);
    pship__buffer_free(&buffer);
    ck_assert_ptr_null(buffer.bytes);
}
END_TEST

static pship_result fill_buffer(void *data, pship_error *err)
{
    pship__buffer buffer;
    pship__buffer_init(&buffer, data);
    for (int i = 0; i < 100; i++) {
        pship__buffer_add_text(&buffer, "0123456789");
        pship__buffer_format(&buffer, "%d", 5);
    }
    bool failed = buffer.failed;
    pship__buffer_free(&buffer);
    return failed ? pship__fail_memory(err) : PSHIP_OK;
}

START_TEST(a_buffer_that_failed_once_has_failed)
{
    heap memory;
    pship_context *context = heap_context(&memory);
    heap_fail_each(&memory, fill_buffer, NULL, context);
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("context");
    TCase *memory = tcase_create("memory");
    tcase_add_test(memory, no_context_is_the_defaults);
    tcase_add_test(memory, a_context_is_freed_with_its_last_reference);
    tcase_add_test(memory, a_context_without_memory_is_none);
    tcase_add_test(memory, threads_are_at_least_one);
    tcase_add_test(memory, sizes_that_overflow_are_refused);
    tcase_add_test(memory, cleared_memory_is_clear_and_copies_are_copies);
    tcase_add_test(memory, an_array_grows_and_keeps_what_it_holds);
    suite_add_tcase(suite, memory);
    TCase *options = tcase_create("options");
    tcase_add_test(options, options_of_every_size_are_read);
    tcase_add_test(options, options_from_the_future_are_read_when_they_ask_for_nothing_new);
    tcase_add_test(options, impossible_sizes_of_options_are_refused);
    suite_add_tcase(suite, options);
    TCase *progress = tcase_create("progress");
    tcase_add_test(progress, progress_goes_by_the_clock);
    tcase_add_test(progress, the_clock_is_looked_at_once_in_33_calls);
    tcase_add_test(progress, progress_can_cancel_at_once);
    tcase_add_test(progress, who_is_called_is_told_when_nothing_holds_the_context_any_more);
    tcase_add_test(progress, a_log_message_is_one_line);
    suite_add_tcase(suite, progress);
    TCase *buffers = tcase_create("buffers");
    tcase_add_test(buffers, a_buffer_grows_and_stays_terminated);
    tcase_add_test(buffers, a_buffer_that_failed_once_has_failed);
    suite_add_tcase(suite, buffers);
    return suite;
}
