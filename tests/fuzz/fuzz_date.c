/*
 * Dates and intervals from arbitrary text. Aborts where a promise of date.h is broken.
 */
#include "must.h"
#include <partnership/date.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool same(const pship_date *a, const pship_date *b)
{
    return a->earliest == b->earliest && a->latest == b->latest && a->kind == b->kind &&
           a->precision == b->precision && a->approximate == b->approximate &&
           a->uncertain == b->uncertain && strcmp(a->text, b->text) == 0;
}

static void check_error(const pship_error *err, pship_result result)
{
    MUST(result < 0 && err->code == result);
    MUST(err->message[0] != '\0' && memchr(err->message, '\0', sizeof err->message) != NULL);
}

/* The text of a date reads back as the same date, wherever the text came from. */
static void check_stable(const pship_date *date)
{
    pship_date again;
    MUST(date->earliest <= date->latest);
    MUST(pship_date_parse(&again, date->text, NULL, NULL) == PSHIP_OK);
    MUST(same(date, &again));
    MUST(pship_date_compatible(date, &again));
}

static void check_moves(const pship_date *date)
{
    static const int32_t amounts[] = {0, 1, -1, 37, -500000, INT32_MAX, INT32_MIN};
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
        for (int unit = PSHIP_DAYS; unit <= PSHIP_YEARS; unit++) {
            pship_error err = PSHIP_ERROR_INIT;
            pship_date moved;
            pship_result result =
                pship_date_move(&moved, date, amounts[i], (pship_calendar_unit)unit, &err);
            if (result != PSHIP_OK)
                check_error(&err, result);
            else
                check_stable(&moved);
        }
    }
}

/* A later day never makes a date less reached. */
static void check_reached(const pship_date *date)
{
    pship_day days[] = {PSHIP_DAY_MIN, date->earliest, 0, 20000, date->latest, PSHIP_DAY_MAX};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        for (size_t j = 0; j < sizeof days / sizeof *days; j++) {
            if (days[i] <= days[j])
                MUST(pship_date_reached(date, days[i]) <= pship_date_reached(date, days[j]));
        }
    }
}

static void check_interval(const char *from, const char *until)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_interval interval;
    pship_result result = pship_interval_parse(&interval, from, until, NULL, &err);
    if (result != PSHIP_OK) {
        check_error(&err, result);
        return;
    }
    pship_day days[] = {PSHIP_DAY_MIN,
                        0,
                        interval.from.earliest,
                        interval.from.latest,
                        interval.until.earliest,
                        interval.until.latest,
                        PSHIP_DAY_MAX};
    bool ever = false;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        pship_truth truth = pship_interval_test(&interval, days[i]);
        MUST(truth >= PSHIP_NO && truth <= PSHIP_CERTAIN);
        ever = ever || truth != PSHIP_NO;
    }
    MUST(ever); /* an interval that holds no day is refused */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    if (text == NULL)
        return 0;
    memcpy(text, data, size);
    text[size] = '\0';

    pship_error err = PSHIP_ERROR_INIT;
    pship_date date;
    pship_result result = pship_date_parse(&date, text, NULL, &err);
    if (result == PSHIP_OK) {
        MUST(strcmp(date.text, text) == 0);
        check_stable(&date);
        check_moves(&date);
        check_reached(&date);
    } else {
        check_error(&err, result);
        MUST(err.column >= 1 && (size_t)err.column <= strlen(text) + 1);
    }
    pship_day day;
    err = pship_error_init();
    result = pship_day_parse(&day, text, &err);
    if (result == PSHIP_OK)
        MUST(date.earliest == day || date.approximate);
    else
        check_error(&err, result);

    /* A line end parts the two ends of an interval. */
    char *until = strchr(text, '\n');
    if (until != NULL)
        *until++ = '\0';
    check_interval(text, until);
    check_interval(until, text);
    free(text);
    return 0;
}
