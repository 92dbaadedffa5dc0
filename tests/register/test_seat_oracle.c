/*
 * Random groups, seats, blocs and merges, worked out a second time, slowly: by trying every way in which the imprecise
 * days may turn out, on a calendar of few days, and by following merges one step at a time.
 */
#include "chance.h"
#include "register/scene.h"
#include <stdlib.h>

Suite *test_suite(void);

static scene set;
static uint64_t round_seed;

enum {
    DAYS = 14,
    FOREVER = DAYS + 3,
    PERSONS = 6,
    GROUPS = 2,
    CLAIMS = 9,
    STATES = 4,
    BLOCS = 2,
    ROLES = 4
};

static const char *const roles[ROLES] = {"chair", "focal_point", "member", "observer"};

/* A day that lies somewhere from first to last. */
typedef struct vague {
    bool given;
    int first, last;
} vague;

/* A statement: `who` has a place in `where` from and until some days. */
typedef struct claim {
    pship_statement_id id;
    int where, who, role;
    vague from, until; /* first and last day */
    bool may_have_ended;
    bool survives;
} claim;

typedef struct world {
    int into[PERSONS]; /* a person that this one is merged into, or -1 */
    int states_into[STATES];
    vague established[GROUPS], dissolved[GROUPS];
    claim claims[CLAIMS];  /* seats of persons in groups */
    claim members[CLAIMS]; /* memberships of states in blocs */
} world;

static vague some_days(int not_before, int odds)
{
    vague made = {.given = roll(odds) == 0};
    made.first = not_before + roll(DAYS - not_before);
    made.last = made.first + (roll(2) ? 0 : roll(4));
    return made;
}

static void write_day(char *text, int index)
{
    pship_day_format(day("2026-01-01") + index, text, 16);
}

static const char *days_text(char *text, const vague *days)
{
    char end[16];
    if (!days->given)
        return NULL;
    write_day(text, days->first);
    write_day(end, days->last);
    if (days->last > days->first) {
        strcat(text, "/");
        strcat(text, end);
    }
    return text;
}

/* ---- recording */

static const char *id_of(const char *letter, int index)
{
    static char texts[8][16];
    static int turn;
    char *text = texts[turn++ % 8];
    (void)snprintf(text, 16, "%s%d", letter, index);
    return text;
}

static pship_statement_options term(claim *one, char *from, char *until)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    one->from = some_days(0, 1 + roll(2));
    one->until = some_days(0, 2);
    if (one->from.given && one->until.given && one->until.last < one->from.first)
        one->until.last = one->from.first + roll(3); /* else it could not hold on any day */
    one->may_have_ended = !one->until.given && roll(4) == 0;
    options.from = days_text(from, &one->from);
    options.until = one->may_have_ended ? "" : days_text(until, &one->until);
    return options;
}

static void record_seat(claim *one, int index)
{
    char from[40], until[40];
    pship_statement_options options = term(one, from, until);
    const char *group = id_of("g", one->where), *person = id_of("p", one->who);
    if (one->role < 3 && roll(2)) {
        OK(pship_statement_assert_text(&one->id, set.transaction, group, roles[one->role], person,
                                       NULL, &options, err));
        return;
    }
    pship_seat_fields fields = PSHIP_SEAT_FIELDS_INIT;
    one->survives = roll(3) == 0;
    fields.seat_of = group;
    fields.capacity = roles[one->role];
    fields.survives_dissolution = one->survives;
    OK(pship_seat_record(set.transaction, id_of("s", index), &fields, NULL, err));
    OK(pship_statement_assert_text(&one->id, set.transaction, id_of("s", index), "incumbent",
                                   person, NULL, &options, err));
}

static void record_merge(const char *letter, int *into, int index, int count)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.reason = "one and the same";
    into[index] = roll(3) ? -1 : roll(count);
    if (into[index] >= 0)
        OK(pship_merge_record(NULL, set.transaction, id_of(letter, index),
                              id_of(letter, into[index]), &options, err));
}

