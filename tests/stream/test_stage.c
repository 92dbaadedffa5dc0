/* Files that appear together: all of them or none, and what is left by a process that died. */
#include "alloc/failing.h"
#include "own_folder.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

Suite *test_suite(void);

#define PLACE ".stage"
#define LAST "z"

static folder_stage *open_stage(const char *at)
{
    folder_stage *stage = NULL;
    ck_assert_msg(pship__stage_open(&stage, NULL, at, PLACE, LAST, &err) == PSHIP_OK, "%s",
                  err.message);
    return stage;
}

static void add(folder_stage *stage, const char *name, const char *text)
{
    ck_assert_msg(pship__stage_add(stage, name, text, strlen(text), &err) == PSHIP_OK, "%s",
                  err.message);
}

START_TEST(files_appear_together)
{
    put("a", "old");
    put("other", "mine");
    ck_assert_int_eq(chmod(in_folder("a"), 0640), 0);
    folder_stage *stage = open_stage(folder);
    add(stage, "a", "new");
    add(stage, "b", "");
    add(stage, LAST, "last");
    expect("a", "old");
    expect("b", NULL);
    ck_assert(pship__stage_left(NULL, folder, PLACE));
    ck_assert_int_eq(pship__stage_commit(stage, &err), PSHIP_OK);
    pship__stage_free(stage);
    ck_assert(!pship__stage_left(NULL, folder, PLACE));
    expect("a", "new");
    expect("b", "");
    expect(LAST, "last");
    expect("other", "mine");
    struct stat status;
    ck_assert_int_eq(stat(in_folder("a"), &status), 0);
    ck_assert_uint_eq(status.st_mode & 07777, 0640);
    drop("a");
    drop("b");
    drop(LAST);
    drop("other");
}
END_TEST

START_TEST(what_is_given_up_leaves_everything_as_it_was)
{
    put("a", "old");
    put(LAST, "old last");
    folder_stage *stage = open_stage(folder);
    add(stage, "a", "new");
    pship__stage_free(stage);
    pship__stage_free(NULL);
    expect("a", "old");
    expect(LAST, "old last");
    drop("a");
    drop(LAST);
    stage = open_stage(in_folder("made"));
    add(stage, "a", "new");
    expect("made/" PLACE "/a", "new");
    pship__stage_free(stage);
    expect("made", NULL);
}
END_TEST

START_TEST(a_full_disk_leaves_everything_as_it_was)
{
    struct rlimit before, small = {16, 16};
    folder_stage *stage = open_stage(folder);
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
    small.rlim_max = before.rlim_max;
    (void)signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
    add(stage, "a", "short");
    pship_result result = pship__stage_add(stage, "b", "longer than sixteen", 19, &err);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &before), 0);
    (void)signal(SIGXFSZ, SIG_DFL);
    ck_assert_int_eq(result, PSHIP_E_IO);
    ck_assert_str_eq(err.file, in_folder("b"));
    pship__stage_free(stage);
    expect("a", NULL);
    expect(PLACE, NULL);
}
END_TEST

START_TEST(a_stage_that_was_left_is_emptied_and_stays_until_all_is_done)
{
    ck_assert_int_eq(mkdir(in_folder(PLACE), 0700), 0);
    put(PLACE "/b", "of the one before");
    put("a", "of the one before");
    ck_assert(pship__stage_left(NULL, folder, PLACE));
    folder_stage *stage = open_stage(folder);
    expect(PLACE "/b", NULL);
    add(stage, "a", "new");
    pship__stage_free(stage);
    ck_assert(pship__stage_left(NULL, folder, PLACE)); /* the folder is still half done */
    expect("a", "of the one before");
    stage = open_stage(folder);
    add(stage, "a", "new");
    ck_assert_int_eq(pship__stage_commit(stage, &err), PSHIP_OK);
    pship__stage_free(stage);
    ck_assert(!pship__stage_left(NULL, folder, PLACE));
    expect("a", "new");
    drop("a");
}
END_TEST

START_TEST(nothing_is_moved_where_something_lies_in_the_way)
{
    ck_assert_int_eq(mkdir(in_folder("b"), 0700), 0);
    put("a", "old");
    put(LAST, "old last");
    folder_stage *stage = open_stage(folder);
    add(stage, "a", "new");
    add(stage, "b", "new");
    ck_assert_int_eq(pship__stage_commit(stage, &err), PSHIP_E_IO);
    ck_assert_ptr_nonnull(strstr(err.message, "something else lies there"));
    ck_assert_str_eq(err.file, in_folder("b"));
    pship__stage_free(stage);
    expect("a", "old");
    expect(LAST, "old last");
    drop("a");
    drop("b");
    drop(LAST);
}
END_TEST

