/*
 * What a question keeps while it works: dates that many rules rest on, and what follows from long lists of acts. The
 * answers are held against two slower ones: those of a small register of its own, which knows nothing of statements, and
 * the library's own where nothing is kept.
 *
 * PSHIP_TEST_SEED repeats a run, PSHIP_ORACLE_CASES says how many registers it makes.
 */
#include "register/memo.h"

#include "alloc/failing.h"
#include "chance.h"
#include "register/items.h"
#include "register/scene.h"
#include <stdlib.h>

Suite *test_suite(void);

static scene set;
static uint64_t seed;

enum { AGREEMENTS = 6, MOST_ACTS = 90, MOST_OWED = 40, MOST_GROUPS = 10, DAYS = 60, NOBODY = -1 };

static const char *const types[] = {"signature", "ratification", "entry_into_force", "amendment"};
enum { TYPES = COUNT(types), ENTRY_INTO_FORCE = 2 };

/* A date as it is told: a span of days, or so many days after something else. */
typedef enum told_kind { ABSENT, UNRESOLVED, UNKNOWN, SPAN, RULE } told_kind;
typedef struct told {
    told_kind kind;
    int first, last;     /* days from the first one of the calendar */
    int amount;          /* of a rule */
    int agreement, type; /* what it rests on: acts of an agreement, or NOBODY and */
    int owed;            /* what is owed by then */
} told;

typedef struct deed {
    int agreement, type;
    told date, effect;
} deed;

static deed deeds[MOST_ACTS];
static told owed_by[MOST_OWED];
static int arises_from[MOST_OWED], set_up_by[MOST_GROUPS];
static int into[AGREEMENTS]; /* the one that it is merged into, or NOBODY */
static int agreements, deed_count, owed_count, group_count;

static const char *name(const char *what, int number)
{
    static char texts[8][16];
    static int turn;
    char *text = texts[turn++ % 8];
    (void)snprintf(text, 16, "%s%d", what, number);
    return text;
}

/* ---- making */

static told make_span(void)
{
    told one = {.kind = SPAN, .first = roll(DAYS)};
    one.last = one.first + (roll(3) ? 0 : roll(9));
    if (roll(10) == 0)
        one.kind = roll(2) ? UNKNOWN : ABSENT;
    return one;
}

/* A rule on an agreement from `lowest` on, or on something owed that comes before `below`. */
static told make_rule(int lowest, int below)
{
    told one = {.kind = RULE, .amount = roll(20) - 5, .agreement = NOBODY};
    if (below > 0 && roll(3) == 0) {
        one.owed = roll(below);
    } else {
        one.agreement = lowest + roll(agreements - lowest);
        one.type = roll(TYPES);
    }
    return one;
}

static void write_told(char *text, size_t size, const told *one)
{
    char first[16], last[16], length[24] = "on";
    if (one->amount != 0)
        (void)snprintf(length, sizeof length, "%d days %s", abs(one->amount),
                       one->amount < 0 ? "before" : "after");
    if (one->kind == RULE && one->agreement != NOBODY) {
        (void)snprintf(text, size, "%s %s of a%d", length, types[one->type], one->agreement);
    } else if (one->kind == RULE) {
        (void)snprintf(text, size, "%s due of c%d", length, one->owed);
    } else {
        pship_day_format(day("2026-01-01") + one->first, first, sizeof first);
        pship_day_format(day("2026-01-01") + one->last, last, sizeof last);
        (void)snprintf(text, size, one->first == one->last ? "%s" : "%s/%s", first, last);
    }
}

static void state_told(const char *id, const char *property, const told *one, const char *source)
{
    pship_value unknown = {.kind = PSHIP_VALUE_UNKNOWN};
    pship_statement_options options = said_by(source);
    char text[80];
    if (one->kind == ABSENT)
        return;
    write_told(text, sizeof text, one);
    if (one->kind == UNKNOWN)
        OK(pship_statement_assert(NULL, set.transaction, id, property, &unknown, &options, err));
    else
        state(&set, id, property, text, source);
}

/* Agreements are merged into later ones. */
static void make_agreements(void)
{
    agreements = 1 + roll(AGREEMENTS);
    deed_count = roll(roll(3) ? MOST_ACTS : 12);
    for (int i = 0; i < agreements; i++) {
        into[i] = i + 1 < agreements && roll(4) == 0 ? i + 1 + roll(agreements - i - 1) : NOBODY;
        add_agreement(&set, name("a", i), "Pact", "one");
    }
    for (int i = 0; i < deed_count; i++) {
        deed *one = &deeds[i];
        *one =
            (deed){.agreement = roll(3) ? roll(agreements) : 0, .type = roll(roll(2) ? TYPES : 2)};
        one->date = make_span();
        one->effect.kind = ABSENT;
        if (roll(4) == 0 && one->type == ENTRY_INTO_FORCE)
            one->effect = make_span();
    }
}