static void make_world(world *made)
{
    char text[40];
    memset(made, 0, sizeof *made);
    for (int i = 0; i < PERSONS; i++)
        OK(pship_person_record(set.transaction, id_of("p", i), NULL, NULL, err));
    for (int i = 0; i < STATES; i++)
        OK(pship_party_record(set.transaction, "state", id_of("c", i), NULL, NULL, err));
    for (int i = 0; i < BLOCS; i++)
        OK(pship_party_record(set.transaction, "bloc", id_of("b", i), NULL, NULL, err));
    for (int i = 0; i < PERSONS; i++)
        record_merge("p", made->into, i, PERSONS);
    for (int i = 0; i < STATES; i++)
        record_merge("c", made->states_into, i, STATES);
    for (int i = 0; i < GROUPS; i++) {
        OK(pship_working_group_record(set.transaction, id_of("g", i), NULL, NULL, err));
        made->established[i] = some_days(0, 2);
        made->dissolved[i] = some_days(0, 2);
        if (made->established[i].given)
            state(&set, id_of("g", i), "established", days_text(text, &made->established[i]), NULL);
        if (made->dissolved[i].given)
            state(&set, id_of("g", i), "dissolved", days_text(text, &made->dissolved[i]), NULL);
    }
    for (int i = 0; i < CLAIMS; i++) {
        char from[40], until[40];
        made->claims[i] = (claim){.where = roll(GROUPS), .who = roll(PERSONS), .role = roll(ROLES)};
        record_seat(&made->claims[i], i);
        claim *member = &made->members[i];
        *member = (claim){.where = roll(BLOCS), .who = roll(STATES)};
        pship_statement_options options = term(member, from, until);
        OK(pship_party_join(&member->id, set.transaction, id_of("c", member->who),
                            id_of("b", member->where), &options, err));
    }
}

/* ---- working it out slowly */

/* The days that one may be: itself and no other where none is given. */
static int ways(const vague *days)
{
    return days->given ? days->last - days->first + 1 : 1;
}

static pship_truth truth_of(int holds, int all)
{
    return holds == all ? PSHIP_CERTAIN : holds > 0 ? PSHIP_POSSIBLE : PSHIP_NO;
}

/* Every first day, every last day, every day of establishment and of dissolution. */
static pship_truth slowly(const claim *one, const vague *established, const vague *dissolved,
                          int on)
{
    int all = 0, holds = 0;
    int last_ways = one->may_have_ended ? FOREVER + 4 : ways(&one->until);
    for (int a = 0; a < ways(&one->from); a++) {
        for (int b = 0; b < last_ways; b++) {
            for (int c = 0; c < ways(established); c++) {
                for (int d = 0; d < ways(dissolved); d++) {
                    bool begun = !one->from.given || one->from.first + a <= on;
                    /* An end that nobody knows is not before the first day. */
                    int first = one->from.given ? one->from.first + a : -2;
                    int last = one->may_have_ended ? first + b : one->until.first + b;
                    bool over = (one->may_have_ended || one->until.given) && on > last;
                    bool there = !established->given || established->first + c <= on;
                    bool gone = dissolved->given && !one->survives && on > dissolved->first + d;
                    all++;
                    holds += begun && !over && there && !gone;
                }
            }
        }
    }
    return truth_of(holds, all);
}

/* One step after the other. Who goes round in a circle stays who they are. */
static int end_of(const int *into, int count, int start)
{
    int at = start;
    for (int steps = 0; steps <= count; steps++) {
        if (into[at] < 0)
            return at;
        at = into[at];
    }
    return start;
}

/* ---- comparing */

static pship_truth truth_in(const pship_table *table, int64_t row, const char *column)
{
    const char *text = cell(table, row, column);
    return strcmp(text, "certain") == 0    ? PSHIP_CERTAIN
           : strcmp(text, "possible") == 0 ? PSHIP_POSSIBLE
                                           : PSHIP_NO;
}

/* The row of a seat or a membership, or -1; there must not be two. */
static int64_t find_row(const pship_table *table, const char *body_column, const char *body,
                        const char *member, const char *role)
{
    int64_t found = -1;
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        if (strcmp(cell(table, row, body_column), body) != 0 ||
            strcmp(cell(table, row, "member"), member) != 0 ||
            (role && strcmp(cell(table, row, "role"), role) != 0))
            continue;
        ck_assert_msg(found < 0, "seed %llu: %s has %s twice", (unsigned long long)round_seed, body,
                      member);
        found = row;
    }
    return found;
}

static void compare_row(const pship_table *table, int64_t row, pship_truth expected,
                        pship_truth holding, const char *what, int on)
{
    pship_truth answered = row < 0 ? PSHIP_NO : truth_in(table, row, "certainty");
    pship_truth wanted = expected >= holding ? expected : PSHIP_NO;
    ck_assert_msg(answered == wanted, "seed %llu, day %d: %s is %d, expected %d",
                  (unsigned long long)round_seed, on, what, (int)answered, (int)wanted);
}

/* Each place, by whom it is held once merges are followed: the surest of what is claimed. */
static void compare_seats(const world *of, const pship_view *view, pship_truth holding, int on)
{
    pship_table *table = NULL;
    int64_t expected_rows = 0;
    OK(pship_working_group_members(&table, view, NULL, err));
    for (int group = 0; group < GROUPS; group++) {
        for (int person = 0; person < PERSONS; person++) {
            for (int role = 0; role < ROLES; role++) {
                pship_truth surest = PSHIP_NO;
                for (int i = 0; i < CLAIMS; i++) {
                    const claim *one = &of->claims[i];
                    if (one->where != group || one->role != role ||
                        end_of(of->into, PERSONS, one->who) != person)
                        continue;
                    pship_truth truth =
                        slowly(one, &of->established[group], &of->dissolved[group], on);
                    surest = truth > surest ? truth : surest;
                }
                int64_t row =
                    find_row(table, "group", id_of("g", group), id_of("p", person), roles[role]);
                compare_row(table, row, surest, holding, id_of("seat of p", person), on);
                expected_rows += surest >= holding;
            }
        }
    }
    ck_assert_int_eq(pship_table_rows(table), expected_rows);
    pship_table_free(table);
}

