/* Files and directories: what is read, listed, replaced, and how refusals read. */
#include "scratch.h"
#include "stream/files.h"
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

Suite *test_suite(void);

static char folder[SCRATCH_SIZE];
static char path[SCRATCH_SIZE + 64];

static const char *in_folder(const char *name)
{
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void put_file(const char *name, const char *bytes, size_t length)
{
    FILE *file = fopen(in_folder(name), "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    ck_assert_int_eq(fclose(file), 0);
}

static void set_up(void)
{
    scratch_folder(folder);
}

static void remove_entry(const char *name)
{
    ck_assert_int_eq(remove(in_folder(name)), 0);
}

static void tear_down(void)
{
    /* Fails when a test or the library left anything behind. */
    ck_assert_int_eq(rmdir(folder), 0);
}

static void expect_content(const char *name, const char *bytes, size_t length)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship__buffer buffer;
    pship__buffer_init(&buffer, NULL);
    ck_assert_msg(pship__file_read(&buffer, in_folder(name), NULL, &err) == PSHIP_OK, "%s",
                  err.message);
    ck_assert_uint_eq(buffer.length, length);
    ck_assert_mem_eq(buffer.bytes, bytes, length);
    ck_assert_int_eq(buffer.bytes[length], '\0');
    pship__buffer_free(&buffer);
}

START_TEST(a_file_is_read_whole)
{
    put_file("a", "one\0two\n", 8);
    expect_content("a", "one\0two\n", 8);
    put_file("a", "", 0);
    expect_content("a", "", 0);
    remove_entry("a");
}
END_TEST

static void expect_unreadable(const char *where, pship_result code, const char *words)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship__buffer buffer;
    pship__buffer_init(&buffer, NULL);
    ck_assert_int_eq(pship__file_read(&buffer, where, NULL, &err), code);
    ck_assert_str_eq(err.file, where);
    ck_assert_int_eq(err.line, 0);
    ck_assert_msg(strstr(err.message, words) != NULL, "%s", err.message);
    ck_assert_ptr_null(buffer.bytes);
    ck_assert_uint_eq(buffer.length, 0);
}

START_TEST(what_is_no_file_is_refused)
{
    expect_unreadable(in_folder("nothing"), PSHIP_E_NOT_FOUND, "does not exist");
    expect_unreadable(folder, PSHIP_E_IO, "not a regular file");
    ck_assert_int_eq(mkfifo(in_folder("pipe"), 0600), 0);
    expect_unreadable(path, PSHIP_E_IO, "not a regular file"); /* and nobody waits for it */
    remove_entry("pipe");
    put_file("a", "x", 1);
    expect_unreadable(in_folder("a/b"), PSHIP_E_IO, "not a directory");
    remove_entry("a");
}
END_TEST

START_TEST(a_file_over_the_limit_is_refused_but_its_beginning_is_seen)
{
    pship_error err = PSHIP_ERROR_INIT;
    char bytes[4];
    size_t length = 0;
    put_file("large", "head", 4);
    ck_assert_int_eq(truncate(path, (off_t)PSHIP__FILE_LIMIT + 1), 0); /* sparse: takes no room */
    expect_unreadable(path, PSHIP_E_LIMIT, "larger than 1 GiB");
    ck_assert_int_eq(pship__file_peek(path, bytes, sizeof bytes, &length, &err), PSHIP_OK);
    ck_assert_uint_eq(length, 4);
    ck_assert_mem_eq(bytes, "head", 4);
    remove_entry("large");
}
END_TEST

START_TEST(the_first_bytes_are_at_most_what_is_there)
{
    pship_error err = PSHIP_ERROR_INIT;
    char bytes[16];
    size_t length = 0;
    put_file("a", "abc", 3);
    ck_assert_int_eq(pship__file_peek(path, bytes, sizeof bytes, &length, &err), PSHIP_OK);
    ck_assert_uint_eq(length, 3);
    ck_assert_int_eq(pship__file_peek(path, bytes, 2, &length, &err), PSHIP_OK);
    ck_assert_uint_eq(length, 2);
    length = 77;
    ck_assert_int_eq(pship__file_peek(in_folder("nothing"), bytes, 2, &length, &err),
                     PSHIP_E_NOT_FOUND);
    ck_assert_uint_eq(length, 77);
    remove_entry("a");
}
END_TEST

