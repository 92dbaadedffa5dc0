/*
 * Break-even values of random networks beside a slow evaluator, which tries every route that comes to no place twice.
 */
#include "chance.h"
#include "corridor/cells.h"
#include "corridor/making.h"
#include <math.h>
#include <partnership/break_even.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

#define PLACES 6
#define LINKS 14
#define MODES 2

/* Hours, all of them; what is not there has none. */
typedef struct slow_link {
    int from, to, mode;
    bool there;
    double hours;
} slow_link;

typedef struct slow_network {
    slow_link links[LINKS];
    double dwell[PLACES];
    double
        transfer[MODES]; /* from this mode to the other, at every place; infinite: not declared */
    bool closed[PLACES];
    bool barred; /* the change from the first mode to the second is closed */
} slow_network;

static const char *const modes[MODES] = {"rail", "sea"};

static double slow_change(const slow_network *network, int place, int from, int to)
{
    const bool free_modes = isinf(network->transfer[0]) && isinf(network->transfer[1]);
    if (network->closed[place] || (network->barred && from == 0 && to == 1))
        return (double)INFINITY;
    return network->dwell[place] + (from == to || free_modes ? 0 : network->transfer[from]);
}

/* Of the routes that go on from a link, at a weight so far, to the last place. */
static double slow_onwards(const slow_network *network, int last, double weight, unsigned passed)
{
    const slow_link *before = &network->links[last];
    double least = (double)INFINITY;
    if (before->to == PLACES - 1)
        return weight;
    for (int i = 0; i < LINKS; i++) {
        const slow_link *link = &network->links[i];
        if (!link->there || link->from != before->to || passed & 1u << link->to)
            continue;
        const double change = slow_change(network, link->from, before->mode, link->mode);
        if (!isinf(change))
            least = fmin(least, slow_onwards(network, i, weight + change + link->hours,
                                             passed | 1u << link->to));
    }
    return least;
}

/* From the first place to the last. */
static double slow_best(const slow_network *network)
{
    double least = (double)INFINITY;
    for (int i = 0; i < LINKS; i++) {
        const slow_link *link = &network->links[i];
        if (link->there && link->from == 0)
            least = fmin(least, slow_onwards(network, i, link->hours, 1u | 1u << link->to));
    }
    return least;
}

/* ---- the number that is free */

typedef enum slow_kind { A_LINK, A_PLACE, A_TRANSFER, A_SPEED, KINDS } slow_kind;

typedef struct slow_question {
    slow_kind kind;
    int which;
    char element[32];
} slow_question;

#define SPEED_LENGTH 60.0 /* of the link whose speed is free */

static void slow_set(slow_network *network, const slow_question *question, double number)
{
    if (question->kind == A_LINK)
        network->links[question->which].hours = number;
    else if (question->kind == A_SPEED)
        network->links[question->which].hours = SPEED_LENGTH / number;
    else if (question->kind == A_PLACE)
        network->dwell[question->which] = number;
    else if (!isinf(network->transfer[question->which]))
        network->transfer[question->which] = number;
}

static void slow_close(slow_network *network, const slow_question *question)
{
    if (question->kind == A_LINK || question->kind == A_SPEED)
        network->links[question->which].there = false;
    else if (question->kind == A_PLACE)
        network->closed[question->which] = true;
    else
        network->barred = true;
}

static bool slow_has(const slow_network *network, const slow_question *question)
{
    return question->kind == A_PLACE      ? true
           : question->kind == A_TRANSFER ? !isinf(network->transfer[question->which])
                                          : network->links[question->which].there;
}

/* ---- random networks */

static void random_network(slow_network *network)
{
    const bool declared = roll(2) == 0, forward = roll(2) == 0; /* then routes are long */
    *network = (slow_network){.closed = {false}};
    for (int i = 0; i < LINKS; i++) {
        const int from = roll(forward ? PLACES - 1 : PLACES);
        const int to = forward ? from + 1 + (from + 2 < PLACES && roll(6) == 0) : roll(PLACES);
        network->links[i] =
            (slow_link){from, to, roll(MODES), roll(8) > 0, roll(4) ? roll(40) / 4.0 : 0};
        if (network->links[i].from == network->links[i].to)
            network->links[i].there = false;
    }
    for (int i = 0; i < PLACES; i++)
        network->dwell[i] = roll(2) ? 0 : roll(20) / 4.0;
    for (int i = 0; i < MODES; i++)
        network->transfer[i] = declared && roll(6) ? roll(20) / 4.0 : (double)INFINITY;
}

