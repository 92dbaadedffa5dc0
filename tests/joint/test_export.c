/* The lists of a register by name, and the folder that they are written to. */
#include "joint/lists.h"
#include "stream/files.h"
#include "stream/json.h"

#include "register/scene.h"
#include "scratch.h"
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

Suite *test_suite(void);

static scene set;
static pship_view *view;
static char folder[SCRATCH_SIZE];
static char paths[4][SCRATCH_SIZE + 64];

static const char *path_of(const char *name)
{
    static int turn;
    char *path = paths[turn++ % 4];
    (void)snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

/* What happens once half of an export is written; told by a file in its stage, and not by the clock. */
static enum { GO_ON, CANCEL, REFUSE, DIE } at_half;

static bool is_half(void)
{
    char path[SCRATCH_SIZE + 64];
    (void)snprintf(path, sizeof path, "%s/.partnership-export/merges.csv", folder);
    return access(path, F_OK) == 0;
}

static void *allocate(void *user, void *pointer, size_t bytes)
{
    (void)user;
    if (bytes == 0) {
        free(pointer);
        return NULL;
    }
    if (at_half == DIE && is_half())
        _exit(7);
    return at_half == REFUSE && is_half() ? NULL : realloc(pointer, bytes);
}

static bool beyond; /* progress told more than the whole */

static int progress(void *user, const char *stage, double fraction)
{
    (void)user;
    (void)stage;
    beyond |= fraction > 1; /* asserted in the end: see the full disk */
    return at_half == CANCEL;
}

static void set_up(void)
{
    memset(&set, 0, sizeof set);
    scratch_folder(folder);
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    at_half = GO_ON;
    options.progress = progress;
    options.allocate = allocate;
    OK(pship_context_new(&set.context, &options, err));
    scene_open(&set);
    add_source(&set, "notes", "A paper, and \"more\"", "2025-12-01");
    OK(pship_party_record(set.transaction, "state", "alba", NULL, NULL, err));
    add_agreement(&set, "charter", "Charter", "notes");
    state(&set, "charter", "party", "alba", "notes");
    scene_commit(&set);
    view = look(&set, "2026-03-01", "2026-02-01", PSHIP_CERTAIN);
}

static void tear_down(void)
{
    ck_assert(!beyond);
    file_list files;
    OK(pship__files_list(&files, NULL, folder, "", err));
    for (size_t i = 0; i < files.count; i++)
        ck_assert_int_eq(unlink(files.paths[i]), 0);
    pship__files_free(&files);
    ck_assert_int_eq(rmdir(folder), 0);
    pship_view_free(view);
    scene_close(&set);
    pship_context_free(set.context);
}

static char *bytes_of(const char *name)
{
    pship__buffer bytes;
    pship__buffer_init(&bytes, NULL);
    OK(pship__file_read(&bytes, path_of(name), NULL, err));
    return bytes.bytes;
}

static void put(const char *name, const char *text)
{
    OK(pship__file_replace(NULL, path_of(name), text, strlen(text), err));
}

START_TEST(every_list_is_answered_by_its_name)
{
    pship_table *names = NULL;
    OK(pship_register_lists(&names, NULL, err));
    ck_assert_int_eq(pship_table_rows(names), (int64_t)pship__register_list_count);
    for (int64_t i = 0; i < pship_table_rows(names); i++) {
        pship_table *table = NULL;
        OK(pship_register_list(&table, view, cell(names, i, "name"), err));
        ck_assert_int_gt(pship_table_columns(table), 1);
        pship_table_free(table);
    }
    pship_table *table = NULL;
    FAILS(pship_register_list(&table, view, "agreement", err), PSHIP_E_NOT_FOUND, "'agreement'");
    FAILS(pship_register_list(&table, view, NULL, err), PSHIP_E_ARGUMENT, "NULL");
    FAILS(pship_register_list(NULL, view, "parties", err), PSHIP_E_ARGUMENT, "NULL");
    FAILS(pship_register_lists(NULL, NULL, err), PSHIP_E_ARGUMENT, "NULL");
    pship_table_free(names);
}
END_TEST

static const char *text_of(const json_node *object, const char *key)
{
    const json_node *member = pship__json_find(object, key);
    return member ? member->text : NULL;
}

/* Is each column of the list a field of the resource, with its type? */
static void expect_fields(const json_node *resource, const pship_table *table)
{
    const json_node *field =
        pship__json_find(pship__json_find(resource, "schema"), "fields")->first;
    for (int32_t i = 0; i < pship_table_columns(table); i++, field = field->next) {
        const char *type = text_of(field, "type");
        ck_assert_str_eq(text_of(field, "name"), pship_table_column_name(table, i));
        switch (pship_table_column_type(table, i)) {
        case PSHIP_COLUMN_INT64:
            ck_assert_str_eq(type, "integer");
            break;
        case PSHIP_COLUMN_FLOAT64:
            ck_assert_str_eq(type, "number");
            break;
        case PSHIP_COLUMN_BOOL:
            ck_assert_str_eq(type, "boolean");
            break;
        case PSHIP_COLUMN_DATE:
            ck_assert_str_eq(type, "date");
            break;
        default:
            ck_assert_str_eq(type, "string");
        }
    }
    ck_assert_ptr_null(field);
}

START_TEST(a_folder_has_all_lists_and_says_what_is_in_them)
{
    OK(pship_register_export(view, folder, err));
    char *text = bytes_of("datapackage.json");
    pship__json *package = NULL;
    OK(pship__json_parse(&package, NULL, text, strlen(text), "datapackage.json", NULL, NULL, err));
    ck_assert_str_eq(text_of(package->root, "profile"), "tabular-data-package");
    ck_assert_str_eq(text_of(package->root, "as_of"), "2026-03-01");
    ck_assert_str_eq(text_of(package->root, "published_by"), "2026-02-01");
    const json_node *resource = pship__json_find(package->root, "resources")->first;
    for (size_t i = 0; i < pship__register_list_count; i++, resource = resource->next) {
        const register_list *list = &pship__register_lists[i];
        pship_table *table = NULL;
        ck_assert_str_eq(text_of(resource, "name"), list->name);
        OK(pship__register_answer(&table, list, view, err));
        expect_fields(resource, table);
        char *csv = bytes_of(text_of(resource, "path"));
        const char *first = pship_table_column_name(table, 0);
        ck_assert_int_eq(strncmp(csv, first, strlen(first)), 0);
        free(csv);
        pship_table_free(table);
    }
    ck_assert_ptr_null(resource);
    pship__json_free(package);
    free(text);
    char *relations = bytes_of("relations.csv");
    ck_assert_ptr_nonnull(strstr(relations, "\r\ncharter,agreement,party,alba,state,,..,certain,"));
    free(relations);
    char *sources = bytes_of("sources.csv");
    ck_assert_ptr_nonnull(strstr(sources, ",\"A paper, and \"\"more\"\"\","));
    free(sources);
}
END_TEST

START_TEST(the_same_view_gives_the_same_bytes_and_an_older_export_is_replaced)
{
    OK(pship_register_export(view, folder, err));
    char *before = bytes_of("datapackage.json"), *acts = bytes_of("parties.csv");
    put("parties.csv", "damaged");
    OK(pship_register_export(view, folder, err));
    char *after = bytes_of("datapackage.json"), *again = bytes_of("parties.csv");
    ck_assert_str_eq(before, after);
    ck_assert_str_eq(acts, again);
    free(before);
    free(after);
    free(acts);
    free(again);
}
END_TEST

START_TEST(a_folder_with_other_files_is_left_alone)
{
    put("letter.txt", "Dear");
    FAILS(pship_register_export(view, folder, err), PSHIP_E_CONFLICT, "no export");
    put("datapackage.json", "{\"name\": \"of somebody else\"}");
    FAILS(pship_register_export(view, folder, err), PSHIP_E_CONFLICT, "not an export");
    put("datapackage.json", "no JSON");
    FAILS(pship_register_export(view, folder, err), PSHIP_E_CONFLICT, "not an export");
    file_list files;
    OK(pship__files_list(&files, NULL, folder, "", err));
    ck_assert_uint_eq(files.count, 2);
    pship__files_free(&files);
}
END_TEST

START_TEST(a_folder_is_made_where_its_parent_is)
{
    char inner[160];
    (void)snprintf(inner, sizeof inner, "%s/", path_of("inner"));
    OK(pship_register_export(view, inner, err));
    file_list files;
    OK(pship__files_list(&files, NULL, inner, "", err));
    ck_assert_uint_eq(files.count, pship__register_list_count + 1);
    for (size_t i = 0; i < files.count; i++)
        ck_assert_int_eq(unlink(files.paths[i]), 0);
    pship__files_free(&files);
    ck_assert_int_eq(rmdir(inner), 0);
    FAILS(pship_register_export(view, path_of("no/inner"), err), PSHIP_E_NOT_FOUND,
          "make the directory");
    put("file", "");
    FAILS(pship_register_export(view, path_of("file"), err), PSHIP_E_INVALID, "not a directory");
    FAILS(pship_register_export(view, NULL, err), PSHIP_E_ARGUMENT, "NULL");
    FAILS(pship_register_export(NULL, folder, err), PSHIP_E_ARGUMENT, "NULL");
}
END_TEST

static size_t count_files(const char *where)
{
    file_list files;
    OK(pship__files_list(&files, NULL, where, "", err));
    size_t count = files.count;
    pship__files_free(&files);
    return count;
}

START_TEST(an_export_that_fails_half_way_leaves_the_folder_as_it_was)
{
    at_half = CANCEL;
    FAILS(pship_register_export(view, path_of("inner"), err), PSHIP_E_CANCELLED, "cancelled");
    ck_assert_int_ne(access(path_of("inner"), F_OK), 0);
    at_half = REFUSE;
    FAILS(pship_register_export(view, folder, err), PSHIP_E_MEMORY, "memory");
    ck_assert_uint_eq(count_files(folder), 0);
    ck_assert_int_ne(access(path_of(".partnership-export"), F_OK), 0);
    at_half = GO_ON;
    OK(pship_register_export(view, folder, err));
    char *before = bytes_of("datapackage.json");
    put("agreements.csv", "as it was");
    at_half = REFUSE;
    FAILS(pship_register_export(view, folder, err), PSHIP_E_MEMORY, "memory");
    at_half = CANCEL;
    FAILS(pship_register_export(view, folder, err), PSHIP_E_CANCELLED, "cancelled");
    char *after = bytes_of("datapackage.json"), *agreements = bytes_of("agreements.csv");
    ck_assert_str_eq(before, after);
    ck_assert_str_eq(agreements, "as it was");
    free(before);
    free(after);
    free(agreements);
}
END_TEST

START_TEST(an_export_onto_a_full_disk_leaves_the_folder_as_it_was)
{
    struct rlimit before, small;
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = (struct rlimit){300, before.rlim_max};
    (void)signal(SIGXFSZ, SIG_IGN);
    /* Nothing is asserted under the limit: Check keeps a file of its own in which it notes each assertion. */
    int limited = setrlimit(RLIMIT_FSIZE, &small);
    pship_error why = PSHIP_ERROR_INIT;
    pship_result result = pship_register_export(view, folder, &why);
    int lifted = setrlimit(RLIMIT_FSIZE, &before);
    (void)signal(SIGXFSZ, SIG_DFL);
    ck_assert_int_eq(limited, 0);
    ck_assert_int_eq(lifted, 0);
    ck_assert_int_eq(result, PSHIP_E_IO);
    ck_assert_ptr_nonnull(strstr(why.message, "cannot write the file"));
    ck_assert_uint_eq(count_files(folder), 0);
    OK(pship_register_export(view, folder, err));
    ck_assert_uint_eq(count_files(folder), pship__register_list_count + 1);
}
END_TEST

START_TEST(an_export_whose_process_is_killed_is_done_again)
{
    int status;
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        at_half = DIE;
        _exit(pship_register_export(view, folder, NULL) == PSHIP_OK ? 0 : 1);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 7);
    ck_assert_uint_eq(count_files(folder), 0);
    ck_assert_uint_gt(count_files(path_of(".partnership-export")), 2);
    OK(pship_register_export(view, folder, err));
    ck_assert_uint_eq(count_files(folder), pship__register_list_count + 1);
    ck_assert_int_ne(access(path_of(".partnership-export"), F_OK), 0);
}
END_TEST

