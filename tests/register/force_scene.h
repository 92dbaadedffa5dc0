/*
 * A treaty, its parties, acts and conditions in few words, and what a view says of its force.
 */
#ifndef TESTS_REGISTER_FORCE_SCENE_H
#define TESTS_REGISTER_FORCE_SCENE_H

#include "register/scene.h"

static scene set;

static inline void add_state(const char *id)
{
    pship_party_fields fields = PSHIP_PARTY_FIELDS_INIT;
    fields.name = id;
    OK(pship_party_record(set.transaction, "state", id, &fields, NULL, err));
}

static inline void add_treaty(const char *id, const char *const *parties, size_t count)
{
    pship_agreement_fields fields = PSHIP_AGREEMENT_FIELDS_INIT;
    for (size_t i = 0; i < count; i++)
        add_state(parties[i]);
    fields.title = id;
    fields.parties = parties;
    fields.party_count = count;
    OK(pship_agreement_record(set.transaction, id, &fields, NULL, err));
}

static const char *const three[] = {"alba", "borea", "cora"};
static const char *const two[] = {"alba", "borea"};

/* An act by one party, or by none. */
static inline void act(const char *id, const char *type, const char *date, const char *party)
{
    pship_act_fields fields = PSHIP_ACT_FIELDS_INIT;
    fields.agreement = "treaty";
    fields.type = type;
    fields.date = date;
    fields.parties = &party;
    fields.party_count = party != NULL;
    OK(pship_act_record(set.transaction, id, &fields, NULL, err));
}

static inline void act_from(const char *id, const char *type, const char *date, const char *effect,
                            const char *party)
{
    pship_act_fields fields = PSHIP_ACT_FIELDS_INIT;
    fields.effect_date = effect;
    act(id, type, date, party);
    OK(pship_act_record(set.transaction, id, &fields, NULL, err));
}

static inline pship_condition_fields condition(const char *type, const char *basis)
{
    pship_condition_fields fields = PSHIP_CONDITION_FIELDS_INIT;
    fields.agreement = "treaty";
    fields.type = type;
    fields.basis = basis;
    return fields;
}

static inline void add_condition(const char *id, const pship_condition_fields *fields)
{
    OK(pship_condition_record(set.transaction, id, fields, NULL, err));
}

static inline void lasting(const char *id, const char *type, const char *length)
{
    pship_condition_fields fields = condition(type, NULL);
    fields.duration = length;
    add_condition(id, &fields);
}

/* ---- asking */

static inline pship_table *force_on(const char *as_of)
{
    pship_view *view = look(&set, as_of, NULL, PSHIP_CERTAIN);
    pship_table *table = NULL;
    OK(pship_agreement_force(&table, view, NULL, err));
    pship_view_free(view);
    return table;
}

static inline pship_table *spells_on(const char *as_of, const char *party)
{
    pship_view *view = look(&set, as_of, NULL, PSHIP_CERTAIN);
    pship_agreement_force_options options = PSHIP_AGREEMENT_FORCE_OPTIONS_INIT;
    pship_table *table = NULL;
    options.party = party;
    OK(pship_agreement_spells(&table, view, &options, err));
    pship_view_free(view);
    return table;
}

/* The row of a party; of the agreement as such with NULL. */
static inline int64_t party_row(const pship_table *table, const char *party)
{
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        bool none = empty_cell(table, row, "party");
        if (party ? !none && strcmp(cell(table, row, "party"), party) == 0 : none)
            return row;
    }
    return -1;
}

typedef struct expected {
    const char *as_of, *party, *column, *value;
} expected;

static inline void expect(const expected *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const expected *one = &cases[i];
        pship_table *table = force_on(one->as_of);
        int64_t row = party_row(table, one->party);
        ck_assert_int_ge(row, 0);
        ck_assert_msg(strcmp(cell(table, row, one->column), one->value) == 0,
                      "%s, %s: %s is '%s', not '%s'", one->as_of,
                      one->party ? one->party : "the agreement", one->column,
                      cell(table, row, one->column), one->value);
        pship_table_free(table);
    }
}

#define EXPECT(...) \
    do { \
        static const expected cases[] = {__VA_ARGS__}; \
        expect(cases, sizeof cases / sizeof cases[0]); \
    } while (0)

static inline void begin(void)
{
    memset(&set, 0, sizeof set);
    scene_open(&set);
}

static inline void end(void)
{
    scene_close(&set);
}

#endif
