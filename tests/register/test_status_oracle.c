/*
 * Random ledgers, whose statuses are worked out a second time, slowly: by trying every way in which
 * the imprecise dates may turn out, on a calendar of few days.
 */
#include "chance.h"
#include "register/scene.h"
#include <stdlib.h>

Suite *test_suite(void);

static scene set;
typedef struct entry {
    int life;        /* index into lives */
    int first, last; /* days from the first one of the calendar */
    bool undated;
} entry;

static const struct {
    const char *type, *status;
} lives[] = {
    {"announcement", "announced"}, {"negotiation_opening", "in_negotiation"},
    {"initialling", "initialled"}, {"signature", "signed"},
    {"ratification", NULL},        {"entry_into_force", "in_force"},
    {"amendment", NULL},           {"suspension", "suspended"},
    {"resumption", "in_force"},    {"notice", NULL},
    {"termination", "terminated"},
};
enum { LIVES = sizeof lives / sizeof lives[0], DAYS = 12, MOST = 7 };
enum { ENTRY_INTO_FORCE = 5, SUSPENSION = 7, RESUMPTION = 8, TERMINATION = 10 };

static void write_day(char *text, size_t size, int index)
{
    pship_day_format(day("2026-01-01") + index, text, size);
}

/* Some acts are told of under two ids. */
static void record_act(const char *id, const char *of, const char *type, const char *date)
{
    pship_act_fields act = PSHIP_ACT_FIELDS_INIT;
    char other[32];
    act.agreement = of;
    act.type = type;
    act.date = date;
    (void)snprintf(other, sizeof other, "%s%s", roll(2) ? "a-" : "z-", id);
    if (roll(3))
        OK(pship_act_record(set.transaction, id, &act, NULL, err));
    else
        add_act_twice(&set, id, other, &act, (unsigned)roll(1 << 12));
}

/* One agreement, told of under one id, or under two that are merged. */
static int make_ledger(entry *ledger)
{
    static const char *const ids[] = {"memo", "a-memo"};
    pship_statement_options why = PSHIP_STATEMENT_OPTIONS_INIT;
    int count = roll(MOST + 1), id_count = 1 + roll(2);
    why.reason = "two entries about one agreement";
    add_agreement(&set, "memo", "Memo", NULL);
    if (id_count > 1) {
        add_agreement(&set, ids[1], "The memo", NULL);
        OK(pship_merge_record(NULL, set.transaction, ids[1], ids[0], &why, err));
    }
    for (int i = 0; i < count; i++) {
        char id[24], date[40], end[16];
        int first = roll(DAYS), length = roll(2) ? 0 : roll(5);
        ledger[i] = (entry){roll(LIVES), first, first + length, roll(8) == 0};
        (void)snprintf(id, sizeof id, "memo/%d", i);
        write_day(date, sizeof date, ledger[i].first);
        write_day(end, sizeof end, ledger[i].last);
        if (ledger[i].last > ledger[i].first) {
            strcat(date, "/");
            strcat(date, end);
        }
        record_act(id, ids[roll(id_count)], lives[ledger[i].life].type,
                   ledger[i].undated ? NULL : date);
    }
    return count;
}

static int first_day(const entry *one)
{
    return one->undated ? -1000000 : one->first;
}

static int last_day(const entry *one)
{
    return one->undated ? 1000000 : one->last;
}

static bool is_member(const entry *ledger, unsigned members, int i)
{
    return members & 1U << i && lives[ledger[i].life].status != NULL;
}

static bool surely_before(const entry *a, const entry *b)
{
    return last_day(a) < first_day(b);
}

/* Does no other act of the set surely come after it, by the dates alone? */
static bool not_followed(const entry *ledger, int count, unsigned members, int i)
{
    for (int j = 0; j < count; j++) {
        if (is_member(ledger, members, j) && surely_before(&ledger[i], &ledger[j]))
            return false;
    }
    return is_member(ledger, members, i);
}

/* Of the acts in the set, the furthest in life among those that no other surely follows. */
static const char *status_of_set(const entry *ledger, int count, unsigned members)
{
    int best = -1;
    for (int i = 0; i < count; i++) {
        if (not_followed(ledger, count, members, i) &&
            (best < 0 || ledger[i].life > ledger[best].life))
            best = i;
    }
    return best < 0 ? "none" : lives[ledger[best].life].status;
}

