/*
 * Random ledgers of commitments, whose state is worked out a second time, slowly: by trying every day that an
 * imprecise date can be, on a calendar of few days.
 *
 * PSHIP_TEST_SEED repeats a run.
 */
#include "chance.h"
#include "register/scene.h"
#include <stdlib.h>

Suite *test_suite(void);

static scene set;
static uint64_t round_seed;

enum { DAYS = 14, SOURCES = 6, COMMITMENTS = 5, MOST_DUE = 5, NOBODY = -1 };

/* Days from the first one of the calendar, both inclusive. */
typedef struct span {
    int first, last;
} span;

typedef struct said_due {
    span day;
    int source;
    int corrects; /* index of the one that it corrects, or NOBODY */
    bool retracted;
    pship_statement_id id;
} said_due;

typedef struct ledger_entry {
    said_due due[MOST_DUE];
    int due_count;
    bool has_done;
    span done;
    int done_source;
    bool on[COMMITMENTS];
    int owners;
} ledger_entry;

static struct {
    span published; /* first > last: nobody dates it */
} sources[SOURCES];
static ledger_entry ledger[COMMITMENTS];

/* ---- making one */

static span make_span(void)
{
    int first = roll(DAYS), length = roll(2) ? 0 : roll(5);
    return (span){first, first + length};
}

static void write_span(char *text, size_t size, span of)
{
    char first[16], last[16];
    pship_day_format(day("2026-01-01") + of.first, first, sizeof first);
    pship_day_format(day("2026-01-01") + of.last, last, sizeof last);
    (void)snprintf(text, size, of.first == of.last ? "%s" : "%s/%s", first, last);
}

static void name(char *text, const char *what, int number)
{
    (void)snprintf(text, 16, "%s%d", what, number);
}

static void make_sources(void)
{
    for (int i = 0; i < SOURCES; i++) {
        char id[16], date[40];
        sources[i].published = roll(8) == 0 ? (span){1, 0} : make_span();
        name(id, "s", i);
        write_span(date, sizeof date, sources[i].published);
        add_source(&set, id, "Press",
                   sources[i].published.first > sources[i].published.last ? NULL : date);
    }
}

static void make_due(ledger_entry *one, const char *id)
{
    one->due_count = roll(MOST_DUE + 1);
    for (int i = 0; i < one->due_count; i++) {
        char date[40], source[16];
        said_due *due = &one->due[i];
        *due = (said_due){make_span(), roll(SOURCES), NOBODY, false, 0};
        if (i > 0 && roll(3) == 0)
            due->corrects = roll(i);
        for (int j = 0; j < i; j++) { /* one correction each, and none of what was retracted */
            if (due->corrects != NOBODY &&
                (one->due[j].corrects == due->corrects || one->due[due->corrects].retracted))
                due->corrects = NOBODY;
        }
        write_span(date, sizeof date, due->day);
        name(source, "s", due->source);
        pship_statement_options options = said_by(source);
        pship_value value = pship_value_date(date);
        if (due->corrects == NOBODY)
            OK(pship_statement_assert(&due->id, set.transaction, id, "due", &value, &options, err));
        else
            OK(pship_statement_correct(&due->id, set.transaction, one->due[due->corrects].id,
                                       &value, &options, err));
    }
}

static void make_commitment(int index)
{
    ledger_entry *one = &ledger[index];
    char id[16], date[40], source[16];
    memset(one, 0, sizeof *one);
    name(id, "c", index);
    OK(pship_commitment_record(set.transaction, id, NULL, NULL, err));
    state(&set, id, "text", "A thing to do", NULL);
    make_due(one, id);
    one->has_done = roll(3) == 0;
    if (one->has_done) {
        one->done = make_span();
        one->done_source = roll(SOURCES);
        write_span(date, sizeof date, one->done);
        name(source, "s", one->done_source);
        state(&set, id, "fulfilled", date, source);
    }
    one->owners = roll(3);
    for (int i = 0; i < one->owners; i++)
        state(&set, id, "owner", i ? "us" : "az", NULL);
}

