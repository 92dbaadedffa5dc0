/* Replays a case: the same steps into the library and into the oracle, the same questions to both. */
#ifndef ORACLE_REPLAY_H
#define ORACLE_REPLAY_H

#include "oracle_pairs.h"
#include "oracle_record.h"

/* ---- what every model starts with: its first transaction */

static inline int64_t instant_of(int day_number, int step_index)
{
    return ((int64_t)(day(FIRST_DAY) + day_number) * 86400 + step_index) * 1000000;
}

static inline void define(pship_transaction *transaction, int property, pship_property_type type)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_property_options options = PSHIP_PROPERTY_OPTIONS_INIT;
    options.type = type;
    options.many = property == PROPERTY_MANY;
    ok(pship_property_define(transaction, property_names[property], &options, &err), &err);
}

static inline void start_run(run *now, const oracle_case *made, int wrong)
{
    memset(now, 0, sizeof *now);
    now->made = made;
    now->all.wrong = wrong;
    now->group = -1;
    now->model = new_model();
    pship_error err = PSHIP_ERROR_INIT;
    pship_transaction_options options = PSHIP_TRANSACTION_OPTIONS_INIT;
    options.recorded_at = instant_of(-60, 0);
    pship_transaction *transaction = NULL;
    ok(pship_transaction_begin(&transaction, now->model, &options, &err), &err);
    define(transaction, PROPERTY_TEXT, PSHIP_PROPERTY_TEXT);
    define(transaction, PROPERTY_DATE, PSHIP_PROPERTY_DATE);
    define(transaction, PROPERTY_MANY, PSHIP_PROPERTY_TEXT);
    for (int i = 0; i < SOURCES; i++) {
        source(transaction, source_ids[i], publications[i]);
        ok(pship_date_parse(&now->all.published[i],
                            or_none(publications[i])[0] == '-' ? "" : publications[i], NULL, &err),
           &err);
    }
    for (int i = 0; i <= SUBJECTS; i++) {
        entity(transaction, "agreement", subject_ids[i]);
    }
    for (int i = 0; i < WORDS; i++) {
        ok(pship_date_parse(&now->all.dates[i], words[PROPERTY_DATE][i], NULL, &err), &err);
    }
    commit(transaction);
    now->first_statement = pship_model_statement_count(now->model);
    commit_rows(&now->all, options.recorded_at);
}

/* ---- views */

static inline int ordinal_after(const run *now, int begin)
{
    int made = 1;
    for (int i = 0; i <= begin; i++) {
        made = now->ordinal_of[i] > made ? now->ordinal_of[i] : made;
    }
    return made;
}

static inline lens lens_of(const run *now, const question *asked, pship_view_options *options)
{
    const world *all = &now->all;
    lens at = {.seen = all->committed,
               .recorded = INT_MAX,
               .layer = asked->layer,
               .as_of = asked->as_of,
               .published_by = asked->published_by,
               .holding = asked->holding,
               .preferred_count = asked->preferred_count,
               .newest = asked->newest};
    memcpy(at.preferred, asked->preferred, sizeof at.preferred);
    if (asked->recorded >= 0) {
        at.recorded = ordinal_after(now, asked->recorded);
        if (asked->by_instant) {
            options->recorded_by = all->recorded_at[at.recorded];
            while (at.recorded < all->transactions &&
                   all->recorded_at[at.recorded + 1] <= options->recorded_by) {
                at.recorded++;
            }
        } else {
            options->recorded_transaction = at.recorded;
        }
    }
    look_through(all, &at);
    return at;
}

static inline void fill_answers(const run *now, opened *one)
{
    judge(&now->all, &one->at, one->on);
    for (int subject = 0; subject <= SUBJECTS; subject++) {
        for (int property = 0; property < PROPERTIES; property++) {
            one->cells[subject][property] =
                answer_of(&now->all, &one->at, one->on, subject, property);
        }
        list_values(&now->all, &one->at, one->on, subject, PROPERTY_MANY, one->values[subject]);
    }
}

