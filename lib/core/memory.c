/*
 * Memory through the context's allocator, with sizes checked before they are multiplied.
 */
#define _DEFAULT_SOURCE /* madvise() */
#include "core/context.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* From here on the system is asked for large pages: looking things up all over many small ones costs more for
 * finding the pages than for reading them. */
#define LARGE_BLOCK ((size_t)4 << 20)
#define LARGE_PAGE ((size_t)2 << 20)

static void prefer_large_pages(void *block, size_t bytes)
{
#ifdef MADV_HUGEPAGE
    uintptr_t first = ((uintptr_t)block + LARGE_PAGE - 1) & ~(uintptr_t)(LARGE_PAGE - 1);
    uintptr_t end = ((uintptr_t)block + bytes) & ~(uintptr_t)(LARGE_PAGE - 1);
    if (first < end) {
        /* A wish: whether it is granted changes no answer. */
        (void)madvise((void *)first, end - first, MADV_HUGEPAGE);
    }
#else
    (void)block;
    (void)bytes;
#endif
}

#ifdef MADV_DONTNEED
static size_t page_size(void)
{
    long size = sysconf(_SC_PAGESIZE);
    return size > 0 ? (size_t)size : 4096;
}
#endif

void pship__discard(const pship_context *context, void *block, size_t bytes)
{
#ifdef MADV_DONTNEED
    /* Another allocator may have its memory from elsewhere. */
    if (context != NULL && context->options.allocate != pship__heap)
        return;
    uintptr_t page = page_size();
    uintptr_t first = ((uintptr_t)block + page - 1) & ~(page - 1);
    uintptr_t end = ((uintptr_t)block + bytes) & ~(page - 1);
    if (first < end)
        (void)madvise((void *)first, end - first, MADV_DONTNEED);
#else
    (void)context;
    (void)block;
    (void)bytes;
#endif
}

void *pship__heap(void *user, void *pointer, size_t bytes)
{
    (void)user;
    if (bytes == 0) {
        free(pointer);
        return NULL;
    }
    void *block = realloc(pointer, bytes);
    if (block != NULL && bytes >= LARGE_BLOCK)
        prefer_large_pages(block, bytes);
    return block;
}

static void *call(const pship_context *context, void *pointer, size_t bytes)
{
    if (context == NULL)
        return pship__heap(NULL, pointer, bytes);
    return context->options.allocate(context->options.allocate_user, pointer, bytes);
}

/* Zero bytes would mean "free" to the allocator, so that an empty block is one byte long. Above
 * PTRDIFF_MAX differences of pointers into the block are undefined. */
static bool block_size(size_t count, size_t size, size_t *bytes)
{
    if (size != 0 && count > (size_t)PTRDIFF_MAX / size)
        return false;
    *bytes = count * size;
    if (*bytes == 0)
        *bytes = 1;
    return true;
}

void *pship__allocate(const pship_context *context, size_t count, size_t size)
{
    size_t bytes;
    if (!block_size(count, size, &bytes))
        return NULL;
    return call(context, NULL, bytes);
}

void *pship__allocate_zero(const pship_context *context, size_t count, size_t size)
{
    void *block = pship__allocate(context, count, size);
    if (block != NULL)
        memset(block, 0, count * size);
    return block;
}

void *pship__resize(const pship_context *context, void *pointer, size_t count, size_t size)
{
    size_t bytes;
    if (!block_size(count, size, &bytes))
        return NULL;
    return call(context, pointer, bytes);
}

void pship__release(const pship_context *context, void *pointer)
{
    if (pointer != NULL)
        call(context, pointer, 0);
}

char *pship__copy_text(const pship_context *context, const char *text)
{
    if (text == NULL)
        return NULL;
    size_t bytes = strlen(text) + 1;
    char *copy = pship__allocate(context, bytes, 1);
    if (copy != NULL)
        memcpy(copy, text, bytes);
    return copy;
}

bool pship__grow(const pship_context *context, void **items, size_t count, size_t *capacity,
                 size_t item_size)
{
    if (count < *capacity)
        return true;
    if (*capacity > SIZE_MAX / 2)
        return false;
    size_t wanted = *capacity < 8 ? 8 : *capacity * 2;
    void *block = pship__resize(context, *items, wanted, item_size);
    if (block == NULL)
        return false;
    *items = block;
    *capacity = wanted;
    return true;
}
