/*
 * The state of a partnership on a day, as text.
 *
 *     brief REGISTER [--as-of DAY] [--known-at DAY] [--since DAY]
 *
 * REGISTER is a directory of .json files, one .json file, or a model file. DAY is YYYY-MM-DD:
 * --as-of is the day that is asked about (today), --known-at asks what had been published by then,
 * and --since lists what changed after it (90 days before).
 *
 * The library computes the brief as tables; this program only lays them out.
 * Exit status: 0, 1 for a register that cannot be read, 2 for a wrong call.
 */
#include <partnership/partnership.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 100, MOST = 12 };

/* How a section is laid out: a heading for each new value of `group`, a line for each row made of
 * `lead`, and below it `details` with their names. */
typedef struct layout {
    const char *section, *group;
    const char *lead[4];
    const char *details[MOST];
} layout;

static const layout layouts[] = {
    {"agreements",
     "status",
     {"title"},
     {"since", "type", "parties", "certainty", "contested", "source"}},
    {"changes",
     NULL,
     {"date", "title"},
     {"type", "status_before", "status_after", "certainty", "source"}},
    {"working_groups",
     "status",
     {"name"},
     {"mandate", "established", "established_by", "dissolved", "chairs", "members", "meetings",
      "last_meeting", "certainty", "contested", "source"}},
    {"seats",
     "group",
     {"member"},
     {"role", "from", "until", "last_confirmed", "certainty", "source"}},
    {"meetings",
     "group",
     {"date", "title"},
     {"place", "format", "participants", "topics", "held", "contested", "source"}},
    {"overdue",
     NULL,
     {"text"},
     {"owner", "due", "due_rule", "days_overdue", "last_confirmed", "stage", "arises_from",
      "certainty", "contested", "source", "source_title"}},
    {"commitments",
     "status",
     {"text"},
     {"owner", "due", "due_rule", "stage", "arises_from", "last_confirmed", "certainty",
      "contested", "source", "source_title"}},
    {"events",
     NULL,
     {"date", "title"},
     {"last_day", "type", "place", "format", "part_of", "participants", "topics", "held",
      "contested", "source"}},
    {"parties", "kind", {"name"}, {"aliases", "country", "part_of", "contested", "source"}},
    {"persons",
     NULL,
     {"name"},
     {"office", "organisation", "from", "until", "last_confirmed", "aliases", "certainty",
      "contested", "source"}},
    {"figures",
     NULL,
     {"measure"},
     {"qualifier", "value", "unit", "period", "base", "about", "certainty", "contested",
      "undecided", "source"}},
    {"contested", "subject", {"property", "value"}, {"picked", "rank", "undecided", "source"}},
    {"timeline", NULL, {"date", "what", "title"}, {"type", "done", "contested", "source"}},
};

/* ---- text */

/* Words in lines of at most WIDTH characters, with later lines indented. Blanks wait for the word
 * behind them, so that no line ends in one. */
typedef struct paragraph {
    int column, indent, blanks;
} paragraph;