static inline void open_one(run *now, const question *asked, opened *one)
{
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    options.as_of = asked->as_of;
    options.published_by = asked->published_by;
    options.holding = asked->holding;
    options.scenario = layer_names[asked->layer];
    const char *preferred[SOURCES];
    for (int i = 0; i < asked->preferred_count; i++) {
        preferred[i] = source_ids[asked->preferred[i]];
    }
    options.preferred_sources = asked->preferred_count == 0 ? NULL : preferred;
    options.preferred_source_count = (size_t)asked->preferred_count;
    options.newest_source = asked->newest;
    const scenario *of = &now->all.layers[asked->layer];
    bool defined = asked->layer == 0 || of->defined;
    one->at = lens_of(now, asked, &options);
    pship_error err = PSHIP_ERROR_INIT;
    pship_result result = pship_view_open(&one->view, now->model, &options, &err);
    one->tried = true;
    one->open = result == PSHIP_OK;
    one->model = now->model;
    /* The contract does not say whether a view knows a scenario that was defined after its cutoff. */
    bool late = defined && of->transaction > one->at.recorded;
    if (result != (defined ? PSHIP_OK : PSHIP_E_NOT_FOUND) &&
        !(late && result == PSHIP_E_NOT_FOUND)) {
        fail_run(now, "view: %s, %s", pship_result_name(result), err.message);
    } else if (one->open) {
        fill_answers(now, one);
    }
}

static inline void ask_view(run *now, const question *asked, const opened *one)
{
    for (int subject = 0; subject <= SUBJECTS && !now->failed; subject++) {
        if (asked->subject >= 0 && asked->subject != subject) {
            continue;
        }
        for (int property = 0; property < PROPERTIES; property++) {
            if (asked->property >= 0 && asked->property != property) {
                continue;
            }
            if ((asked->doors & DOOR_CELL) != 0) {
                ask_cell(now, one, subject, property);
            }
            if ((asked->doors & DOOR_SPELLS) != 0) {
                ask_spells(now, one, subject, property);
            }
            if ((asked->doors & DOOR_COLUMN) != 0 && subject == 0) {
                ask_column(now, one, property);
            }
            if ((asked->doors & DOOR_VALUES) != 0 && property == PROPERTY_MANY) {
                ask_values(now, one, subject);
            }
        }
    }
    if ((asked->doors & DOOR_CELLS) != 0 && !now->failed) {
        ask_cells(now, one, asked->subject, asked->property);
    }
    if ((asked->doors & DOOR_MASKS) != 0 && !now->failed) {
        ask_masks(now, one);
    }
}

/* Opens what is to be opened when `begin` is over, and asks at once. */
static inline void open_views(run *now, int begin)
{
    for (int i = 0; i < now->made->question_count && !now->failed; i++) {
        const question *asked = &now->made->questions[i];
        opened *one = &now->views[i];
        if (asked->dropped || one->tried || asked->opened > begin) {
            continue;
        }
        open_one(now, asked, one);
        if (one->open && !now->failed) {
            ask_view(now, asked, one);
        }
    }
}

/* ---- transactions */

static inline void begin_transaction(run *now)
{
    const step plain = {.operation = STEP_BEGIN};
    const step *begun = now->group < 0 ? &plain : &now->made->steps[now->group];
    if (now->transaction != NULL || now->dead) {
        return;
    }
    pship_transaction_options options = PSHIP_TRANSACTION_OPTIONS_INIT;
    options.recorded_at = instant_of(begun->day, now->group + 1);
    options.scenario = layer_names[begun->layer];
    pship_error err = PSHIP_ERROR_INIT;
    pship_result result = pship_transaction_begin(&now->transaction, now->model, &options, &err);
    now->dead = begun->layer != 0 && !now->all.layers[begun->layer].defined;
    now->recorded = 0;
    if (result != (now->dead ? PSHIP_E_NOT_FOUND : PSHIP_OK)) {
        fail_run(now, "begin: %s, %s", pship_result_name(result), err.message);
    }
    if (result != PSHIP_OK) {
        now->transaction = NULL;
    }
}

static inline int layer_of_transaction(const run *now)
{
    return now->group < 0 ? 0 : now->made->steps[now->group].layer;
}

/* A transaction without statements would not count. */
static inline void fill_transaction(run *now)
{
    step one = {
        .operation = STEP_ASSERT, .subject = LEDGER, .property = PROPERTY_MANY, .source = -1};
    draft made = draft_step(&now->all, &one, layer_of_transaction(now), NOBODY);
    pship_error err = PSHIP_ERROR_INIT;
    pship_statement_id id = 0;
    pship_value value = pship_value_text(words[PROPERTY_MANY][0]);
    if (went_well(now, "filler",
                  pship_statement_assert(&id, now->transaction, subject_ids[LEDGER],
                                         property_names[PROPERTY_MANY], &value, NULL, &err),
                  &err)) {
        add_row(&now->all, &made.rows[0], id);
    }
}