static int root(int agreement)
{
    while (into[agreement] != NOBODY)
        agreement = into[agreement];
    return agreement;
}

/* `tame`: two acts of an agreement wait for acts of later ones, so that no rule is given up; otherwise any may wait for
 * anything. */
static void make_rules_of_acts(bool tame)
{
    int made[AGREEMENTS] = {0};
    for (int i = 0; i < deed_count; i++) {
        int at = root(deeds[i].agreement);
        if (!tame && roll(3) == 0)
            deeds[i].date = make_rule(0, owed_count);
        else if (tame && made[at] < 2 && at + 1 < agreements && roll(4) == 0) {
            deeds[i].date = make_rule(at + 1, 0);
            made[at]++;
        }
    }
}

static void record_acts(bool tame)
{
    for (int i = 0; i < deed_count; i++) {
        const char *id = name("t", i), *too = name(roll(2) ? "a-t" : "z-t", i);
        const char *of = name("a", deeds[i].agreement), *type = types[deeds[i].type];
        bool twice = roll(4) == 0;
        if (twice) {
            pship_act_fields fields = PSHIP_ACT_FIELDS_INIT;
            fields.agreement = of;
            fields.type = type;
            add_act_twice(&set, id, too, &fields, (unsigned)roll(1 << 12));
        } else {
            add_act(&set, id, of, type, NULL, "one");
        }
        state_told(twice && roll(2) ? too : id, "date", &deeds[i].date, "one");
        state_told(twice && roll(2) ? too : id, "effect_date", &deeds[i].effect, "one");
        if (!tame && roll(4) == 0) {
            told other = roll(2) ? make_span() : make_rule(0, owed_count);
            state_told(id, "date", &other, "two");
        }
    }
}

static void record_owed(bool tame)
{
    for (int i = 0; i < owed_count; i++) {
        const char *id = name("c", i);
        owed_by[i] = roll(8) ? make_rule(0, tame ? i / 8 * 8 : owed_count) : make_span();
        arises_from[i] = roll(agreements);
        OK(pship_commitment_record(set.transaction, id, NULL, NULL, err));
        state(&set, id, "text", "A thing to do", "one");
        state(&set, id, "arises_from", name("a", arises_from[i]), "one");
        state_told(id, "due", &owed_by[i], "one");
        if (!tame && roll(3) == 0) {
            told other = make_rule(0, owed_count);
            state_told(id, "due", &other, roll(2) ? "two" : "one");
        }
    }
}

static void make(bool tame)
{
    pship_statement_options why = PSHIP_STATEMENT_OPTIONS_INIT;
    why.reason = "two entries about one agreement";
    scene_open(&set);
    add_source(&set, "one", "Press", "2025-12-01");
    add_source(&set, "two", "Paper", "2025-12-02");
    make_agreements();
    owed_count = roll(MOST_OWED);
    group_count = roll(MOST_GROUPS);
    make_rules_of_acts(tame);
    record_owed(tame);
    for (int i = 0; i < MEMO_WORTH && !tame && owed_count > 0 && owed_count % 4 == 0; i++) {
        told other = make_span();
        state_told("c0", "due", &other, "two");
    }
    record_acts(tame);
    for (int i = 0; i < group_count; i++) {
        pship_working_group_fields fields = PSHIP_WORKING_GROUP_FIELDS_INIT;
        set_up_by[i] = roll(agreements);
        fields.established_by = name("a", set_up_by[i]);
        OK(pship_working_group_record(set.transaction, name("g", i), &fields, NULL, err));
    }
    for (int i = 0; i < agreements; i++) {
        if (into[i] != NOBODY)
            OK(pship_merge_record(NULL, set.transaction, name("a", i), name("a", into[i]), &why,
                                  err));
    }
    scene_commit(&set);
}

/* ---- a slow answer */

static told work_out(const told *one);

/* Of two dates of acts the earlier one; what has no day comes after what has, and what nobody can work out last. */
static told earlier(told a, told b)
{
    if (a.kind != SPAN || b.kind != SPAN)
        return b.kind > a.kind ? b : a;
    if (a.last != b.last)
        return a.last < b.last ? a : b;
    return a.first <= b.first ? a : b;
}

static told date_of_deed(const deed *one)
{
    told date = one->effect.kind != ABSENT ? one->effect : work_out(&one->date);
    if (date.kind == ABSENT)
        date.kind = UNKNOWN; /* it was done, nobody says when */
    return date;
}

