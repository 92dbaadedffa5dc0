/*
 * Answers against an oracle that knows nothing of indexes: random models, and for each of them random
 * questions through every door. A case that fails is made small and printed.
 *
 * Beside what chance.h takes from the environment, PSHIP_ORACLE_FEATURES (the bits of oracle_chance.h) says
 * what they contain, PSHIP_ORACLE_DOORS (those of oracle_case.h) which questions are asked. A seed gives the
 * same case only with the same features.
 *
 * oracle_case.h     what a case is, and how it reads
 * oracle_chance.h   random cases
 * oracle_naive.h    the evaluator: visibility, publication, forces, ends
 * oracle_choice.h   the evaluator: what is picked
 * oracle_record.h   recording in the oracle, and which refusals are due
 * oracle_doors.h, oracle_pairs.h   the questions
 * oracle_replay.h   a case into the library and the oracle
 * oracle_shrink.h   small counter-examples
 */
#include "oracle_chance.h"
#include "oracle_shrink.h"

/* Too large for the stack. */
static oracle_case tried;
static run replayed;

static uint64_t number_of(const char *variable, uint64_t otherwise)
{
    const char *given = getenv(variable);
    return given == NULL ? otherwise : strtoull(given, NULL, 10);
}

static int features_wanted(void)
{
    return (int)number_of("PSHIP_ORACLE_FEATURES", WITH_EVERYTHING);
}

static void close_doors(oracle_case *made)
{
    uint64_t doors = number_of("PSHIP_ORACLE_DOORS", DOORS);
    for (int i = 0; i < made->question_count; i++) {
        made->questions[i].doors = (int)doors;
    }
}

static void try_seed(uint64_t seed)
{
    draw_case(&tried, seed, features_wanted());
    close_doors(&tried);
    if (replay(&replayed, &tried, WRONG_NOTHING)) {
        return;
    }
    fprintf(stderr, "seed %llu fails: %s\n", (unsigned long long)seed, replayed.message);
    shrink(&tried, &replayed, WRONG_NOTHING);
    print_case(stderr, &tried);
    ck_abort_msg("seed %llu: %s", (unsigned long long)seed, replayed.message);
}

START_TEST(answers_equal_those_of_a_naive_oracle)
{
    uint64_t start = chance_start_at(1);
    for (int i = 0, cases = chance_cases(10000); i < cases; i++) {
        try_seed(start + (uint64_t)i);
    }
}
END_TEST

/* An oracle that leaves out one kind of operation is contradicted by a case of two or three steps, and
 * that is what the shrinker has to find. */
START_TEST(a_wrong_oracle_gives_a_small_counter_example)
{
    int wrong = _i;
    bool found = false;
    for (uint64_t seed = 1; seed < 2000 && !found; seed++) {
        draw_case(&tried, seed, features_wanted());
        close_doors(&tried);
        found = !replay(&replayed, &tried, wrong);
    }
    ck_assert_msg(found, "no case shows that the oracle is wrong");
    shrink(&tried, &replayed, wrong);
    ck_assert_msg(replayed.failed, "what is left of the case does not fail");
    ck_assert_msg(replay(&replayed, &tried, WRONG_NOTHING), "it fails for the right oracle too: %s",
                  replayed.message);
    if (steps_left(&tried) > 3) {
        print_case(stderr, &tried);
    }
    ck_assert_int_le(steps_left(&tried), 3);
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("oracle");
    TCase *all = tcase_create("oracle");
    tcase_set_timeout(all, 280);
    tcase_add_test(all, answers_equal_those_of_a_naive_oracle);
    tcase_add_loop_test(all, a_wrong_oracle_gives_a_small_counter_example, WRONG_RETRACTIONS,
                        WRONG_CORRECTIONS + 1);
    suite_add_tcase(suite, all);
    return suite;
}
