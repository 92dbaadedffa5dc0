/*
 * A growing buffer whose failure sticks, so that a writer checks once, at its end.
 */
#include "core/core.h"

#include <stdio.h>
#include <string.h>

void pship__buffer_init(pship__buffer *buffer, const pship_context *context)
{
    *buffer = (pship__buffer){.context = context};
}

/* Room for `more` bytes and the terminating zero. */
static bool make_room(pship__buffer *buffer, size_t more)
{
    if (buffer->failed)
        return false;
    if (more < buffer->capacity - buffer->length)
        return true;
    size_t wanted = buffer->capacity < 64 ? 64 : buffer->capacity;
    while (wanted - buffer->length <= more) {
        if (wanted > SIZE_MAX / 4) {
            buffer->failed = true;
            return false;
        }
        wanted *= 2;
    }
    char *bytes = pship__resize(buffer->context, buffer->bytes, wanted, 1);
    if (bytes == NULL) {
        buffer->failed = true;
        return false;
    }
    buffer->bytes = bytes;
    buffer->capacity = wanted;
    return true;
}

void pship__buffer_add(pship__buffer *buffer, const char *bytes, size_t length)
{
    if (!make_room(buffer, length))
        return;
    if (length > 0)
        memcpy(buffer->bytes + buffer->length, bytes, length);
    buffer->length += length;
    buffer->bytes[buffer->length] = '\0';
}

void pship__buffer_add_text(pship__buffer *buffer, const char *text)
{
    pship__buffer_add(buffer, text, strlen(text));
}

void pship__buffer_format(pship__buffer *buffer, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    if (length < 0)
        buffer->failed = true;
    if (length >= 0 && make_room(buffer, (size_t)length)) {
        vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, again);
        buffer->length += (size_t)length;
    }
    va_end(again);
    va_end(arguments);
}

void pship__buffer_clear(pship__buffer *buffer)
{
    buffer->length = 0;
    if (buffer->bytes != NULL)
        buffer->bytes[0] = '\0';
}

void pship__buffer_free(pship__buffer *buffer)
{
    pship__release(buffer->context, buffer->bytes);
    *buffer = (pship__buffer){.context = buffer->context};
}