static told work_out(const told *one)
{
    told base = {.kind = ABSENT};
    if (one->kind != RULE)
        return *one;
    if (one->agreement == NOBODY) {
        base = work_out(&owed_by[one->owed]);
    } else {
        for (int i = 0; i < deed_count; i++) {
            if (root(deeds[i].agreement) == root(one->agreement) && deeds[i].type == one->type)
                base = earlier(base, date_of_deed(&deeds[i]));
        }
    }
    if (base.kind == ABSENT)
        base.kind = UNRESOLVED;
    base.first += one->amount;
    base.last += one->amount;
    return base;
}

static void compare_told(const told *wanted, const when *got, const char *what, int number)
{
    static const when_kind kinds[] = {WHEN_ABSENT, WHEN_UNRESOLVED, WHEN_UNKNOWN, WHEN_DATED};
    ck_assert_msg(got->kind == kinds[wanted->kind], "seed %llu: %s%d has a date of kind %d, not %d",
                  (unsigned long long)seed, what, number, got->kind, kinds[wanted->kind]);
    if (wanted->kind != SPAN)
        return;
    int first = got->earliest - day("2026-01-01"), last = got->latest - day("2026-01-01");
    ck_assert_msg(first == wanted->first && last == wanted->last,
                  "seed %llu: %s%d falls on %d to %d, not %d to %d", (unsigned long long)seed, what,
                  number, first, last, wanted->first, wanted->last);
}

static void compare_owed(const pship_view *view, const merges *who)
{
    pship_table *list = NULL;
    OK(pship_commitment_list(&list, view, NULL, err));
    ck_assert_int_eq(pship_table_rows(list), owed_count);
    for (int i = 0; i < owed_count; i++) {
        name_id id = pship__view_name(view, name("c", i));
        told wanted = work_out(&owed_by[i]);
        when date = pship__when_of(who, id, "due");
        compare_told(&wanted, &date, "c", i);
        int64_t row = row_of(list, "id", name("c", i));
        ck_assert_str_eq(cell(list, row, "due"), date.kind == WHEN_DATED ? date.text : "");
    }
    pship_table_free(list);
}

/* The signature, or where none has a day the first act that has: by its own date, not the one of its effect. */
static told date_of_agreement(int agreement, bool *begun, bool *any, int today)
{
    told signature = {.kind = ABSENT}, first = {.kind = ABSENT};
    *begun = *any = false;
    for (int i = 0; i < deed_count; i++) {
        const deed *one = &deeds[i];
        if (root(one->agreement) != root(agreement))
            continue;
        told date = work_out(&one->date), counts = date_of_deed(one);
        *any = true;
        *begun = *begun || counts.kind == UNKNOWN || date.kind == UNKNOWN ||
                 (date.kind == SPAN && date.first <= today) ||
                 (counts.kind == SPAN && counts.first <= today);
        if (date.kind != SPAN)
            continue;
        told *to = one->type == 0 ? &signature : &first;
        if (to->kind == ABSENT || date.first < to->first ||
            (date.first == to->first && date.last < to->last))
            *to = date;
    }
    return signature.kind == SPAN ? signature : first;
}

static void compare_gists(const pship_view *view, const merges *who, int today)
{
    for (int twice = 0; twice < 2; twice++) {
        for (int i = 0; i < agreements; i++) {
            acts_gist got;
            bool begun, any;
            told wanted = date_of_agreement(i, &begun, &any, today);
            OK(pship__acts_gist(&got, who, pship__view_name(view, name("a", i)), err));
            ck_assert_int_eq(got.any, any);
            ck_assert_msg(got.begun == begun, "seed %llu: a%d", (unsigned long long)seed, i);
            ck_assert_int_eq(got.dated_by != NULL, wanted.kind == SPAN);
            if (got.dated_by)
                compare_told(&wanted, &got.date, "a", i);
        }
    }
}

/* Groups that are listed: those of an agreement that has begun, or of which nobody tells an act. */
static void compare_groups(const pship_view *view, int today)
{
    pship_table *list = NULL;
    OK(pship_working_group_list(&list, view, err));
    for (int i = 0; i < group_count; i++) {
        bool begun, any;
        (void)date_of_agreement(set_up_by[i], &begun, &any, today);
        ck_assert_msg((row_of(list, "id", name("g", i)) >= 0) == (begun || !any),
                      "seed %llu: g%d of a%d", (unsigned long long)seed, i, set_up_by[i]);
    }
    pship_table_free(list);
}