static int characters(const char *text, size_t bytes)
{
    int count = 0;
    for (size_t i = 0; i < bytes; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

static void begin(paragraph *at, int indent, int further)
{
    printf("%*s", indent, "");
    *at = (paragraph){indent, indent + further, 0};
}

static void add(paragraph *at, const char *text)
{
    while (*text) {
        size_t blanks = strspn(text, " "), length = strcspn(text + blanks, " ");
        int width = characters(text + blanks, length);
        at->blanks += (int)blanks;
        if (length > 0) {
            bool wrap = at->blanks > 0 && at->column > at->indent &&
                        at->column + at->blanks + width > WIDTH;
            if (wrap)
                printf("\n%*s", at->indent, "");
            else
                printf("%*s", at->blanks, "");
            printf("%.*s", (int)length, text + blanks);
            at->column = (wrap ? at->indent : at->column + at->blanks) + width;
            at->blanks = 0;
        }
        text += blanks + length;
    }
}

static void end(void)
{
    putchar('\n');
}

/* Words of the library, such as in_negotiation, as people write them. */
static void loosen(char *text)
{
    for (; *text; text++) {
        if (*text == '_')
            *text = ' ';
    }
}

static bool is_word(const char *column)
{
    static const char *const columns[] = {"status", "status_before", "status_after", "type",
                                          "kind",   "what",          "format",       "property"};
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        if (strcmp(column, columns[i]) == 0)
            return true;
    }
    return false;
}

/* The text of a cell, to be freed; NULL where there is nothing worth a reader's time: an empty
 * cell, "false", an open end, or what is certain anyway. */
static char *cell(const pship_table *table, const char *column, int64_t row)
{
    int32_t at = pship_table_find(table, column);
    size_t length = pship_table_format(table, at, row, NULL, 0);
    char *text = pship_table_is_null(table, at, row) ? NULL : malloc(length + 1);
    if (!text)
        return NULL;
    (void)pship_table_format(table, at, row, text, length + 1);
    bool plain = (pship_table_column_type(table, at) == PSHIP_COLUMN_BOOL &&
                  pship_table_integer(table, at, row) == 0) ||
                 strcmp(text, "") == 0 || strcmp(text, "certain") == 0 ||
                 strcmp(text, "normal") == 0 || strcmp(text, "..") == 0;
    if (plain) {
        free(text);
        return NULL;
    }
    if (is_word(column))
        loosen(text);
    return text;
}

/* ---- sections */

static void print_lead(const pship_table *table, const layout *how, int64_t row)
{
    paragraph at;
    begin(&at, 2, 4);
    for (size_t i = 0; i < sizeof how->lead / sizeof how->lead[0] && how->lead[i]; i++) {
        char *text = cell(table, how->lead[i], row);
        if (i > 0)
            add(&at, "  ");
        add(&at, text ? text : "(not known)");
        free(text);
    }
    end();
}

/* Is this source named by its title, so that the title need not follow? */
static bool repeats(const pship_table *table, const char *column, int64_t row, const char *text)
{
    char *source = strcmp(column, "source_title") == 0 ? cell(table, "source", row) : NULL;
    bool same = source && strncmp(source, text, strlen(text)) == 0;
    free(source);
    return same;
}

static void print_details(const pship_table *table, const layout *how, int64_t row)
{
    paragraph at;
    bool any = false;
    for (size_t i = 0; i < MOST && how->details[i]; i++) {
        char *text = cell(table, how->details[i], row), name[64];
        if (!text || repeats(table, how->details[i], row, text)) {
            free(text);
            continue;
        }
        if (any)
            add(&at, " |");
        else
            begin(&at, 6, 0);
        bool flag = strcmp(text, "true") == 0;
        (void)snprintf(name, sizeof name, "%s%s%s", any ? " " : "", how->details[i],
                       flag ? "" : ":");
        loosen(name);
        add(&at, name);
        if (!flag) {
            add(&at, " ");
            add(&at, text);
        }
        any = true;
        free(text);
    }
    if (any)
        end();
}

static void print_rows(const pship_table *table, const layout *how)
{
    char *group = NULL;
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        char *now = how->group ? cell(table, how->group, row) : NULL;
        if (now && (!group || strcmp(group, now) != 0)) {
            paragraph at;
            begin(&at, 0, 2);
            add(&at, now);
            end();
        }
        free(group);
        group = now;
        print_lead(table, how, row);
        print_details(table, how, row);
    }
    free(group);
}

static void print_summary(const pship_table *table)
{
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        char *item = cell(table, "item", row), *value = cell(table, "value", row);
        if (item && value) {
            paragraph at;
            loosen(item);
            printf("  %-28s", item);
            at = (paragraph){30, 30, 0};
            add(&at, value);
            end();
        }
        free(value);
        free(item);
    }
}

