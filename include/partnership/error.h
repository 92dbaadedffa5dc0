/**
 * @file error.h
 * Results and errors: how every fallible function says what went wrong.
 */
#ifndef PARTNERSHIP_ERROR_H
#define PARTNERSHIP_ERROR_H

#include <partnership/api.h>

PSHIP_BEGIN_DECLS

/** What a fallible function returns. Zero is success, every failure is negative. */
typedef enum pship_result {
    PSHIP_OK = 0,           /**< Done. */
    PSHIP_E_MEMORY = -1,    /**< The allocator refused. */
    PSHIP_E_ARGUMENT = -2,  /**< The caller passed what the contract forbids. */
    PSHIP_E_SYNTAX = -3,    /**< Text or bytes from outside could not be parsed. */
    PSHIP_E_INVALID = -4,   /**< Well formed, but against the rules of the model. */
    PSHIP_E_NOT_FOUND = -5, /**< No such entity, property, statement or file. */
    PSHIP_E_CONFLICT = -6,  /**< Contradicts what is there, such as an id of another kind. */
    PSHIP_E_BUSY = -7,      /**< Another transaction or process is writing. */
    PSHIP_E_CANCELLED = -8, /**< The progress callback asked to stop. */
    PSHIP_E_IO = -9,        /**< The operating system refused to read or write. */
    PSHIP_E_FORMAT = -10,   /**< A file is damaged, foreign, or of a newer version; or what is asked
                                 for needs a part that the library was built without, such as Clp. */
    PSHIP_E_LIMIT = -11     /**< Too large for a stated limit. */
} pship_result;

/**
 * Detail of a failure: a code, one sentence for a person and, for input files, the place.
 *
 * A plain value with fixed buffers: it owns nothing, may lie on the stack and needs no freeing.
 * Set `size` with PSHIP_ERROR_INIT or pship_error_init() before the first use. A function that
 * succeeds does not touch it.
 */
typedef struct pship_error {
    size_t size;       /**< sizeof(pship_error), set by the initialiser. */
    pship_result code; /**< The same value that the function returned. */
    int64_t line;      /**< Line in `file` from 1, or 0 where there is none. */
    int64_t column;    /**< Column in bytes from 1, or 0 where there is none. */
    char file[256];    /**< Path of the input file, or empty; a longer path is cut at its start. */
    char message[512]; /**< One sentence in English, UTF-8. */
} pship_error;

/** Initialiser of a pship_error. */
#define PSHIP_ERROR_INIT \
    { \
        sizeof(pship_error), PSHIP_OK, 0, 0, "", "" \
    }

/**
 * The value of PSHIP_ERROR_INIT, for languages without macros.
 *
 * @return An error that holds PSHIP_OK.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_error pship_error_init(void);

/** Room for the text of any error with its terminating zero. */
#define PSHIP_ERROR_TEXT_SIZE 832

/**
 * Write an error as a line for a person: "file:line:column: message", without what there is not, as compilers do and
 * editors understand it.
 *
 * @param err An error; NULL gives an empty text.
 * @param[out] text Receives the text with a terminating zero; cut between two characters where it does not fit, for which
 *        PSHIP_ERROR_TEXT_SIZE bytes are always enough. May be NULL where size is 0.
 * @param size Room in `text`, in bytes.
 *
 * Thread safety: any thread.
 */
PSHIP_API void pship_error_format(const pship_error *err, char *text, size_t size);

/**
 * The name of a result, such as "PSHIP_E_SYNTAX".
 *
 * @param result Any value, also one that this version does not know.
 * @return A constant string, "unknown result" for a value that is not listed.
 *
 * Thread safety: any thread.
 */
PSHIP_API const char *pship_result_name(pship_result result);

PSHIP_END_DECLS

#endif