/* What is owed has the year of the agreement from which it arises. */
static void compare_items(const pship_view *view, const merges *who)
{
    item *items = NULL;
    size_t count = 0;
    OK(pship__items_load(&items, &count, who, err));
    for (size_t i = 0; i < count; i++) {
        bool begun, any;
        if (items[i].kind != ITEM_COMMITMENT)
            continue;
        int number = 0;
        while (strcmp(pship__view_text(view, items[i].id), name("c", number)) != 0)
            number++;
        told wanted = date_of_agreement(arises_from[number], &begun, &any, 0);
        ck_assert_str_eq(items[i].dated_by, wanted.kind == SPAN ? "origin" : "first_report");
        if (wanted.kind == SPAN)
            compare_told(&wanted, &items[i].date, "c", number);
    }
    pship__release(pship__view_context(view), items);
}

START_TEST(what_waits_for_acts_is_as_a_register_without_statements_says)
{
    uint64_t from = chance_start();
    int cases = chance_cases(150);
    for (int i = 0; i < cases; i++) {
        char text[16];
        seed = from + (uint64_t)i;
        chance_seed(seed);
        make(true);
        int today = roll(DAYS + 20);
        pship_day_format(day("2026-01-01") + today, text, sizeof text);
        pship_view *view = look(&set, text, NULL, PSHIP_CERTAIN);
        merges who;
        OK(pship__merges_load(&who, view, err));
        compare_owed(view, &who);
        compare_gists(view, &who, today);
        compare_groups(view, today);
        compare_items(view, &who);
        OK(pship__merges_close(&who, PSHIP_OK, err));
        pship_view_free(view);
        scene_close(&set);
    }
}
END_TEST

/* ---- the same where nothing is kept */

static void compare_whens(const when *kept, const when *fresh, const char *id)
{
    bool same = kept->kind == fresh->kind && kept->earliest == fresh->earliest &&
                kept->latest == fresh->latest && strcmp(kept->text, fresh->text) == 0 &&
                kept->rule == fresh->rule && kept->picked == fresh->picked &&
                kept->stated == fresh->stated && kept->contested == fresh->contested &&
                kept->undecided == fresh->undecided;
    ck_assert_msg(same,
                  "seed %llu: the date of %s is '%s' (%d), and '%s' (%d) where nothing is kept",
                  (unsigned long long)seed, id, kept->text, kept->kind, fresh->text, fresh->kind);
}

static void compare_acts(const merges *who, const merges *afresh)
{
    act *kept = NULL, *fresh = NULL;
    size_t count = 0, fresh_count = 0;
    OK(pship__acts_load(&kept, &count, who, 0, err));
    OK(pship__acts_load(&fresh, &fresh_count, afresh, 0, err));
    ck_assert_uint_eq(count, fresh_count);
    for (size_t i = 0; i < count; i++) {
        ck_assert_uint_eq(kept[i].id, fresh[i].id);
        compare_whens(&kept[i].date, &fresh[i].date, kept[i].id_text);
        compare_whens(&kept[i].effect, &fresh[i].effect, kept[i].id_text);
        ck_assert_int_eq(kept[i].done, fresh[i].done);
        ck_assert_int_eq(kept[i].effective, fresh[i].effective);
    }
    const pship_context *context = pship__view_context(who->view);
    pship__release(context, fresh);
    pship__release(context, kept);
}

/* Circles, rules on rules that are given up, several sources: wherever something is kept, it is what would be worked
 * out there. */
START_TEST(whatever_is_kept_would_be_worked_out_again)
{
    uint64_t from = chance_start();
    int cases = chance_cases(60);
    for (int i = 0; i < cases; i++) {
        seed = from + (uint64_t)i;
        chance_seed(seed);
        make(false);
        pship_view *view = look(&set, "2026-01-20", NULL, roll(2) ? PSHIP_CERTAIN : PSHIP_POSSIBLE);
        merges who, afresh;
        OK(pship__merges_load(&who, view, err));
        afresh = who;
        afresh.kept = NULL;
        if (roll(2))
            compare_acts(&who, &afresh);
        for (int twice = 0; twice < 2; twice++) {
            for (int j = 0; j < owed_count; j++) {
                const char *id = name("c", j);
                name_id subject = pship__view_name(view, id);
                when kept = pship__when_of(&who, subject, "due");
                when fresh = pship__when(view, subject, "due");
                compare_whens(&kept, &fresh, id);
            }
        }
        compare_acts(&who, &afresh);
        OK(pship__merges_close(&who, PSHIP_OK, err));
        pship_view_free(view);
        scene_close(&set);
    }
}
END_TEST

/* ---- one thing at a time */