static void make_ledger(void)
{
    OK(pship_party_record(set.transaction, "state", "az", NULL, NULL, err));
    OK(pship_party_record(set.transaction, "state", "us", NULL, NULL, err));
    make_sources();
    for (int i = 0; i < COMMITMENTS; i++)
        make_commitment(i);
    for (int i = 0; i < COMMITMENTS; i++) {
        for (int j = 0; j < COMMITMENTS; j++) {
            char id[16], on[16];
            name(id, "c", i);
            name(on, "c", j);
            ledger[i].on[j] = i != j && roll(5) == 0;
            if (ledger[i].on[j])
                state(&set, id, "depends_on", on, NULL);
        }
    }
}

/* ---- working it out, day by day */

typedef struct moment {
    int today;
    int cutoff; /* NOBODY: none */
} moment;

static bool is_dated(int source)
{
    return sources[source].published.first <= sources[source].published.last;
}

/* Had it been published, of the days that can be that of its publication: on none (0), some, all (2)? */
static int seen_level(const moment *at, int source)
{
    int days = 0, past = 0;
    if (at->cutoff == NOBODY)
        return 2;
    if (!is_dated(source))
        return 1;
    for (int d = sources[source].published.first; d <= sources[source].published.last; d++) {
        days++;
        past += d <= at->cutoff;
    }
    return past == 0 ? 0 : past == days ? 2 : 1;
}

static bool is_seen(const moment *at, int source)
{
    return seen_level(at, source) == 2;
}

/* The seen correction of it, or NOBODY. */
static int correction_of(const ledger_entry *one, const moment *at, int index)
{
    for (int i = 0; i < one->due_count; i++) {
        if (one->due[i].corrects == index && is_seen(at, one->due[i].source))
            return i;
    }
    return NOBODY;
}

static bool stands(const ledger_entry *one, const moment *at, int index)
{
    return is_seen(at, one->due[index].source) && correction_of(one, at, index) == NOBODY;
}

static bool was_promised(const ledger_entry *one, const moment *at, int index)
{
    int by = correction_of(one, at, index);
    return is_seen(at, one->due[index].source) &&
           (by == NOBODY || one->due[by].source != one->due[index].source);
}

static bool within(span inner, span outer)
{
    for (int d = inner.first; d <= inner.last; d++) {
        if (d < outer.first || d > outer.last)
            return false;
    }
    return true;
}

/* The due date of a view: the narrowest where all agree, the span of all where they do not. Where none has
 * surely been published, the first that may have been. */
static bool due_of(span *due, const ledger_entry *one, const moment *at)
{
    bool any = false, agree = true;
    span narrowest = {0, 0}, all = {0, 0};
    for (int i = 0; i < one->due_count; i++) {
        span day_i = one->due[i].day;
        if (!stands(one, at, i))
            continue;
        for (int j = 0; j < i; j++) {
            if (stands(one, at, j) && !within(day_i, one->due[j].day) &&
                !within(one->due[j].day, day_i))
                agree = false;
        }
        if (!any || day_i.last - day_i.first < narrowest.last - narrowest.first)
            narrowest = day_i;
        all.first = !any || day_i.first < all.first ? day_i.first : all.first;
        all.last = !any || day_i.last > all.last ? day_i.last : all.last;
        any = true;
    }
    for (int i = 0; i < one->due_count && !any; i++) {
        any = seen_level(at, one->due[i].source) == 1 && correction_of(one, at, i) == NOBODY;
        narrowest = one->due[i].day;
    }
    *due = agree ? narrowest : all;
    return any;
}

/* Every day on which it can have been done, when a source that tells it did so afterwards. */
static int done_by(const ledger_entry *one, const moment *at)
{
    int days = 0, past = 0;
    if (!one->has_done || seen_level(at, one->done_source) == 0)
        return 0;
    for (int d = one->done.first; d <= one->done.last; d++) {
        bool bounded = is_dated(one->done_source) &&
                       sources[one->done_source].published.last >= one->done.first;
        if (bounded && d > sources[one->done_source].published.last)
            continue;
        days++;
        past += d <= at->today;
    }
    int level = past == 0 ? 0 : past == days ? 2 : 1; /* no, possible, certain */
    return level < seen_level(at, one->done_source) ? level : seen_level(at, one->done_source);
}

