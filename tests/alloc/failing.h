/*
 * A heap that can be told to fail, and a loop that lets every allocation of a piece of work fail
 * in turn.
 *
 * Twice over: once where that one allocation fails and later ones succeed (which finds paths that
 * go on as if nothing had happened), and once where the heap stays empty (which finds clean-up
 * that needs memory).
 */
#ifndef FAILING_H
#define FAILING_H

#include <check.h>
#include <partnership/partnership.h>
#include <stdlib.h>
#include <string.h>

typedef struct heap {
    long calls;   /* requests for memory since `fail_at` was set */
    long fail_at; /* the request that fails, from 1; 0 for none */
    bool once;    /* only that one fails; otherwise all from that one on */
    bool failed;  /* whether one did */
    long blocks;  /* that are held now */
} heap;

static inline void *heap_allocate(void *user, void *pointer, size_t bytes)
{
    heap *self = user;
    if (bytes == 0) {
        self->blocks -= pointer != NULL;
        free(pointer);
        return NULL;
    }
    self->calls++;
    bool fails = self->fail_at != 0 &&
                 (self->once ? self->calls == self->fail_at : self->calls >= self->fail_at);
    if (fails) {
        self->failed = true;
        return NULL;
    }
    void *fresh = realloc(pointer, bytes);
    ck_assert_ptr_nonnull(fresh);
    self->blocks += pointer == NULL;
    return fresh;
}

static inline void heap_set(heap *self, long fail_at, bool once)
{
    self->calls = 0;
    self->fail_at = fail_at;
    self->once = once;
    self->failed = false;
}

static inline pship_context *heap_context(heap *self)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_context *context = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    memset(self, 0, sizeof *self);
    options.allocate = heap_allocate;
    options.allocate_user = self;
    ck_assert_msg(pship_context_new(&context, &options, &err) == PSHIP_OK, "%s", err.message);
    return context;
}

/* A piece of work. It gives back whatever it took, also when it fails. */
typedef pship_result (*heap_work)(void *data, pship_error *err);

/* What must hold after the work has failed, such as that a model is as it was. May be NULL. */
typedef void (*heap_check)(void *data);

static inline void heap_fail_one(heap *self, long fail_at, bool once, heap_work work,
                                 heap_check check, void *data)
{
    pship_error err = PSHIP_ERROR_INIT;
    long before = self->blocks;
    heap_set(self, fail_at, once);
    pship_result result = work(data, &err);
    bool failed = self->failed;
    heap_set(self, 0, false);
    ck_assert_msg(failed, "allocation %ld was not reached: the work is not the same each time",
                  fail_at);
    ck_assert_msg(result == PSHIP_E_MEMORY, "allocation %ld%s: %s (%s)", fail_at,
                  once ? "" : " and all later ones", pship_result_name(result), err.message);
    ck_assert_msg(err.code == PSHIP_E_MEMORY && err.message[0] != '\0',
                  "allocation %ld: the error says '%s'", fail_at, err.message);
    ck_assert_msg(self->blocks == before, "allocation %ld: %ld blocks were not given back", fail_at,
                  self->blocks - before);
    if (check != NULL) {
        check(data);
    }
}

/* Let every `step`th allocation of `work` fail in turn; the work must succeed before and after. */
static inline void heap_fail_some(heap *self, heap_work work, heap_check check, void *data,
                                  long step)
{
    pship_error err = PSHIP_ERROR_INIT;
    long before = self->blocks;
    /* The first run may fill caches that live as long as the model; the second one counts. */
    ck_assert_msg(work(data, &err) == PSHIP_OK, "%s", err.message);
    long kept = self->blocks;
    heap_set(self, 0, false);
    ck_assert_msg(work(data, &err) == PSHIP_OK, "%s", err.message);
    long count = self->calls;
    ck_assert_int_ge(kept, before);
    ck_assert_int_eq(self->blocks, kept);
    ck_assert_int_gt(count, 0);
    for (long i = 1; i <= count; i += step) {
        heap_fail_one(self, i, true, work, check, data);
        heap_fail_one(self, i, false, work, check, data);
    }
    ck_assert_msg(work(data, &err) == PSHIP_OK, "%s", err.message);
}

/* Let each of them fail in turn. */
static inline void heap_fail_each(heap *self, heap_work work, heap_check check, void *data)
{
    heap_fail_some(self, work, check, data, 1);
}

#endif
