/* Files that are replaced together: all of them or none, whatever fails and when. */
#include "alloc/failing.h"
#include "own_folder.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

Suite *test_suite(void);

/* What writes a file, and what happens to the folder meanwhile. */
typedef struct turn {
    const char *text;
    const char *removed; /* a file that is taken away, NULL for none */
    const char *made;    /* a folder that comes to be */
    bool fails;
} turn;

static pship_result produce(void *data, file_sink *to, pship_error *failure)
{
    const turn *what = data;
    pship_result result = pship__sink_add(to, what->text, strlen(what->text), failure);
    if (what->removed != NULL && unlink(in_folder(what->removed)) != 0)
        return pship__fail(failure, PSHIP_E_INVALID, "the test found no %s", what->removed);
    if (what->made != NULL && mkdir(in_folder(what->made), 0700) != 0)
        return pship__fail(failure, PSHIP_E_INVALID, "the test could not make %s", what->made);
    return what->fails ? pship__fail(failure, PSHIP_E_CANCELLED, "it was given up") : result;
}

/* Replaces "a", "b" and "c", each by one of these. */
static pship_result replace_by(const pship_context *context, turn turns[3], pship_error *failure)
{
    const file_part parts[3] = {{in_folder("a"), produce, &turns[0]},
                                {in_folder("b"), produce, &turns[1]},
                                {in_folder("c"), produce, &turns[2]}};
    return pship__files_produce(context, parts, 3, failure);
}

START_TEST(files_are_replaced_together_and_keep_their_modes)
{
    struct stat status;
    turn turns[3] = {{.text = "new a"}, {.text = ""}, {.text = "new c"}};
    put("a", "old a");
    put("c", "old c");
    ck_assert_int_eq(chmod(in_folder("a"), 0640), 0);
    ck_assert_msg(replace_by(NULL, turns, &err) == PSHIP_OK, "%s", err.message);
    expect("a", "new a");
    expect("b", "");
    expect("c", "new c");
    ck_assert_int_eq(stat(in_folder("a"), &status), 0);
    ck_assert_uint_eq(status.st_mode & 07777, 0640);
    drop("a");
    drop("b");
    drop("c");
}
END_TEST

/* Whichever cannot be moved to its place: here what was to be moved is gone. */
START_TEST(what_was_moved_is_taken_back_where_a_later_one_cannot_be)
{
    static const char *const fresh[3] = {"a.new-0", "b.new-0", "c.new-0"};
    static const char *const names[3] = {"a", "b", "c"};
    turn turns[3] = {{.text = "new a"}, {.text = "new b"}, {.text = "new c"}};
    turns[2].removed = fresh[_i];
    put("a", "old a");
    put("c", "old c");
    ck_assert_int_eq(replace_by(NULL, turns, &err), PSHIP_E_IO);
    ck_assert_str_eq(err.file, in_folder(names[_i]));
    ck_assert_ptr_nonnull(strstr(err.message, "cannot write the file: "));
    expect("a", "old a");
    expect("b", NULL);
    expect("c", "old c");
    drop("a");
    drop("c");
}
END_TEST

START_TEST(what_comes_to_lie_in_the_way_is_left_there)
{
    turn turns[3] = {{.text = "new a"}, {.text = "new b"}, {.text = "new c", .made = "b"}};
    put("a", "old a");
    put("c", "old c");
    ck_assert_int_eq(replace_by(NULL, turns, &err), PSHIP_E_IO);
    ck_assert_str_eq(err.file, in_folder("b"));
    ck_assert_ptr_nonnull(strstr(err.message, "something else lies there"));
    expect("a", "old a");
    expect("c", "old c");
    drop("a");
    drop("b");
    drop("c");
}
END_TEST

START_TEST(what_cannot_be_written_leaves_all_as_it_was)
{
    turn turns[3] = {{.text = "new a"}, {.text = "new b", .fails = true}, {.text = "new c"}};
    put("a", "old a");
    ck_assert_int_eq(replace_by(NULL, turns, &err), PSHIP_E_CANCELLED);
    ck_assert_str_eq(err.message, "it was given up");
    expect("a", "old a");
    expect("b", NULL);
    const file_part parts[2] = {{in_folder("a"), produce, &turns[0]},
                                {in_folder("none/b"), produce, &turns[2]}};
    ck_assert_int_eq(pship__files_produce(NULL, parts, 2, &err), PSHIP_E_IO);
    ck_assert_str_eq(err.file, in_folder("none/b"));
    expect("a", "old a");
    drop("a");
}
END_TEST

START_TEST(leftovers_of_a_crash_are_left_alone_and_links_are_followed)
{
    struct stat status;
    turn turns[3] = {{.text = "new a"}, {.text = "new b"}, {.text = "new c"}};
    ck_assert_int_eq(mkdir(in_folder("sub"), 0700), 0);
    put("sub/a", "old a");
    ck_assert_int_eq(symlink("sub/a", in_folder("a")), 0);
    put("b", "old b");
    put("b.old-0", "left");
    put("b.new-0", "left too");
    ck_assert_msg(replace_by(NULL, turns, &err) == PSHIP_OK, "%s", err.message);
    expect("sub/a", "new a");
    ck_assert_int_eq(lstat(in_folder("a"), &status), 0);
    ck_assert(S_ISLNK(status.st_mode));
    expect("b", "new b");
    expect("b.old-0", "left");
    expect("b.new-0", "left too");
    drop("sub/a");
    drop("sub");
    drop("a");
    drop("b");
    drop("b.old-0");
    drop("b.new-0");
    drop("c");
}
END_TEST

static pship_result replace_in(void *data, pship_error *failure)
{
    turn turns[3] = {{.text = "new a"}, {.text = "new b"}, {.text = "new c"}};
    (void)unlink(in_folder("b"));
    ck_assert_int_eq(pship__file_replace(NULL, in_folder("a"), "old a", 5, &err), PSHIP_OK);
    pship_result result = replace_by(data, turns, failure);
    if (result != PSHIP_OK) {
        expect("a", "old a");
        expect("b", NULL);
    }
    return result;
}

START_TEST(short_memory_leaves_all_as_it_was)
{
    heap memory;
    pship_context *context = heap_context(&memory);
    heap_fail_each(&memory, replace_in, NULL, context);
    expect("a", "new a");
    drop("a");
    drop("b");
    drop("c");
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("replace");
    TCase *tests = tcase_create("replace");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, files_are_replaced_together_and_keep_their_modes);
    tcase_add_loop_test(tests, what_was_moved_is_taken_back_where_a_later_one_cannot_be, 0, 3);
    tcase_add_test(tests, what_comes_to_lie_in_the_way_is_left_there);
    tcase_add_test(tests, what_cannot_be_written_leaves_all_as_it_was);
    tcase_add_test(tests, leftovers_of_a_crash_are_left_alone_and_links_are_followed);
    tcase_add_test(tests, short_memory_leaves_all_as_it_was);
    suite_add_tcase(suite, tests);
    return suite;
}