static const char *truth_of(int level)
{
    static const char *const words[] = {"no", "possible", "certain"};
    return words[level];
}

static int blocked_of(const ledger_entry *one, const moment *at)
{
    int most = 0, open = done_by(one, at) == 0 ? 2 : done_by(one, at) == 1 ? 1 : 0;
    for (int j = 0; j < COMMITMENTS; j++) {
        int missing = one->on[j] ? 2 - done_by(&ledger[j], at) : 0;
        missing = missing < open ? missing : open;
        most = missing > most ? missing : most;
    }
    return most;
}

/* ---- comparing */

#define SAME(got, wanted, what) \
    do { \
        char same_got[256]; \
        (void)snprintf(same_got, sizeof same_got, "%s", got); \
        ck_assert_msg(strcmp(same_got, wanted) == 0, \
                      "seed %llu, day %d, cutoff %d, c%d: %s is '%s', expected '%s'", \
                      (unsigned long long)round_seed, at->today, at->cutoff, index, what, \
                      same_got, wanted); \
    } while (0)

static int64_t compare_state(const pship_table *list, const moment *at, int index)
{
    const ledger_entry *one = &ledger[index];
    char id[16], days[16] = "";
    span due;
    name(id, "c", index);
    int64_t row = row_of(list, "id", id);
    ck_assert_int_ge(row, 0);
    bool dated = due_of(&due, one, at);
    const char *status = "pending";
    if (done_by(one, at) == 2)
        status = "fulfilled";
    else if (!dated)
        status = "undated";
    else if (due.last < at->today)
        status = "overdue";
    if (strcmp(status, "overdue") == 0)
        (void)snprintf(days, sizeof days, "%d", at->today - due.last);
    SAME(cell(list, row, "status"), status, "status");
    SAME(cell(list, row, "days_overdue"), days, "days_overdue");
    SAME(cell(list, row, "blocked"), truth_of(blocked_of(one, at)), "blocked");
    return strcmp(status, "overdue") == 0 ? (one->owners ? one->owners : 1) : 0;
}

/* Which comes first by its days of publication, then by the order of recording? */
static bool comes_before(const said_due *a, const said_due *b)
{
    span left = sources[a->source].published, right = sources[b->source].published;
    if (is_dated(a->source) != is_dated(b->source))
        return is_dated(a->source);
    if (is_dated(a->source) && left.first != right.first)
        return left.first < right.first;
    if (is_dated(a->source) && left.last != right.last)
        return left.last < right.last;
    return a < b;
}

static bool surely_before(const said_due *a, const said_due *b)
{
    bool always = is_dated(a->source) && is_dated(b->source);
    for (int i = sources[a->source].published.first; i <= sources[a->source].published.last; i++) {
        for (int j = sources[b->source].published.first; j <= sources[b->source].published.last;
             j++)
            always = always && i < j;
    }
    return always;
}

static void compare_slip(const pship_table *table, int64_t row, const said_due *first,
                         const said_due *one, const moment *at, int index)
{
    int least = 10000, most = -10000, later = 0, pairs = 0;
    char text[16];
    bool same = first->day.first == one->day.first && first->day.last == one->day.last;
    for (int i = first->day.first; i <= first->day.last; i++) {
        for (int j = one->day.first; j <= one->day.last; j++) {
            least = j - i < least ? j - i : least;
            most = j - i > most ? j - i : most;
            later += j > i;
            pairs++;
        }
    }
    int slipped = later == 0 ? 0 : later == pairs ? 2 : 1;
    if (first != one && !surely_before(first, one))
        slipped = 1;
    if (same || first == one)
        least = most = slipped = 0;
    (void)snprintf(text, sizeof text, "%d", one->day.last - first->day.last);
    SAME(cell(table, row, "slip"), text, "slip");
    (void)snprintf(text, sizeof text, "%d", least);
    SAME(cell(table, row, "slip_least"), text, "slip_least");
    (void)snprintf(text, sizeof text, "%d", most);
    SAME(cell(table, row, "slip_most"), text, "slip_most");
    SAME(cell(table, row, "slipped"), truth_of(slipped), "slipped");
}

