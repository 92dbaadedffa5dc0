/*
 * Names are near where few letters have to be put in, left out, exchanged or swapped with their neighbour: the distance of
 * optimal string alignment, which is that of Damerau without changing a part twice.
 */
#include "adapters/nearest.h"

#include <stdbool.h>
#include <string.h>

enum {
    LONGEST = 40, /* bytes: no name that could be meant is longer */
    MOST = 3,     /* mistakes */
    PART = 3      /* one mistake for every so many letters */
};

nearest pship__nearest_begin(const char *word)
{
    return (nearest){word, NULL, strlen(word) / PART < MOST ? strlen(word) / PART : MOST};
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t distance_of(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t rows[3][LONGEST + 1];
    size_t *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= b_length; j++) {
        last[j] = j;
    }
    for (size_t i = 1; i <= a_length; i++) {
        now[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            size_t same = a[i - 1] == b[j - 1] ? 0 : 1;
            now[j] = least(least(last[j], now[j - 1]) + 1, last[j - 1] + same);
            bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) {
                now[j] = least(now[j], before[j - 2] + 1);
            }
        }
        size_t *oldest = before;
        before = last;
        last = now;
        now = oldest;
    }
    return last[b_length];
}

void pship__nearest_try(nearest *to, const char *name)
{
    size_t length = strlen(to->word), other = strlen(name);
    if (length > LONGEST || other > LONGEST) {
        return;
    }
    size_t distance = distance_of(to->word, length, name, other);
    bool nearer = to->found == NULL ? distance <= to->distance : distance < to->distance;
    if (distance > 0 && nearer) {
        to->distance = distance;
        to->found = name;
    }
}