/* Had the agreement surely been in force, or more, before this act? */
static bool lived_before(const entry *ledger, int count, unsigned members, int i)
{
    for (int j = 0; j < count; j++) {
        if (is_member(ledger, members, j) && ledger[j].life >= ENTRY_INTO_FORCE &&
            surely_before(&ledger[j], &ledger[i]))
            return true;
    }
    return false;
}

/* Of two acts on days that may be the same, does `j` follow `i` whatever the days? */
static bool follows_by_nature(const entry *ledger, int count, unsigned members, int i, int j)
{
    int first = ledger[i].life, second = ledger[j].life;
    if (second <= first || (first == SUSPENSION && second == RESUMPTION))
        return false;
    if (first <= ENTRY_INTO_FORCE && (second == SUSPENSION || second == TERMINATION))
        return !lived_before(ledger, count, members, i);
    return true;
}

/* Can an order of the acts of the set, in keeping with days and nature, give another status? */
static bool may_differ(const entry *ledger, int count, unsigned members, const char *status)
{
    for (int i = 0; i < count; i++) {
        bool last = not_followed(ledger, count, members, i);
        for (int j = 0; j < count && last; j++) {
            last = !not_followed(ledger, count, members, j) ||
                   !follows_by_nature(ledger, count, members, i, j);
        }
        if (last && strcmp(lives[ledger[i].life].status, status) != 0)
            return true;
    }
    return strcmp(status_of_set(ledger, count, members), status) != 0;
}

typedef struct expected {
    const char *status;
    bool certain, listed;
} expected;

/* Tries every set of acts that holds all that were certainly done and none that were not. */
static expected work_out(const entry *ledger, int count, int today, bool possible)
{
    unsigned certainly = 0, perhaps = 0;
    for (int i = 0; i < count; i++) {
        certainly |= last_day(&ledger[i]) <= today ? 1U << i : 0;
        perhaps |= first_day(&ledger[i]) <= today ? 1U << i : 0;
    }
    const char *surely = status_of_set(ledger, count, certainly);
    expected result = {status_of_set(ledger, count, possible ? perhaps : certainly), true,
                       perhaps != 0 || count == 0};
    for (unsigned members = 0; members <= perhaps; members++) {
        if ((members & certainly) == certainly && (members & ~perhaps) == 0 &&
            may_differ(ledger, count, members, surely))
            result.certain = false;
    }
    if (strcmp(result.status, "none") == 0) {
        result.status = perhaps == 0 && count > 0 ? "not_begun" : "unknown";
        result.certain = result.certain && (certainly != 0 || perhaps == 0);
    }
    return result;
}

/* Each change begins with the status that the one before it left, and the last leaves the status of
 * the day. */
static void compare_changes(const pship_view *view, const char *status, uint64_t from)
{
    pship_table *changes = NULL;
    OK(pship_agreement_changes(&changes, view, day("2020-01-01"), err));
    int64_t rows = pship_table_rows(changes);
    for (int64_t row = 1; row < rows; row++)
        ck_assert_str_eq(cell(changes, row, "status_before"),
                         cell(changes, row - 1, "status_after"));
    if (rows > 0) {
        ck_assert_msg(strcmp(cell(changes, rows - 1, "status_after"), status) == 0,
                      "seed %llu: the last change leaves '%s', not '%s'", (unsigned long long)from,
                      cell(changes, rows - 1, "status_after"), status);
    }
    pship_table_free(changes);
}

static void compare(const entry *ledger, int count, int today, bool possible, uint64_t from)
{
    char text[16];
    write_day(text, sizeof text, today);
    expected wanted = work_out(ledger, count, today, possible);
    pship_view *view = look(&set, text, NULL, possible ? PSHIP_POSSIBLE : PSHIP_CERTAIN);
    pship_table *list = NULL;
    const char *status = status_of(view, "memo"), *other = status;
    if (pship_agreement_status(&other, view, "a-memo", NULL) == PSHIP_OK)
        ck_assert_str_eq(other, status);
    ck_assert_msg(strcmp(status, wanted.status) == 0, "seed %llu, %s: %s, expected %s",
                  (unsigned long long)from, text, status, wanted.status);
    OK(pship_agreement_list(&list, view, err));
    ck_assert_msg(pship_table_rows(list) == wanted.listed, "seed %llu, %s: listed",
                  (unsigned long long)from, text);
    if (wanted.listed) {
        ck_assert_msg(strcmp(cell(list, 0, "certainty"), wanted.certain ? "certain" : "possible") ==
                          0,
                      "seed %llu, %s: %s is %s", (unsigned long long)from, text, status,
                      cell(list, 0, "certainty"));
    }
    pship_table_free(list);
    compare_changes(view, status, from);
    pship_view_free(view);
}