/* The same with some other numbers and other links. */
static void random_change(slow_network *network)
{
    for (int i = 0; i < LINKS; i++) {
        slow_link *link = &network->links[i];
        if (roll(4) == 0 && link->from != link->to)
            link->there = !link->there;
        if (roll(3) == 0)
            link->hours = roll(40) / 4.0;
    }
    if (roll(2))
        network->dwell[roll(PLACES)] = roll(20) / 4.0;
}

static pship_network *made_network(const slow_network *slow, const slow_question *question)
{
    making m = begin_making();
    char name[2][8], id[8];
    for (int i = 0; i < PLACES; i++) {
        (void)snprintf(name[0], sizeof name[0], "p%d", i);
        const uint32_t place = make_place(&m, name[0]);
        make_number(&m, NETWORK_PLACE, place, "time_h",
                    slow->dwell[i] > 0 ? slow->dwell[i] : (double)NAN);
    }
    for (int i = 0; i < LINKS; i++) {
        const slow_link *link = &slow->links[i];
        const bool speed = question->kind == A_SPEED && question->which == i;
        if (!link->there)
            continue;
        (void)snprintf(name[0], sizeof name[0], "p%d", link->from);
        (void)snprintf(name[1], sizeof name[1], "p%d", link->to);
        (void)snprintf(id, sizeof id, "l%d", i);
        const uint32_t made = make_link(&m, id, name[0], name[1], modes[link->mode],
                                        speed ? (double)NAN : link->hours);
        make_number(&m, NETWORK_LINK, made, "length_km", speed ? SPEED_LENGTH : (double)NAN);
        make_number(&m, NETWORK_LINK, made, "speed_km_h", speed ? 10 : (double)NAN);
    }
    for (int i = 0; i < MODES; i++)
        if (!isinf(slow->transfer[i]))
            make_transfer(&m, NULL, modes[i], modes[1 - i], slow->transfer[i]);
    return finish_making(&m);
}

static slow_question random_question(void)
{
    slow_question question = {.kind = (slow_kind)roll(KINDS)};
    static const char *const forms[KINDS] = {"l%d", "p%d", "*: rail to sea", "l%d"};
    question.which = question.kind == A_PLACE      ? 1 + roll(PLACES - 2)
                     : question.kind == A_TRANSFER ? 0
                                                   : roll(LINKS);
    if (question.kind == A_TRANSFER)
        strcpy(question.element, forms[A_TRANSFER]);
    else
        (void)snprintf(question.element, sizeof question.element,
                       question.kind == A_PLACE ? "p%d" : "l%d", question.which);
    return question;
}

/* ---- one case */

typedef struct slow_case {
    uint64_t seed;
    slow_network before, after;
    slow_question question;
    pship_table *table;
} slow_case;

/* Who is better at a number, by the table; the rows are in the order of their values, those of a speed from the highest down. */
static const char *word_at(const slow_case *of, double number)
{
    const int64_t rows = pship_table_rows(of->table);
    const char *word = NULL;
    double nearest = (double)-INFINITY;
    for (int64_t row = 0; row < rows; row++) {
        const double value = number_at(of->table, row, "value");
        if (isnan(value))
            return text_at(of->table, row, "below");
        if (value <= number && value > nearest) {
            nearest = value;
            word = text_at(of->table, row, "above");
        }
    }
    if (word)
        return word;
    const int64_t lowest = of->question.kind == A_SPEED ? rows - 1 : 0;
    return text_at(of->table, lowest, "below");
}

static void weights_at(const slow_case *of, double number, double *before, double *after)
{
    slow_network one = of->before, other = of->after;
    slow_set(&one, &of->question, number);
    slow_set(&other, &of->question, number);
    *before = slow_best(&one);
    *after = slow_best(&other);
}