START_TEST(forms_are_told_apart)
{
    pship_error err = PSHIP_ERROR_INIT;
    file_form form = 0;
    ck_assert_int_eq(pship__file_form(folder, &form, &err), PSHIP_OK);
    ck_assert_int_eq(form, FILE_DIRECTORY);
    put_file("a", "", 0);
    ck_assert_int_eq(pship__file_form(path, &form, &err), PSHIP_OK);
    ck_assert_int_eq(form, FILE_REGULAR);
    remove_entry("a");
    ck_assert_int_eq(mkfifo(in_folder("pipe"), 0600), 0);
    ck_assert_int_eq(pship__file_form(path, &form, &err), PSHIP_OK);
    ck_assert_int_eq(form, FILE_OTHER);
    remove_entry("pipe");
    ck_assert_int_eq(pship__file_form(in_folder("a"), &form, &err), PSHIP_E_NOT_FOUND);
}
END_TEST

START_TEST(files_are_listed_in_the_order_of_their_bytes)
{
    static const char *const names[] = {"b.json", "B.json",       "10.json", "9.json",
                                        "ə.json", ".hidden.json", "c.txt",   "json"};
    static const char *const listed[] = {"10.json", "9.json", "B.json", "b.json", "ə.json"};
    pship_error err = PSHIP_ERROR_INIT;
    file_list list;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        put_file(names[i], "", 0);
    }
    ck_assert_int_eq(mkdir(in_folder("folder.json"), 0700), 0);
    ck_assert_int_eq(pship__files_list(&list, NULL, folder, ".json", &err), PSHIP_OK);
    ck_assert_uint_eq(list.count, 5);
    for (size_t i = 0; i < list.count; i++) {
        ck_assert_str_eq(list.paths[i], in_folder(listed[i]));
    }
    pship__files_free(&list);
    ck_assert_uint_eq(list.count, 0);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        remove_entry(names[i]);
    }
    remove_entry("folder.json");
    ck_assert_int_eq(pship__files_list(&list, NULL, folder, ".json", &err), PSHIP_OK);
    ck_assert_uint_eq(list.count, 0);
    pship__files_free(&list);
    ck_assert_int_eq(pship__files_list(&list, NULL, in_folder("none"), ".json", &err),
                     PSHIP_E_NOT_FOUND);
}
END_TEST

START_TEST(a_slash_at_the_end_of_a_folder_is_not_doubled)
{
    pship_error err = PSHIP_ERROR_INIT;
    file_list list;
    char with_slash[SCRATCH_SIZE + 16];
    snprintf(with_slash, sizeof with_slash, "%s/", folder);
    put_file("a.json", "", 0);
    ck_assert_int_eq(pship__files_list(&list, NULL, with_slash, ".json", &err), PSHIP_OK);
    ck_assert_uint_eq(list.count, 1);
    ck_assert_str_eq(list.paths[0], in_folder("a.json"));
    pship__files_free(&list);
    remove_entry("a.json");
}
END_TEST

START_TEST(a_file_is_replaced_and_keeps_its_mode)
{
    pship_error err = PSHIP_ERROR_INIT;
    struct stat status;
    ck_assert_int_eq(pship__file_replace(NULL, in_folder("a"), "old", 3, &err), PSHIP_OK);
    expect_content("a", "old", 3);
    ck_assert_int_eq(chmod(path, 0640), 0);
    ck_assert_int_eq(pship__file_replace(NULL, path, "newer\0", 6, &err), PSHIP_OK);
    expect_content("a", "newer\0", 6);
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_uint_eq(status.st_mode & 07777, 0640);
    remove_entry("a");
}
END_TEST