/* The list shows the slip of the last promise that was published, as far as anybody dates that. */
static void compare_last(const pship_table *list, const said_due *const *made, int count,
                         const moment *at, int index)
{
    char id[16], text[16] = "";
    int last = count - 1;
    while (last > 0 && !is_dated(made[last]->source))
        last--;
    if (count > 0 && !is_dated(made[last]->source))
        last = count - 1; /* nobody dates any of them */
    if (count > 0)
        (void)snprintf(text, sizeof text, "%d", made[last]->day.last - made[0]->day.last);
    name(id, "c", index);
    SAME(cell(list, row_of(list, "id", id), "slip"), text, "slip");
}

static void compare_promises(const pship_view *view, const pship_table *list, const moment *at,
                             int index)
{
    const ledger_entry *one = &ledger[index];
    const said_due *made[MOST_DUE];
    int count = 0;
    char id[16], text[40];
    for (int i = 0; i < one->due_count; i++) {
        int place = count;
        if (!was_promised(one, at, i))
            continue;
        for (; place > 0 && comes_before(&one->due[i], made[place - 1]); place--)
            made[place] = made[place - 1];
        made[place] = &one->due[i];
        count++;
    }
    name(id, "c", index);
    pship_table *table = NULL;
    OK(pship_commitment_slippage(&table, view, id, err));
    ck_assert_int_eq(pship_table_rows(table), count);
    for (int i = 0; i < count; i++) {
        write_span(text, sizeof text, made[i]->day);
        SAME(cell(table, i, "due"), text, "due");
        bool gone = correction_of(one, at, (int)(made[i] - one->due)) != NOBODY;
        SAME(cell(table, i, "superseded"), gone ? "true" : "false", "superseded");
        compare_slip(table, i, made[0], made[i], at, index);
    }
    pship_table_free(table);
    compare_last(list, made, count, at, index);
}

static void compare(const moment *at)
{
    char today[16], cutoff[16];
    pship_day_format(day("2026-01-01") + at->today, today, sizeof today);
    pship_day_format(day("2026-01-01") + at->cutoff, cutoff, sizeof cutoff);
    pship_view *view = look(&set, today, at->cutoff == NOBODY ? NULL : cutoff, PSHIP_CERTAIN);
    pship_table *list = NULL, *late = NULL;
    int64_t rows = 0;
    bool any_due = false;
    OK(pship_commitment_list(&list, view, NULL, err));
    OK(pship_commitment_overdue(&late, view, err));
    for (int index = 0; index < COMMITMENTS; index++) {
        span due;
        rows += compare_state(list, at, index);
        compare_promises(view, list, at, index);
        any_due = any_due || (due_of(&due, &ledger[index], at) && due.last < at->today);
    }
    ck_assert_msg(pship_table_rows(late) == rows, "seed %llu: %d rows are overdue, expected %d",
                  (unsigned long long)round_seed, (int)pship_table_rows(late), (int)rows);
    ck_assert(any_due || rows == 0); /* nothing is overdue before the first due day */
    pship_table_free(late);
    pship_table_free(list);
    pship_view_free(view);
}

START_TEST(random_commitments_stand_as_a_slow_count_says)
{
    uint64_t start = chance_start();
    for (int round = 0, rounds = chance_cases(120); round < rounds; round++) {
        round_seed = start + (uint64_t)round;
        chance_seed(round_seed);
        memset(&set, 0, sizeof set);
        scene_open(&set);
        make_ledger();
        scene_commit(&set);
        for (int today = -1; today < DAYS + 6; today += 2) {
            moment all = {today, NOBODY}, known = {today, today}, earlier = {today, roll(DAYS)};
            compare(&all);
            compare(&known);
            compare(&earlier);
        }
        scene_close(&set);
    }
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("commitment_oracle");
    TCase *all = tcase_create("commitment_oracle");
    tcase_set_timeout(all, 120);
    tcase_add_test(all, random_commitments_stand_as_a_slow_count_says);
    suite_add_tcase(suite, all);
    return suite;
}
