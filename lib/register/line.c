/*
 * Lines through progress points. The formulas and their sources stand in project.h; here they are computed
 * with days and percents centred, so that large day numbers cost no digits.
 */
#include "register/progress.h"

#include <math.h>

/* ---- Student's t */

/* P(|T| <= t), by the finite sums of Abramowitz and Stegun, 26.7.3 and 26.7.4. */
static double within(double t, size_t freedom)
{
    static const double pi = 3.14159265358979323846;
    double angle = atan(t / sqrt((double)freedom));
    double sine = sin(angle), cosine = cos(angle), sum = 0, term;
    if (freedom % 2 == 1) {
        term = cosine;
        for (size_t k = 1; k + 2 <= freedom; k += 2) {
            sum += term;
            term *= cosine * cosine * (double)(k + 1) / (double)(k + 2);
        }
        return 2 / pi * (angle + sine * sum);
    }
    term = 1;
    for (size_t k = 0; k + 2 <= freedom; k += 2) {
        sum += term;
        term *= cosine * cosine * (double)(k + 1) / (double)(k + 2);
    }
    return sine * sum;
}

double pship__student_t(double confidence, size_t freedom)
{
    double low = 0, high = 1;
    while (within(high, freedom) < confidence && high < 1e12)
        high *= 2;
    for (int i = 0; i < 200 && high - low > 1e-13 * high; i++) {
        double middle = low + (high - low) / 2;
        if (within(middle, freedom) < confidence)
            low = middle;
        else
            high = middle;
    }
    return low + (high - low) / 2;
}

/* ---- least squares */

/* The days of imprecise points are tried at both ends in every combination: of the widest ones, so many. */
enum { MOST_ENDS = 10 };

typedef struct corner {
    line_point *points;
    size_t count;
    double t; /* of the confidence, for so many points */
} corner;

static double middle_day(const line_point *point)
{
    return point->day_first + (point->day_last - point->day_first) / 2;
}

/* Moves the points whose days are not known: bit i, the i-th of them is at its last day. */
static void move(line_point *points, const size_t *loose, size_t count, unsigned ends)
{
    for (size_t i = 0; i < count; i++) {
        line_point *one = &points[loose[i]];
        one->tried = ends & 1U << i ? one->day_last : one->day_first;
    }
}

/* The line for given days; its range is the inverse prediction interval, where there are residuals. */
static line fit_at(const corner *at)
{
    line made = {.fault = LINE_DRAWN};
    double n = (double)at->count, day = 0, percent = 0, sxx = 0, sxy = 0, residual = 0;
    for (size_t i = 0; i < at->count; i++) {
        day += (at->points[i].tried - day) / (double)(i + 1);
        percent += (at->points[i].percent - percent) / (double)(i + 1);
    }
    for (size_t i = 0; i < at->count; i++) {
        double x = at->points[i].tried - day, y = at->points[i].percent - percent;
        sxx += x * x;
        sxy += x * y;
    }
    if (!(sxx > 0)) {
        made.fault = LINE_SAME_DAY;
        return made;
    }
    double slope = sxy / sxx, missing = 100 - percent;
    if (!(slope > 0)) {
        made.fault = LINE_NOT_RISING;
        return made;
    }
    made.per_day = slope;
    made.finish = day + missing / slope;
    for (size_t i = 0; i < at->count; i++) {
        double gap = at->points[i].percent - percent - slope * (at->points[i].tried - day);
        residual += gap * gap;
    }
    if (at->count < 3)
        return made;
    double spread = at->t * at->t * residual / (n - 2); /* t squared times s squared */
    double free = slope * slope - spread / sxx;
    double root = sqrt(spread) * sqrt(fmax(0, (1 + 1 / n) * free + missing * missing / sxx));
    if (free > 0) {
        made.has_first = made.has_last = true;
        made.first = day + (slope * missing - root) / free;
        made.last = day + (slope * missing + root) / free;
    }
    return made;
}

/* The points whose days are least known. */
static size_t find_loose(size_t *loose, const line_point *points, size_t count)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        double width = points[i].day_last - points[i].day_first;
        if (!(width > 0))
            continue;
        size_t place = found < MOST_ENDS ? found++ : MOST_ENDS;
        while (place > 0 &&
               points[loose[place - 1]].day_last - points[loose[place - 1]].day_first < width) {
            if (place < MOST_ENDS)
                loose[place] = loose[place - 1];
            place--;
        }
        if (place < MOST_ENDS)
            loose[place] = i;
    }
    return found;
}

/* Takes the range of another corner in; false where it has none. */
static bool widen(line *whole, const line *part)
{
    if (part->fault != LINE_DRAWN || !part->has_last)
        return false;
    whole->first = fmin(whole->first, part->first);
    whole->last = fmax(whole->last, part->last);
    return true;
}

line pship__line_fit(line_point *points, size_t count)
{
    size_t loose[MOST_ENDS];
    corner at = {.points = points, .count = count};
    if (count < 2)
        return (line){.fault = LINE_TOO_FEW};
    for (size_t i = 0; i < count; i++)
        points[i].tried = middle_day(&points[i]);
    at.t = count > 2 ? pship__student_t(LINE_CONFIDENCE, count - 2) : 0;
    line made = fit_at(&at);
    if (made.fault != LINE_DRAWN)
        return made;
    bool bounded = made.has_last;
    size_t loose_count = find_loose(loose, points, count);
    for (unsigned ends = 0; bounded && ends < 1U << loose_count; ends++) {
        move(points, loose, loose_count, ends);
        line part = fit_at(&at);
        bounded = widen(&made, &part);
    }
    made.has_first = made.has_last = bounded;
    return made;
}

/* ---- two points */

static bool reach(double *finish, double day_a, double percent_a, double day_b, double percent_b)
{
    if (!(percent_b > percent_a) || !(day_b > day_a))
        return false;
    *finish = day_b + (100 - percent_b) * (day_b - day_a) / (percent_b - percent_a);
    return true;
}

/* The end comes earlier the faster it went: less at the first day, which was late, and more at the last day,
 * which was early. */
line pship__line_through(const line_point *a, const line_point *b)
{
    line made = {.fault = LINE_DRAWN};
    double day_a = middle_day(a), day_b = middle_day(b);
    if (!(day_b > day_a)) {
        made.fault = LINE_SAME_DAY;
        return made;
    }
    if (!reach(&made.finish, day_a, a->percent, day_b, b->percent)) {
        made.fault = LINE_NOT_RISING;
        return made;
    }
    made.per_day = (b->percent - a->percent) / (day_b - day_a);
    /* More was done on the second day: it came after the first. */
    double earliest_b = fmax(b->day_first, a->day_first + 1);
    double latest_a = fmin(a->day_last, earliest_b - 1);
    made.has_first = reach(&made.first, latest_a, a->low, earliest_b, b->high);
    made.has_last = reach(&made.last, a->day_first, a->high, b->day_last, b->low);
    /* The middles of days that overlap may lie closer than days can. */
    made.first = fmin(made.first, made.finish);
    made.last = fmax(made.last, made.finish);
    return made;
}