/* As a process leaves it that dies while it moves its files. */
START_TEST(a_folder_with_half_of_an_export_is_done_again)
{
    ck_assert_int_eq(mkdir(path_of(".partnership-export"), 0777), 0);
    put("acts.csv", "new");
    put("parties.csv", "old");
    put(".partnership-export/parties.csv", "new");
    put(".partnership-export/datapackage.json", "{}");
    OK(pship_register_export(view, folder, err));
    ck_assert_uint_eq(count_files(folder), pship__register_list_count + 1);
    char *acts = bytes_of("acts.csv");
    ck_assert_str_ne(acts, "new");
    free(acts);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("export");
    TCase *tests = tcase_create("export");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, every_list_is_answered_by_its_name);
    tcase_add_test(tests, a_folder_has_all_lists_and_says_what_is_in_them);
    tcase_add_test(tests, the_same_view_gives_the_same_bytes_and_an_older_export_is_replaced);
    tcase_add_test(tests, a_folder_with_other_files_is_left_alone);
    tcase_add_test(tests, a_folder_is_made_where_its_parent_is);
    tcase_add_test(tests, an_export_that_fails_half_way_leaves_the_folder_as_it_was);
    tcase_add_test(tests, an_export_onto_a_full_disk_leaves_the_folder_as_it_was);
    tcase_add_test(tests, an_export_whose_process_is_killed_is_done_again);
    tcase_add_test(tests, a_folder_with_half_of_an_export_is_done_again);
    suite_add_tcase(suite, tests);
    return suite;
}