static void compare_blocs(const world *of, const pship_view *view, pship_truth holding, int on)
{
    static const vague none;
    pship_table *table = NULL;
    OK(pship_party_members(&table, view, NULL, err));
    for (int bloc = 0; bloc < BLOCS; bloc++) {
        for (int member = 0; member < STATES; member++) {
            pship_truth surest = PSHIP_NO;
            for (int i = 0; i < CLAIMS; i++) {
                const claim *one = &of->members[i];
                if (one->where != bloc || end_of(of->states_into, STATES, one->who) != member)
                    continue;
                pship_truth truth = slowly(one, &none, &none, on);
                surest = truth > surest ? truth : surest;
            }
            int64_t row = find_row(table, "bloc", id_of("b", bloc), id_of("c", member), NULL);
            compare_row(table, row, surest, holding, id_of("member c", member), on);
        }
    }
    pship_table_free(table);
}

/* Every statement of a seat, whether or not it holds on the day, and what ends it. */
static void compare_history(const world *of, const pship_view *view, int on)
{
    pship_table *table = NULL;
    OK(pship_seat_list(&table, view, NULL, err));
    ck_assert_int_eq(pship_table_rows(table), CLAIMS);
    for (int i = 0; i < CLAIMS; i++) {
        const claim *one = &of->claims[i];
        const vague *dissolved = &of->dissolved[one->where];
        int64_t row = row_of(table, "statement", id_of("", (int)one->id));
        ck_assert_int_ge(row, 0);
        pship_truth truth = slowly(one, &of->established[one->where], dissolved, on);
        ck_assert_msg(truth_in(table, row, "holds") == truth, "seed %llu, day %d: claim %d",
                      (unsigned long long)round_seed, on, i);
        ck_assert_str_eq(cell(table, row, "holder"),
                         id_of("p", end_of(of->into, PERSONS, one->who)));
        bool cut = dissolved->given && !one->survives &&
                   !(one->until.given && one->until.last <= dissolved->last);
        if (cut)
            ck_assert_str_eq(cell(table, row, "ended_by"), "dissolution");
        else if (one->until.given)
            ck_assert_str_eq(cell(table, row, "ended_by"), "seat");
        else
            ck_assert(empty_cell(table, row, "ended_by"));
    }
    pship_table_free(table);
}

static void compare_canonical(const world *of, const pship_view *view)
{
    for (int i = 0; i < PERSONS; i++) {
        const char *id = NULL;
        int at = i, steps = 0;
        while (of->into[at] >= 0 && steps++ <= PERSONS)
            at = of->into[at];
        if (steps > PERSONS)
            FAILS(pship_merge_canonical(&id, view, id_of("p", i), err), PSHIP_E_CONFLICT, "circle");
        else
            OK(pship_merge_canonical(&id, view, id_of("p", i), err));
        if (id)
            ck_assert_str_eq(id, id_of("p", at));
    }
}

static pship_view *look_on(int on, pship_truth holding)
{
    char text[16];
    write_day(text, on);
    return look(&set, text, NULL, holding);
}

START_TEST(seats_memberships_and_merges_are_as_if_every_way_were_tried)
{
    uint64_t start = chance_start();
    for (int round = 0, rounds = chance_cases(60); round < rounds; round++) {
        world made;
        round_seed = start + (uint64_t)round;
        chance_seed(round_seed);
        memset(&set, 0, sizeof set);
        scene_open(&set);
        make_world(&made);
        scene_commit(&set);
        for (int on = -1; on <= FOREVER; on += 1 + roll(3)) {
            pship_view *certain = look_on(on, PSHIP_CERTAIN),
                       *possible = look_on(on, PSHIP_POSSIBLE);
            compare_seats(&made, certain, PSHIP_CERTAIN, on);
            compare_seats(&made, possible, PSHIP_POSSIBLE, on);
            compare_blocs(&made, certain, PSHIP_CERTAIN, on);
            compare_blocs(&made, possible, PSHIP_POSSIBLE, on);
            compare_history(&made, possible, on);
            compare_canonical(&made, certain);
            pship_view_free(possible);
            pship_view_free(certain);
        }
        scene_close(&set);
    }
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("seat_oracle");
    TCase *all = tcase_create("seat_oracle");
    tcase_set_timeout(all, 120);
    tcase_add_test(all, seats_memberships_and_merges_are_as_if_every_way_were_tried);
    suite_add_tcase(suite, all);
    return suite;
}