START_TEST(leftovers_of_a_crash_are_left_alone)
{
    pship_error err = PSHIP_ERROR_INIT;
    put_file("a.new-0", "left", 4);
    ck_assert_int_eq(pship__file_replace(NULL, in_folder("a"), "new", 3, &err), PSHIP_OK);
    expect_content("a", "new", 3);
    expect_content("a.new-0", "left", 4);
    remove_entry("a");
    remove_entry("a.new-0");
}
END_TEST

START_TEST(nothing_but_a_file_is_replaced)
{
    pship_error err = PSHIP_ERROR_INIT;
    ck_assert_int_eq(pship__file_replace(NULL, folder, "new", 3, &err), PSHIP_E_IO);
    ck_assert_str_eq(err.file, folder);
    ck_assert_ptr_nonnull(strstr(err.message, "something else lies there"));
    ck_assert_int_eq(pship__file_replace(NULL, in_folder("none/a"), "new", 3, &err), PSHIP_E_IO);
}
END_TEST

/* The link stays, and what it leads to changes; from wherever the program stands. */
START_TEST(a_link_is_followed)
{
    pship_error err = PSHIP_ERROR_INIT;
    struct stat status;
    char absolute[SCRATCH_SIZE + 16];
    ck_assert_int_eq(mkdir(in_folder("sub"), 0700), 0);
    put_file("sub/real", "old", 3);
    snprintf(absolute, sizeof absolute, "%s/near", folder);
    ck_assert_int_eq(symlink("sub/real", in_folder("near")), 0);
    ck_assert_int_eq(symlink(absolute, in_folder("sub/far")), 0); /* a link to a link */
    ck_assert_int_eq(pship__file_replace(NULL, in_folder("sub/far"), "new", 3, &err), PSHIP_OK);
    expect_content("sub/real", "new", 3);
    ck_assert_int_eq(lstat(in_folder("near"), &status), 0);
    ck_assert(S_ISLNK(status.st_mode));
    ck_assert_int_eq(lstat(in_folder("sub/far"), &status), 0);
    ck_assert(S_ISLNK(status.st_mode));
    remove_entry("sub/real"); /* now it leads nowhere, until somebody writes */
    ck_assert_int_eq(pship__file_replace(NULL, in_folder("near"), "newer", 5, &err), PSHIP_OK);
    expect_content("sub/real", "newer", 5);
    remove_entry("sub/real");
    remove_entry("sub/far");
    remove_entry("near");
    remove_entry("sub");
}
END_TEST

START_TEST(links_in_a_circle_are_refused)
{
    pship_error err = PSHIP_ERROR_INIT;
    ck_assert_int_eq(symlink("b", in_folder("a")), 0);
    ck_assert_int_eq(symlink("a", in_folder("b")), 0);
    ck_assert_int_eq(pship__file_replace(NULL, in_folder("a"), "new", 3, &err), PSHIP_E_IO);
    ck_assert_str_eq(err.file, in_folder("a"));
    ck_assert_ptr_nonnull(strstr(err.message, "links"));
    remove_entry("a");
    remove_entry("b");
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("files");
    TCase *tcase = tcase_create("files");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, a_file_is_read_whole);
    tcase_add_test(tcase, what_is_no_file_is_refused);
    tcase_add_test(tcase, a_file_over_the_limit_is_refused_but_its_beginning_is_seen);
    tcase_add_test(tcase, the_first_bytes_are_at_most_what_is_there);
    tcase_add_test(tcase, forms_are_told_apart);
    tcase_add_test(tcase, files_are_listed_in_the_order_of_their_bytes);
    tcase_add_test(tcase, a_slash_at_the_end_of_a_folder_is_not_doubled);
    tcase_add_test(tcase, a_file_is_replaced_and_keeps_its_mode);
    tcase_add_test(tcase, leftovers_of_a_crash_are_left_alone);
    tcase_add_test(tcase, nothing_but_a_file_is_replaced);
    tcase_add_test(tcase, a_link_is_followed);
    tcase_add_test(tcase, links_in_a_circle_are_refused);
    suite_add_tcase(suite, tcase);
    return suite;
}