START_TEST(a_date_is_found_where_it_was_asked_for_alone)
{
    memo *kept = pship__memo_new(NULL);
    memo_base base = {.entity = 7, .property = 3, .life = 1, .depth = 1, .steps = 1};
    when date = {.kind = WHEN_DATED, .earliest = 5, .latest = 6}, found = {.kind = WHEN_ABSENT};
    int after = 0;
    ck_assert_ptr_nonnull(kept);
    ck_assert(!pship__memo_find_base(&found, &after, kept, &base));
    pship__memo_keep_base(kept, &base, &date, 9);
    for (int i = 0; i < 5; i++) {
        memo_base other = base;
        other.entity += i == 0;
        other.property += i == 1;
        other.life += i == 2;
        other.depth += i == 3;
        other.steps += i == 4;
        ck_assert_msg(!pship__memo_find_base(&found, &after, kept, &other), "%d", i);
    }
    base.steps = 4;
    date.latest = 60;
    pship__memo_keep_base(kept, &base, &date, 12);
    ck_assert(pship__memo_find_base(&found, &after, kept, &base));
    ck_assert_int_eq(found.latest, 60);
    ck_assert_int_eq(after, 12);
    base.steps = 1;
    ck_assert(pship__memo_find_base(&found, &after, kept, &base));
    ck_assert_int_eq(found.latest, 6);
    ck_assert_int_eq(after, 9);
    ck_assert(!pship__memo_failed(kept));
    pship__memo_free(kept);
}
END_TEST

START_TEST(without_a_memo_nothing_is_kept)
{
    memo_base base = {.entity = 7};
    when date = {.kind = WHEN_DATED};
    acts_gist gist = {.any = true};
    int after = 0;
    pship__memo_keep_base(NULL, &base, &date, 9);
    pship__memo_keep_gist(NULL, 7, &gist);
    ck_assert(!pship__memo_find_base(&date, &after, NULL, &base));
    ck_assert(!pship__memo_find_gist(&gist, NULL, 7));
    ck_assert(!pship__memo_failed(NULL));
    pship__memo_free(NULL);
}
END_TEST

/* ---- no memory */

static void make_long(pship_context *context)
{
    set = (scene){.context = context};
    scene_open(&set);
    add_agreement(&set, "a0", "Pact", NULL);
    for (int i = 0; i < MEMO_WORTH; i++)
        add_act(&set, name("t", i), "a0", "signature", "2026-03-01", NULL);
    for (int i = 0; i < 3; i++) {
        pship_working_group_fields group = PSHIP_WORKING_GROUP_FIELDS_INIT;
        pship_commitment_fields due = PSHIP_COMMITMENT_FIELDS_INIT;
        group.established_by = "a0";
        due.text = "A thing to do";
        due.due = "3 months after signature of a0";
        OK(pship_working_group_record(set.transaction, name("g", i), &group, NULL, err));
        OK(pship_commitment_record(set.transaction, name("c", i), &due, NULL, err));
    }
    scene_commit(&set);
}

static pship_result ask(void *data, pship_error *err)
{
    const pship_view *view = data;
    pship_table *due = NULL, *groups = NULL, *days = NULL;
    pship_result result = pship_commitment_list(&due, view, NULL, err);
    if (result == PSHIP_OK)
        result = pship_working_group_list(&groups, view, err);
    if (result == PSHIP_OK)
        result = pship_timeline_list(&days, view, err);
    if (result == PSHIP_OK) {
        ck_assert_str_eq(cell(due, 2, "due"), "2026-06-01");
        ck_assert_int_eq(pship_table_rows(groups), 0);
    }
    pship_table_free(days);
    pship_table_free(groups);
    pship_table_free(due);
    return result;
}

START_TEST(no_memory_to_keep_something_is_no_memory)
{
    heap store;
    pship_context *context = heap_context(&store);
    make_long(context);
    pship_view *view = look(&set, "2026-01-20", NULL, PSHIP_CERTAIN);
    heap_fail_each(&store, ask, NULL, view);
    pship_view_free(view);
    scene_close(&set);
    pship_context_free(context);
    set = (scene){0};
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("memo");
    TCase *all = tcase_create("memo");
    tcase_set_timeout(all, 0);
    tcase_add_test(all, a_date_is_found_where_it_was_asked_for_alone);
    tcase_add_test(all, without_a_memo_nothing_is_kept);
    tcase_add_test(all, what_waits_for_acts_is_as_a_register_without_statements_says);
    tcase_add_test(all, whatever_is_kept_would_be_worked_out_again);
    tcase_add_test(all, no_memory_to_keep_something_is_no_memory);
    suite_add_tcase(suite, all);
    return suite;
}
