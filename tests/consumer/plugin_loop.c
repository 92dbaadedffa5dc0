/*
 * Loads the library, uses it, and unloads it, again and again: it must go completely each time.
 * Usage: plugin_loop LIBRARY TIMES
 */
#include <dlfcn.h>
#include <partnership/partnership.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A function pointer by name; the copy avoids a cast that ISO C does not have. */
static void look_up(void *function, void *library, const char *name)
{
    void *symbol = dlsym(library, name);
    if (symbol == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        exit(EXIT_FAILURE);
    }
    memcpy(function, &symbol, sizeof symbol);
}

static int use(void *library)
{
    pship_result (*model_new)(pship_model **, pship_context *, pship_error *);
    pship_result (*view_open)(pship_view **, pship_model *, const pship_view_options *,
                              pship_error *);
    pship_result (*agreement_list)(pship_table **, const pship_view *, pship_error *);
    void (*model_free)(pship_model *);
    void (*view_free)(pship_view *);
    void (*table_free)(pship_table *);
    look_up(&model_new, library, "pship_model_new");
    look_up(&view_open, library, "pship_view_open");
    look_up(&agreement_list, library, "pship_agreement_list");
    look_up(&model_free, library, "pship_model_free");
    look_up(&view_free, library, "pship_view_free");
    look_up(&table_free, library, "pship_table_free");

    pship_model *model = NULL;
    pship_view *view = NULL;
    pship_table *table = NULL;
    int good = model_new(&model, NULL, NULL) == PSHIP_OK &&
               view_open(&view, model, NULL, NULL) == PSHIP_OK &&
               agreement_list(&table, view, NULL) == PSHIP_OK;
    table_free(table);
    view_free(view);
    model_free(model);
    return good;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        return EXIT_FAILURE;
    }
    for (int i = 0; i < atoi(argv[2]); i++) {
        void *library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
        if (library == NULL) {
            fprintf(stderr, "%s\n", dlerror());
            return EXIT_FAILURE;
        }
        int good = use(library);
        dlclose(library);
        if (!good) {
            fputs("the library did not answer\n", stderr);
            return EXIT_FAILURE;
        }
        if (dlopen(argv[1], RTLD_NOW | RTLD_NOLOAD) != NULL) {
            fputs("the library stayed loaded\n", stderr);
            return EXIT_FAILURE;
        }
    }
    return EXIT_SUCCESS;
}