static void print_brief(const pship_brief *brief)
{
    for (int32_t i = 0; i < pship_brief_sections(brief); i++) {
        const pship_table *table = pship_brief_table(brief, i);
        const char *heading = pship_brief_heading(brief, i), *name = pship_brief_name(brief, i);
        long long rows = (long long)pship_table_rows(table);
        if (strcmp(name, "summary") == 0) {
            printf("%s\n%.*s\n", heading, (int)strlen(heading), "==============================");
            print_summary(table);
            continue;
        }
        int length = printf("\n%s (%lld)\n", heading, rows) - 2;
        for (int j = 0; j < length; j++)
            putchar('=');
        putchar('\n');
        for (size_t j = 0; j < sizeof layouts / sizeof layouts[0]; j++) {
            if (strcmp(layouts[j].section, name) == 0)
                print_rows(table, &layouts[j]);
        }
    }
}

/* ---- the program */

static void print_problems(const pship_table *problems)
{
    for (int64_t row = 0; row < pship_table_rows(problems); row++) {
        static const char *const columns[] = {"file", "line", "column", "message"};
        for (int i = 0; i < 4; i++) {
            char *text = cell(problems, columns[i], row);
            fprintf(stderr, "%s%s", text ? text : "", i == 3 ? "\n" : i == 2 ? ": " : ":");
            free(text);
        }
    }
}

static int report(const pship_error *err)
{
    char text[PSHIP_ERROR_TEXT_SIZE];
    pship_error_format(err, text, sizeof text);
    fprintf(stderr, "brief: %s\n", text);
    return 1;
}

static int usage(const char *why)
{
    fprintf(stderr,
            "brief: %s\nusage: brief REGISTER [--as-of DAY] [--known-at DAY] [--since DAY]\n", why);
    return 2;
}

/* NULL, or why the call is wrong. */
static const char *read_arguments(int argc, char **argv, const char **path,
                                  pship_view_options *view, pship_brief_options *brief,
                                  pship_error *err)
{
    for (int i = 1; i < argc; i++) {
        pship_day *day = strcmp(argv[i], "--as-of") == 0      ? &view->as_of
                         : strcmp(argv[i], "--known-at") == 0 ? &view->published_by
                         : strcmp(argv[i], "--since") == 0    ? &brief->since
                                                              : NULL;
        if (day) {
            if (++i == argc)
                return "a day is missing";
            if (pship_day_parse(day, argv[i], err) != PSHIP_OK)
                return err->message;
        } else if (strncmp(argv[i], "--", 2) == 0 || *path) {
            return "too much is given, or an option that there is not";
        } else {
            *path = argv[i];
        }
    }
    return *path ? NULL : "which register?";
}

static int run(const char *path, const pship_view_options *view_options,
               const pship_brief_options *brief_options)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_model *model = NULL;
    pship_table *problems = NULL;
    pship_view *view = NULL;
    pship_brief *brief = NULL;
    int status = 0;
    if (pship_register_open(&model, &problems, NULL, path, NULL, &err) != PSHIP_OK ||
        pship_view_open(&view, model, view_options, &err) != PSHIP_OK ||
        pship_brief_build(&brief, view, brief_options, &err) != PSHIP_OK) {
        status = 1;
        if (problems)
            print_problems(problems);
        else
            (void)report(&err);
    } else {
        print_brief(brief);
        if (fflush(stdout) != 0 || ferror(stdout)) {
            fputs("brief: the output could not be written\n", stderr);
            status = 1;
        }
    }
    pship_brief_free(brief);
    pship_view_free(view);
    pship_table_free(problems);
    pship_model_free(model);
    return status;
}

int main(int argc, char **argv)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_view_options view = PSHIP_VIEW_OPTIONS_INIT;
    pship_brief_options brief = PSHIP_BRIEF_OPTIONS_INIT;
    const char *path = NULL;
    const char *why = read_arguments(argc, argv, &path, &view, &brief, &err);
    return why ? usage(why) : run(path, &view, &brief);
}