static inline void give_up(run *now)
{
    pship_transaction_free(now->transaction);
    now->transaction = NULL;
    give_up_rows(&now->all);
    for (int i = 0; i < now->made->count; i++) {
        for (int part = 0; part < 2; part++) {
            int *at = &now->rows_of[i][part];
            *at = *at > now->all.count ? 0 : *at;
        }
    }
}

static inline void end_transaction(run *now)
{
    if (now->transaction == NULL || now->failed) {
        return;
    }
    const step *begun = now->group < 0 ? NULL : &now->made->steps[now->group];
    if (begun != NULL && begun->given_up) {
        give_up(now);
        return;
    }
    if (now->recorded == 0) {
        fill_transaction(now);
    }
    pship_error err = PSHIP_ERROR_INIT;
    bool done = went_well(now, "commit", pship_transaction_commit(now->transaction, &err), &err);
    pship_transaction_free(now->transaction);
    now->transaction = NULL;
    if (!done) {
        return;
    }
    commit_rows(&now->all, instant_of(begun == NULL ? 0 : begun->day, now->group + 1));
    if (now->group >= 0) {
        now->ordinal_of[now->group] = now->all.transactions;
    }
    if (pship_model_transaction_count(now->model) != now->all.transactions ||
        pship_model_statement_count(now->model) != now->first_statement + now->all.count) {
        fail_run(now, "%lld transactions and %lld statements, expected %d and %lld",
                 (long long)pship_model_transaction_count(now->model),
                 (long long)pship_model_statement_count(now->model), now->all.transactions,
                 (long long)(now->first_statement + now->all.count));
    }
    open_views(now, now->group);
}

static inline void begin_group(run *now, int index)
{
    const step *one = &now->made->steps[index];
    const step *before = now->group < 0 ? NULL : &now->made->steps[now->group];
    bool join = now->made->policy == POLICY_JOINED && now->transaction != NULL && !one->given_up &&
                one->layer == (before == NULL ? 0 : before->layer) &&
                (before == NULL || !before->given_up);
    if (join) {
        return;
    }
    end_transaction(now);
    now->group = index;
    now->dead = false;
    begin_transaction(now);
}

/* ---- scenarios and files */

static inline void define_layer(run *now, const step *one)
{
    begin_transaction(now);
    scenario *made = &now->all.layers[one->layer];
    if (now->dead || made->defined || now->failed) {
        return;
    }
    pship_scenario_options options = PSHIP_SCENARIO_OPTIONS_INIT;
    options.parent = layer_names[one->parent];
    options.pinned = one->pin < 0 ? 0 : ordinal_after(now, one->pin);
    pship_error err = PSHIP_ERROR_INIT;
    pship_result result =
        pship_scenario_define(now->transaction, layer_names[one->layer], &options, &err);
    bool known = one->parent == 0 || now->all.layers[one->parent].defined;
    if (result != (known ? PSHIP_OK : PSHIP_E_NOT_FOUND)) {
        fail_run(now, "scenario: %s, %s", pship_result_name(result), err.message);
    }
    if (result == PSHIP_OK) {
        *made = (scenario){true, one->parent, (int)options.pinned, now->all.transactions + 1};
    }
}

static inline void name_file(run *now, int number)
{
    (void)snprintf(now->path, sizeof now->path, "%s/%d.pship", now->folder, number);
}

static inline void reopen(run *now)
{
    end_transaction(now);
    if (now->failed) {
        return;
    }
    if (now->files == 0) {
        scratch_folder(now->folder);
    }
    name_file(now, now->files++);
    pship_error err = PSHIP_ERROR_INIT;
    pship_model *model = NULL;
    if (went_well(now, "save", pship_model_save(now->model, now->path, &err), &err) &&
        went_well(now, "open", pship_model_open(&model, NULL, now->path, NULL, &err), &err)) {
        pship_model_free(now->model); /* its views stay */
        now->model = model;
    }
}

/* ---- operations */

