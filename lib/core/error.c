/*
 * Errors: fixed buffers filled without allocating, so that running out of memory can be told.
 */
#include "core/core.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Size of pship_error in the first release. Members that come later are only written where the
 * caller's size says that they are there. */
#define FIRST_ERROR_SIZE (offsetof(pship_error, message) + sizeof((pship_error *)NULL)->message)

pship_error pship_error_init(void)
{
    return (pship_error)PSHIP_ERROR_INIT;
}

const char *pship_result_name(pship_result result)
{
    switch (result) {
    case PSHIP_OK:
        return "PSHIP_OK";
    case PSHIP_E_MEMORY:
        return "PSHIP_E_MEMORY";
    case PSHIP_E_ARGUMENT:
        return "PSHIP_E_ARGUMENT";
    case PSHIP_E_SYNTAX:
        return "PSHIP_E_SYNTAX";
    case PSHIP_E_INVALID:
        return "PSHIP_E_INVALID";
    case PSHIP_E_NOT_FOUND:
        return "PSHIP_E_NOT_FOUND";
    case PSHIP_E_CONFLICT:
        return "PSHIP_E_CONFLICT";
    case PSHIP_E_BUSY:
        return "PSHIP_E_BUSY";
    case PSHIP_E_CANCELLED:
        return "PSHIP_E_CANCELLED";
    case PSHIP_E_IO:
        return "PSHIP_E_IO";
    case PSHIP_E_FORMAT:
        return "PSHIP_E_FORMAT";
    case PSHIP_E_LIMIT:
        return "PSHIP_E_LIMIT";
    }
    return "unknown result";
}

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0u) == 0x80u;
}

void pship__format_cut(char *text, size_t size, const char *format, va_list arguments)
{
    int length = vsnprintf(text, size, format, arguments);
    if (length < 0) {
        text[0] = '\0';
        return;
    }
    if ((size_t)length < size)
        return;
    /* Cut: drop the character whose bytes did not all fit. */
    size_t end = size - 1;
    size_t start = end;
    while (start > 0 && is_continuation(text[start - 1]))
        start--;
    if (start == 0)
        return;
    unsigned char lead = (unsigned char)text[start - 1];
    size_t needed = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (start - 1 + needed > end)
        text[start - 1] = '\0';
}

/* A path keeps its end, which tells more than its start. */
static void put_file(char *text, size_t size, const char *file)
{
    static const char dots[] = "...";
    size_t length = strlen(file);
    if (length < size) {
        memcpy(text, file, length + 1);
        return;
    }
    const char *tail = file + length - (size - sizeof dots);
    while (is_continuation(*tail))
        tail++;
    memcpy(text, dots, sizeof dots - 1);
    memcpy(text + sizeof dots - 1, tail, strlen(tail) + 1);
}

/* Messages quote what callers give, and precision cuts it anywhere: what is no UTF-8 becomes '?'. */
static void mend(char *text)
{
    for (size_t i = 0; text[i] != '\0';) {
        size_t length = 1;
        while (length < 4 && text[i + length] != '\0' && is_continuation(text[i + length])) {
            length++;
        }
        while (length > 1 && !pship__utf8_valid(text + i, length)) {
            length--;
        }
        if (length == 1 && !pship__utf8_valid(text + i, 1)) {
            text[i] = '?';
        }
        i += length;
    }
}

static void fill(pship_error *err, pship_result code, const char *file, int64_t line,
                 int64_t column, const char *format, va_list arguments)
{
    /* An error without its initialiser has no size that could be trusted. */
    if (err == NULL || err->size < FIRST_ERROR_SIZE)
        return;
    /* The arguments may point into `err` itself, so nothing is written before both are built. */
    char message[sizeof err->message];
    char place[sizeof err->file] = "";
    pship__format_cut(message, sizeof message, format, arguments);
    mend(message);
    if (file != NULL)
        put_file(place, sizeof place, file);
    err->code = code;
    err->line = line;
    err->column = column;
    memcpy(err->file, place, sizeof place);
    memcpy(err->message, message, strlen(message) + 1);
}

pship_result pship__fail(pship_error *err, pship_result code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(err, code, NULL, 0, 0, format, arguments);
    va_end(arguments);
    return code;
}

pship_result pship__fail_at(pship_error *err, pship_result code, const char *file, int64_t line,
                            int64_t column, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(err, code, file, line, column, format, arguments);
    va_end(arguments);
    return code;
}

pship_result pship__fail_memory(pship_error *err)
{
    return pship__fail(err, PSHIP_E_MEMORY, "there is not enough memory");
}

const char *pship__system_reason(int number)
{
    switch (number) {
    case ENOENT:
        return "it does not exist";
    case ENOTDIR:
        return "a part of the path is not a directory";
    case EACCES:
    case EPERM:
        return "permission is denied";
    case EISDIR:
        return "it is a directory";
    case EEXIST:
        return "it exists already";
    case EFBIG:
        return "the file is too large";
    case ENOSPC:
    case EDQUOT:
        return "no space is left";
    case EROFS:
        return "the file system is read-only";
    case ENAMETOOLONG:
        return "the path is too long";
    case ELOOP:
        return "the path leads through too many symbolic links";
    case EMFILE:
    case ENFILE:
        return "too many files are open";
    case EIO:
        return "the device failed";
    default:
        return "the operating system reports an error";
    }
}

static void format_into(char *text, size_t size, const char *format, ...) PSHIP__PRINTF(3, 4);
static void format_into(char *text, size_t size, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    pship__format_cut(text, size, format, arguments);
    va_end(arguments);
}

void pship_error_format(const pship_error *err, char *text, size_t size)
{
    if (!text || size == 0)
        return;
    if (!err)
        text[0] = '\0';
    else if (!err->file[0])
        format_into(text, size, "%s", err->message);
    else if (err->line <= 0)
        format_into(text, size, "%s: %s", err->file, err->message);
    else if (err->column <= 0)
        format_into(text, size, "%s:%lld: %s", err->file, (long long)err->line, err->message);
    else
        format_into(text, size, "%s:%lld:%lld: %s", err->file, (long long)err->line,
                    (long long)err->column, err->message);
}
