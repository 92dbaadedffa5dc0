/*
 * A host with two contexts: each has an allocator that counts, and each model must take all its
 * memory from its own and give all of it back.
 */
#include <partnership/partnership.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct counter {
    long blocks; /* that are held now */
    long calls;  /* that took memory, ever */
} counter;

static void *count(void *user, void *pointer, size_t bytes)
{
    counter *held = user;
    if (bytes == 0) {
        held->blocks -= pointer != NULL;
        free(pointer);
        return NULL;
    }
    void *fresh = realloc(pointer, bytes);
    if (fresh != NULL) {
        held->blocks += pointer == NULL;
        held->calls++;
    }
    return fresh;
}

static pship_model *make_model(counter *held, const char *id)
{
    pship_context *context = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    pship_model *model = NULL;
    pship_transaction *transaction = NULL;
    options.allocate = count;
    options.allocate_user = held;
    if (pship_context_new(&context, &options, NULL) != PSHIP_OK ||
        pship_model_new(&model, context, NULL) != PSHIP_OK ||
        pship_transaction_begin(&transaction, model, NULL, NULL) != PSHIP_OK ||
        pship_party_record(transaction, "state", id, NULL, NULL, NULL) != PSHIP_OK ||
        pship_transaction_commit(transaction, NULL) != PSHIP_OK) {
        exit(EXIT_FAILURE);
    }
    pship_transaction_free(transaction);
    pship_context_free(context); /* the model keeps it */
    return model;
}

static pship_table *parties(pship_model *model)
{
    pship_view *view = NULL;
    pship_table *table = NULL;
    if (pship_view_open(&view, model, NULL, NULL) != PSHIP_OK ||
        pship_party_list(&table, view, NULL) != PSHIP_OK) {
        exit(EXIT_FAILURE);
    }
    pship_view_free(view);
    return table;
}

int main(void)
{
    counter first = {0, 0};
    counter second = {0, 0};
    pship_model *a = make_model(&first, "aa");
    pship_model *b = make_model(&second, "bb");
    long calls_of_first = first.calls;
    pship_table *rows_of_b = parties(b);
    if (first.calls != calls_of_first) {
        fputs("asking the second model took memory from the first context\n", stderr);
        return EXIT_FAILURE;
    }
    pship_model_free(b);
    pship_table *rows_of_a = parties(a);
    pship_model_free(a);
    printf("%ld and %ld rows\n", (long)pship_table_rows(rows_of_a),
           (long)pship_table_rows(rows_of_b));
    pship_table_free(rows_of_a);
    pship_table_free(rows_of_b);
    if (first.calls == 0 || second.calls == 0 || first.blocks != 0 || second.blocks != 0) {
        fprintf(stderr, "still held: %ld and %ld blocks\n", first.blocks, second.blocks);
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