/* The last file is gone as long as the others are not all there, and the stage says so. */
START_TEST(a_move_that_fails_leaves_no_last_file)
{
    put("a", "old");
    put(LAST, "old last");
    folder_stage *stage = open_stage(folder);
    add(stage, "a", "new");
    add(stage, "b", "new");
    add(stage, LAST, "new last");
    drop(PLACE "/b"); /* somebody cleared the stage */
    ck_assert_int_eq(pship__stage_commit(stage, &err), PSHIP_E_IO);
    pship__stage_free(stage);
    expect("a", "new");
    expect(LAST, NULL);
    ck_assert(pship__stage_left(NULL, folder, PLACE));
    drop(PLACE "/" LAST);
    drop(PLACE);
    drop("a");
}
END_TEST

START_TEST(a_link_is_replaced_and_what_is_no_folder_refused)
{
    ck_assert_int_eq(symlink("nowhere", in_folder("a")), 0);
    folder_stage *stage = open_stage(folder);
    add(stage, "a", "new");
    ck_assert_int_eq(pship__stage_commit(stage, &err), PSHIP_OK);
    pship__stage_free(stage);
    expect("a", "new");
    stage = NULL;
    ck_assert_int_eq(pship__stage_open(&stage, NULL, in_folder("a"), PLACE, LAST, &err),
                     PSHIP_E_INVALID);
    ck_assert_int_eq(pship__stage_open(&stage, NULL, in_folder("no/b"), PLACE, LAST, &err),
                     PSHIP_E_NOT_FOUND);
    put(PLACE, "a file");
    ck_assert_int_eq(pship__stage_open(&stage, NULL, folder, PLACE, LAST, &err), PSHIP_E_IO);
    ck_assert_ptr_null(stage);
    expect(PLACE, "a file");
    drop(PLACE);
    drop("a");
}
END_TEST

static void drop_all(void)
{
    static const char *const names[] = {"new/" PLACE "/a", "new/" PLACE "/" LAST, "new/" PLACE,
                                        "new/a",           "new/" LAST,           "new"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        (void)remove(in_folder(names[i]));
    }
}

static pship_result stage_all(void *context, pship_error *why)
{
    folder_stage *stage = NULL;
    drop_all();
    pship_result result = pship__stage_open(&stage, context, in_folder("new"), PLACE, LAST, why);
    if (result == PSHIP_OK) {
        result = pship__stage_add(stage, "a", "one", 3, why);
    }
    if (result == PSHIP_OK) {
        result = pship__stage_add(stage, LAST, "two", 3, why);
    }
    if (result == PSHIP_OK) {
        result = pship__stage_commit(stage, why);
    }
    pship__stage_free(stage);
    return result;
}

/* Nothing is there, or what is there is known to be half done. */
static void expect_none_or_half(void *context)
{
    (void)context;
    if (access(in_folder("new"), F_OK) == 0) {
        expect("new/" LAST, NULL);
        ck_assert(pship__stage_left(NULL, in_folder("new"), PLACE));
    }
}

START_TEST(a_link_in_the_place_of_the_stage_is_not_followed)
{
    folder_stage *stage = NULL;
    ck_assert_int_eq(mkdir(in_folder("precious"), 0777), 0);
    put("precious/kept", "mine");
    ck_assert_int_eq(symlink("precious", in_folder(PLACE)), 0);
    ck_assert(!pship__stage_left(NULL, folder, PLACE));
    ck_assert_int_eq(pship__stage_open(&stage, NULL, folder, PLACE, LAST, &err), PSHIP_E_IO);
    ck_assert_ptr_null(stage);
    expect("precious/kept", "mine");
    drop("precious/kept");
    drop("precious");
    drop(PLACE);
}
END_TEST

START_TEST(every_allocation_may_fail)
{
    heap own;
    pship_context *context = heap_context(&own);
    heap_fail_each(&own, stage_all, expect_none_or_half, context);
    pship_context_free(context);
    expect("new/a", "one");
    expect("new/" LAST, "two");
    drop_all();
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("stage");
    TCase *tcase = tcase_create("stage");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, files_appear_together);
    tcase_add_test(tcase, what_is_given_up_leaves_everything_as_it_was);
    tcase_add_test(tcase, a_full_disk_leaves_everything_as_it_was);
    tcase_add_test(tcase, a_stage_that_was_left_is_emptied_and_stays_until_all_is_done);
    tcase_add_test(tcase, nothing_is_moved_where_something_lies_in_the_way);
    tcase_add_test(tcase, a_move_that_fails_leaves_no_last_file);
    tcase_add_test(tcase, a_link_is_replaced_and_what_is_no_folder_refused);
    tcase_add_test(tcase, a_link_in_the_place_of_the_stage_is_not_followed);
    tcase_add_test(tcase, every_allocation_may_fail);
    suite_add_tcase(suite, tcase);
    return suite;
}