START_TEST(random_ledgers_have_the_status_that_a_slow_count_gives)
{
    uint64_t start = chance_start();
    for (int round = 0, rounds = chance_cases(60); round < rounds; round++) {
        entry ledger[MOST];
        uint64_t from = start + (uint64_t)round;
        chance_seed(from);
        memset(&set, 0, sizeof set);
        scene_open(&set);
        int count = make_ledger(ledger);
        scene_commit(&set);
        for (int today = -1; today < DAYS + 5; today++) {
            compare(ledger, count, today, false, from);
            compare(ledger, count, today, true, from);
        }
        scene_close(&set);
    }
}
END_TEST

/* Identities that hold for every register. */

static void make_commitments(void)
{
    for (int i = 0; i < 12; i++) {
        char id[24], due[40], end[16];
        pship_commitment_fields fields = PSHIP_COMMITMENT_FIELDS_INIT;
        int first = roll(DAYS);
        (void)snprintf(id, sizeof id, "c%d", i);
        write_day(due, sizeof due, first);
        write_day(end, sizeof end, first + 3);
        fields.text = "A thing to do";
        fields.due = roll(6) ? due : NULL;
        if (roll(3) == 0) {
            strcat(due, "/");
            strcat(due, end);
        }
        write_day(end, sizeof end, roll(DAYS));
        fields.fulfilled = roll(3) == 0 ? end : NULL;
        OK(pship_commitment_record(set.transaction, id, &fields, NULL, err));
    }
}

static void check_overdue(const char *as_of)
{
    pship_view *certain = look(&set, as_of, NULL, PSHIP_CERTAIN);
    pship_view *possible = look(&set, as_of, NULL, PSHIP_POSSIBLE);
    pship_commitment_list_options only = PSHIP_COMMITMENT_LIST_OPTIONS_INIT;
    pship_table *late = NULL, *all = NULL, *loose = NULL;
    int64_t counted = 0;
    only.overdue = true;
    OK(pship_commitment_list(&late, certain, &only, err));
    OK(pship_commitment_list(&all, certain, NULL, err));
    OK(pship_commitment_list(&loose, possible, NULL, err));
    for (int64_t row = 0; row < pship_table_rows(late); row++) {
        int64_t latest = pship_table_integer(late, pship_table_find(late, "due_latest"), row);
        int64_t days = pship_table_integer(late, pship_table_find(late, "days_overdue"), row);
        ck_assert_int_lt(latest, day(as_of));
        ck_assert_int_eq(days, day(as_of) - latest);
    }
    for (int64_t row = 0; row < pship_table_rows(all); row++) {
        counted += strcmp(cell(all, row, "status"), "overdue") == 0;
        if (strcmp(cell(all, row, "certainty"), "certain") != 0)
            continue;
        int64_t same = row_of(loose, "id", cell(all, row, "id"));
        ck_assert_int_ge(same, 0);
        ck_assert_str_eq(cell(loose, same, "status"), cell(all, row, "status"));
        ck_assert_str_eq(cell(loose, same, "certainty"), "certain");
    }
    ck_assert_int_eq(counted, pship_table_rows(late));
    pship_table_free(loose);
    pship_table_free(all);
    pship_table_free(late);
    pship_view_free(possible);
    pship_view_free(certain);
}

START_TEST(what_is_overdue_was_due_before_and_what_is_certain_is_possible)
{
    uint64_t start = chance_start();
    for (int round = 0, rounds = chance_cases(20); round < rounds; round++) {
        chance_seed(start + (uint64_t)round);
        memset(&set, 0, sizeof set);
        scene_open(&set);
        make_commitments();
        scene_commit(&set);
        for (int today = -1; today < DAYS + 5; today++) {
            char text[16];
            write_day(text, sizeof text, today);
            check_overdue(text);
        }
        scene_close(&set);
    }
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("status_oracle");
    TCase *all = tcase_create("status_oracle");
    tcase_set_timeout(all, 120);
    tcase_add_test(all, random_ledgers_have_the_status_that_a_slow_count_gives);
    tcase_add_test(all, what_is_overdue_was_due_before_and_what_is_certain_is_possible);
    suite_add_tcase(suite, all);
    return suite;
}
