/*
 * Views: every question, answered with a table.
 */

%nothread View::_as_of;
%nothread View::_published_by;

%extend View {
    View(Model *model, const pship_view_options *options, pship_error *err) {
        pship_view *view = NULL;
        return pship_view_open(&view, model->object, options, err) ? NULL : View_new(view, err);
    }
    pship_day _as_of() {
        return pship_view_as_of($self->object);
    }
    pship_day _published_by() {
        return pship_view_published_by($self->object);
    }
    pship_result _cell(pship_cell *cell, const char *subject, const char *property,
                       pship_error *err) {
        return pship_view_cell(cell, $self->object, subject, property, err);
    }
    Table *values(const char *subject, const char *property, pship_error *err) {
        ANSWER(pship_view_values(&table, $self->object, subject, property, err));
    }
    Table *spells(const char *subject, const char *property, pship_error *err) {
        ANSWER(pship_view_spells(&table, $self->object, subject, property, err));
    }
    Table *explain(const char *subject, const char *property, pship_error *err) {
        ANSWER(pship_view_explain(&table, $self->object, subject, property, err));
    }
    Table *snapshot(const char *kind, const char *const *properties, size_t count,
                    pship_error *err) {
        ANSWER(pship_view_snapshot(&table, $self->object, kind, properties, count, err));
    }
    Table *contested(pship_error *err) {
        ANSWER(pship_view_contested(&table, $self->object, err));
    }
    const char *agreement_status(const char *agreement, pship_error *err) {
        const char *status = NULL;
        return pship_agreement_status(&status, $self->object, agreement, err) ? NULL : status;
    }
    Table *agreements(pship_error *err) {
        ANSWER(pship_agreement_list(&table, $self->object, err));
    }
    Table *changes(pship_day since, pship_error *err) {
        ANSWER(pship_agreement_changes(&table, $self->object, since, err));
    }
    Table *parties(pship_error *err) {
        ANSWER(pship_party_list(&table, $self->object, err));
    }
    Table *offices(pship_error *err) {
        ANSWER(pship_office_list(&table, $self->object, err));
    }
    Table *working_groups(pship_error *err) {
        ANSWER(pship_working_group_list(&table, $self->object, err));
    }
    Table *events(pship_error *err) {
        ANSWER(pship_event_list(&table, $self->object, err));
    }
    Table *figures(pship_error *err) {
        ANSWER(pship_figure_list(&table, $self->object, err));
    }
    Table *sources(pship_error *err) {
        ANSWER(pship_source_list(&table, $self->object, err));
    }
    Table *timeline(pship_error *err) {
        ANSWER(pship_timeline_list(&table, $self->object, err));
    }
    Table *references(const char *object, optional_text property = NULL, pship_error *err) {
        ANSWER(pship_view_references(&table, $self->object, object, property, err));
    }
    Table *acts(optional_text agreement = NULL, pship_error *err) {
        ANSWER(pship_agreement_acts(&table, $self->object, agreement, err));
    }
    Table *members(optional_text group = NULL, pship_error *err) {
        ANSWER(pship_working_group_members(&table, $self->object, group, err));
    }
    Table *meetings(optional_text group = NULL, pship_error *err) {
        ANSWER(pship_working_group_meetings(&table, $self->object, group, err));
    }
    Table *commitments(bool overdue = false, optional_text owner = NULL, pship_error *err) {
        pship_commitment_list_options options = PSHIP_COMMITMENT_LIST_OPTIONS_INIT;
        options.overdue = overdue;
        options.owner = owner;
        ANSWER(pship_commitment_list(&table, $self->object, &options, err));
    }
}