static inline pship_result record(run *now, const step *one, const draft *made,
                                  pship_statement_id target, pship_statement_id *id,
                                  pship_error *err)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.source = one->source < 0 ? NULL : source_ids[one->source];
    bool claims = states_value(one->operation) || one->operation == STEP_CHANGE;
    if (claims) {
        options.from = froms[one->from];
        options.rank = (pship_rank)one->rank;
    }
    options.until = claims || one->operation == STEP_END ? untils[one->until] : NULL;
    options.last_confirmed =
        claims || one->operation == STEP_CONFIRM ? confirmed_days[one->confirmed] : NULL;
    const char *word = words[made->rows[0].property][one->value];
    pship_value value =
        made->rows[0].property == PROPERTY_DATE ? pship_value_date(word) : pship_value_text(word);
    switch (one->operation) {
    case STEP_ASSERT:
        return pship_statement_assert(id, now->transaction, subject_ids[one->subject],
                                      property_names[one->property], &value, &options, err);
    case STEP_CORRECT:
        return pship_statement_correct(id, now->transaction, target, &value,
                                       one->bare ? NULL : &options, err);
    case STEP_RETRACT:
        return pship_statement_retract(id, now->transaction, target, &options, err);
    case STEP_END:
        return pship_statement_end(id, now->transaction, target, &options, err);
    case STEP_CONFIRM:
        return pship_statement_confirm(id, now->transaction, target, &options, err);
    case STEP_ERASE:
        return pship_statement_erase(id, now->transaction, target, &options, err);
    case STEP_MASK:
        return pship_statement_mask(id, now->transaction, target, NULL, err);
    default:
        return pship_statement_change(id, now->transaction, target, &value, &options, err);
    }
}

static inline void keep(run *now, int index, const draft *made, pship_statement_id id)
{
    pship_statement_id expected = now->first_statement + now->all.count + made->count;
    if (id != expected) {
        fail_run(now, "step %d: it is statement %lld, expected %lld", index, (long long)id,
                 (long long)expected);
        return;
    }
    for (int i = 0; i < made->count; i++) {
        add_row(&now->all, &made->rows[i], expected - made->count + 1 + i);
    }
    now->rows_of[index][0] = now->all.count; /* one more than the place, so that 0 is none */
    now->rows_of[index][1] = made->count == 2 ? now->all.count - 1 : 0;
    now->recorded++;
}

static inline void operate(run *now, int index)
{
    const step *one = &now->made->steps[index];
    begin_transaction(now);
    if (now->dead || now->failed) {
        return;
    }
    int target = NOBODY;
    if (one->operation != STEP_ASSERT) {
        target = now->rows_of[one->target][one->target_end ? 1 : 0] - 1;
        if (target == NOBODY) {
            return; /* what it acts on was refused or dropped */
        }
    }
    draft made = draft_step(&now->all, one, layer_of_transaction(now), target);
    pship_error err = PSHIP_ERROR_INIT;
    pship_statement_id id = 0;
    pship_result result = record(now, one, &made, id_of_row(now, target), &id, &err);
    if (!is_due(&made, result)) {
        fail_run(now, "step %d: %s %s, expected %s (%x)", index, pship_result_name(result),
                 err.message, made.due == 0 ? "no refusal" : "a refusal", made.due);
    } else if (result == PSHIP_OK) {
        keep(now, index, &made, id);
    }
    if (now->made->policy == POLICY_SPLIT) {
        end_transaction(now);
    }
}

/* ---- the whole */

static inline void ask_at_the_end(run *now)
{
    int count = now->made->question_count;
    for (int i = 0; i < count && !now->failed; i++) {
        const question *asked = &now->made->questions[i];
        opened *one = &now->views[i], *other = &now->views[(i + 1) % count];
        if (one->open) {
            ask_view(now, asked, one);
        }
        if (one->open && other->open && one->model == other->model &&
            (asked->doors & DOOR_DIFF) != 0 && !now->failed) {
            ask_diff(now, one, other);
        }
    }
}

static inline void end_run(run *now)
{
    for (int i = 0; i < VIEWS; i++) {
        pship_view_free(now->views[i].view);
    }
    pship_transaction_free(now->transaction);
    pship_model_free(now->model);
    if (now->files == 0) {
        return;
    }
    while (now->files > 0) {
        name_file(now, --now->files);
        scratch_remove_database(now->path);
    }
    ck_assert_int_eq(rmdir(now->folder), 0);
}

/* Returns whether the library and the oracle agree; if not, run.message says where they do not. */
static inline bool replay(run *now, const oracle_case *made, int wrong)
{
    start_run(now, made, wrong);
    for (int i = 0; i < made->count && !now->failed; i++) {
        const step *one = &made->steps[i];
        if (one->dropped) {
            continue;
        }
        if (one->operation == STEP_BEGIN) {
            begin_group(now, i);
        } else if (one->operation == STEP_LAYER) {
            define_layer(now, one);
        } else if (one->operation == STEP_REOPEN) {
            reopen(now);
        } else {
            operate(now, i);
        }
    }
    end_transaction(now);
    open_views(now, STEPS);
    ask_at_the_end(now);
    end_run(now);
    return !now->failed;
}

#endif