static void check_number(const slow_case *of, double number)
{
    double before, after;
    weights_at(of, number, &before, &after);
    const char *word = word_at(of, number);
    const bool first = !strcmp(word, "before") || !strcmp(word, "with");
    const bool second = !strcmp(word, "after") || !strcmp(word, "without");
    const bool none = !strcmp(word, "none");
    ck_assert_msg(none == (isinf(before) && isinf(after)), "seed %llu at %g: %s, not %g and %g",
                  (unsigned long long)of->seed, number, word, before, after);
    if (none || fabs(before - after) < 1e-9)
        return;
    ck_assert_msg(before < after ? first : second, "seed %llu at %g: %s, not %g and %g",
                  (unsigned long long)of->seed, number, word, before, after);
}

static void check_rows(const slow_case *of)
{
    for (int64_t row = 0; row < pship_table_rows(of->table); row++) {
        double before, after;
        const double value = number_at(of->table, row, "value");
        if (isnan(value))
            continue;
        weights_at(of, value, &before, &after);
        ck_assert_msg(fabs(before - after) < 1e-9 &&
                          fabs(before - number_at(of->table, row, "weight")) < 1e-9,
                      "seed %llu: %g and %g at %g", (unsigned long long)of->seed, before, after,
                      value);
        ck_assert_str_ne(text_at(of->table, row, "below"), text_at(of->table, row, "above"));
        check_number(of, value * (1 - 1e-6));
        check_number(of, value * (1 + 1e-6));
    }
}

static pship_table *ask_library(const slow_case *of, bool alone)
{
    const pship_place_pair pairs[] = {{"p0", "p5"}};
    pship_table *table = NULL;
    pship_network *before = made_network(&of->before, &of->question);
    pship_network *after = alone ? NULL : made_network(&of->after, &of->question);
    static const char *const parts[KINDS] = {"link", "place", "transfer", "link"};
    pship_break_even_question question = PSHIP_BREAK_EVEN_QUESTION_INIT;
    question.part = parts[of->question.kind];
    question.element = of->question.element;
    if (of->question.kind == A_SPEED) {
        question.attribute = "speed_km_h";
        question.low = 2;
        question.high = 200;
    }
    const pship_result result =
        pship_network_break_even(&table, before, after, pairs, 1, NULL, &question, err);
    ck_assert_msg(result == PSHIP_OK, "seed %llu: %s", (unsigned long long)of->seed,
                  failure.message);
    pship_network_free(before);
    pship_network_free(after);
    return table;
}

/* Whether there was anything to ask. */
static bool try_case(uint64_t seed)
{
    slow_case of = {.seed = seed};
    chance_seed(seed);
    random_network(&of.before);
    of.question = random_question();
    of.after = of.before;
    const bool alone = roll(2) == 0;
    if (alone)
        slow_close(&of.after, &of.question);
    else
        random_change(&of.after);
    if (!slow_has(&of.before, &of.question) && (alone || !slow_has(&of.after, &of.question)))
        return false;
    of.table = ask_library(&of, alone);
    const bool speed = of.question.kind == A_SPEED;
    check_rows(&of);
    for (int i = 0; i < 8; i++)
        check_number(&of, speed ? 2 + roll(1980) / 10.0 : roll(400) / 8.0);
    if (!speed)
        check_number(&of, 1e6); /* beyond the last change there is none */
    pship_table_free(of.table);
    return true;
}

START_TEST(break_even_values_are_those_of_a_slow_evaluator)
{
    const uint64_t start = chance_start();
    const int cases = chance_cases(2000);
    int asked = 0;
    for (int i = 0; i < cases; i++)
        asked += try_case(start + (uint64_t)i);
    ck_assert_int_gt(2 * asked, cases);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("break_even_oracle");
    TCase *tests = tcase_create("break_even_oracle");
    tcase_add_test(tests, break_even_values_are_those_of_a_slow_evaluator);
    suite_add_tcase(suite, tests);
    return suite;
}
