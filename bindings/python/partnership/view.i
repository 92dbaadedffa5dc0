/*
 * Views: every question, answered with a table.
 */

%nothread View::_as_of;
%nothread View::_published_by;
%nothread View::_scenario;

/* Questions come as lists of one length; one property may stand for all. */
%define %text_list(NAME, COUNT, LABEL)
%typemap(in) (const char *const *NAME, size_t COUNT)
    (PyObject *keep = NULL, const char **texts = NULL) {
    keep = PyList_New(0);
    if (!keep || !texts_of($input, "one of the " LABEL, true, keep, &texts, &$2))
        SWIG_fail;
    $1 = (char **)texts;
}
%typemap(freearg) (const char *const *NAME, size_t COUNT) {
    free((void *)texts$argnum);
    Py_XDECREF(keep$argnum);
}
%enddef
%text_list(subjects, subject_count, "ids")
%text_list(named, named_count, "properties")

/* Ordinals: a buffer of 64-bit integers. */
%define %ordinals(NAME, COUNT)
%typemap(in) (const void *NAME, size_t COUNT) (Py_buffer buffer = {0}) {
    if (PyObject_GetBuffer($input, &buffer, PyBUF_C_CONTIGUOUS | PyBUF_FORMAT))
        SWIG_fail;
    if (buffer.itemsize != sizeof(int64_t) || buffer.ndim != 1 || !buffer.format ||
        (strcmp(buffer.format, "q") != 0 && strcmp(buffer.format, "l") != 0)) {
        PyErr_SetString(PyExc_TypeError, "ordinals must be 64-bit integers");
        SWIG_fail;
    }
    $1 = buffer.buf;
    $2 = (size_t)buffer.shape[0];
}
%typemap(freearg) (const void *NAME, size_t COUNT) {
    if (buffer$argnum.obj)
        PyBuffer_Release(&buffer$argnum);
}
%enddef
%ordinals(about, about_count)
%ordinals(asked, asked_count)

/* Days: none, any buffer of 32-bit integers that count from 1970, or a list. */
%typemap(in) (const pship_day *days, size_t day_count)
    (Py_buffer buffer = {0}, pship_day *own = NULL) {
    if (!days_of($input, &buffer, &own, (const pship_day **)&$1, &$2))
        SWIG_fail;
}
%typemap(freearg) (const pship_day *days, size_t day_count) {
    free(own$argnum);
    if (buffer$argnum.obj)
        PyBuffer_Release(&buffer$argnum);
}
%{
static bool days_of(PyObject *object, Py_buffer *buffer, pship_day **own, const pship_day **days,
                    size_t *count)
{
    *days = NULL;
    *count = 0;
    if (object == Py_None)
        return true;
    if (PyObject_CheckBuffer(object)) {
        if (PyObject_GetBuffer(object, buffer, PyBUF_C_CONTIGUOUS | PyBUF_FORMAT))
            return false;
        if (buffer->itemsize != sizeof(pship_day) || buffer->ndim != 1 || !buffer->format ||
            strcmp(buffer->format, "i") != 0) {
            PyErr_SetString(PyExc_TypeError, "days must be 32-bit integers");
            return false;
        }
        *days = buffer->buf;
        *count = (size_t)buffer->shape[0];
        return true;
    }
    PyObject *items = PySequence_List(object);
    if (!items)
        return false;
    const Py_ssize_t length = PyList_GET_SIZE(items);
    *own = malloc((length ? (size_t)length : 1) * sizeof **own);
    if (!*own)
        PyErr_NoMemory();
    bool done = *own != NULL;
    for (Py_ssize_t i = 0; done && i < length; i++)
        done = day_of(PyList_GET_ITEM(items, i), "a day", &(*own)[i]);
    Py_DECREF(items);
    *days = *own;
    *count = (size_t)length;
    return done;
}
%}

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
    int64_t ordinal(const char *text) {
        return pship_view_ordinal($self->object, text);
    }
    pship_result _cell_at(pship_cell *cell, int64_t subject, int64_t property,
                          pship_error *err) {
        return pship_view_cell_at(cell, $self->object, subject, property, err);
    }
    Table *_cells(const char *const *subjects, size_t subject_count,
                  const char *const *named, size_t named_count,
                  const pship_day *days, size_t day_count, pship_error *err) {
        pship_table *table = NULL;
        const char **all = NULL;
        if (day_count && day_count != subject_count) {
            err->code = PSHIP_E_ARGUMENT;
            strcpy(err->message, "there must be a day for each question");
            return NULL;
        }
        if (named_count != subject_count) {
            /* One property for all. */
            if (named_count != 1 && subject_count) {
                err->code = PSHIP_E_ARGUMENT;
                strcpy(err->message, "there must be one property, or one for each question");
                return NULL;
            }
            all = malloc((subject_count ? subject_count : 1) * sizeof *all);
            if (!all) {
                set_no_memory(err);
                return NULL;
            }
            for (size_t i = 0; i < subject_count; i++)
                all[i] = named[0];
        }
        const pship_result result =
            pship_view_cells(&table, $self->object, subjects, all ? all : named,
                             day_count ? days : NULL, subject_count, err);
        free((void *)all);
        return result ? NULL : Table_new(table, err);
    }
    Table *_cells_at(const void *about, size_t about_count, const void *asked,
                     size_t asked_count, const pship_day *days, size_t day_count,
                     pship_error *err) {
        pship_table *table = NULL;
        if (asked_count != about_count || (day_count && day_count != about_count)) {
            err->code = PSHIP_E_ARGUMENT;
            strcpy(err->message, "there must be a property and a day for each question");
            return NULL;
        }
        return pship_view_cells_at(&table, $self->object, about, asked, day_count ? days : NULL,
                                   about_count, err)
                   ? NULL
                   : Table_new(table, err);
    }
    Table *column(const char *property, pship_error *err) {
        ANSWER(pship_view_column(&table, $self->object, property, err));
    }
    Table *masks(pship_error *err) {
        ANSWER(pship_view_masks(&table, $self->object, err));
    }
    Table *_diff(View *after, pship_error *err) {
        ANSWER(pship_view_diff(&table, $self->object, after->object, err));
    }
    Table *_compare(View *after, pship_error *err) {
        ANSWER(pship_comparison_list(&table, $self->object, after->object, err));
    }
    Table *explain_status(const char *id, pship_error *err) {
        ANSWER(pship_status_explain(&table, $self->object, id, err));
    }
    const char *_scenario() {
        return pship_view_scenario($self->object);
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
    Table *offices_over_time(optional_text person = NULL, optional_text office = NULL,
                             optional_text organisation = NULL, pship_error *err) {
        pship_office_history_options options = PSHIP_OFFICE_HISTORY_OPTIONS_INIT;
        options.person = person;
        options.office = office;
        options.organisation = organisation;
        ANSWER(pship_office_history(&table, $self->object, &options, err));
    }
    Table *seats(optional_text body = NULL, optional_text holder = NULL, pship_error *err) {
        pship_seat_list_options options = PSHIP_SEAT_LIST_OPTIONS_INIT;
        options.body = body;
        options.holder = holder;
        ANSWER(pship_seat_list(&table, $self->object, &options, err));
    }
    Table *bloc_members(optional_text bloc = NULL, pship_error *err) {
        ANSWER(pship_party_members(&table, $self->object, bloc, err));
    }
    Table *successions(optional_text party = NULL, pship_error *err) {
        ANSWER(pship_party_successions(&table, $self->object, party, err));
    }
    Table *decisions(optional_text event = NULL, pship_error *err) {
        ANSWER(pship_decision_list(&table, $self->object, event, err));
    }
    Table *visits(pship_error *err) {
        ANSWER(pship_visit_list(&table, $self->object, err));
    }
    Table *trace(optional_text group = NULL, pship_error *err) {
        ANSWER(pship_working_group_trace(&table, $self->object, group, err));
    }
    Table *contacts(optional_text who = NULL, optional_text with_ = NULL,
                    bool across_sides = false, int64_t most_pairs = 1000, pship_error *err) {
        pship_contact_list_options options = PSHIP_CONTACT_LIST_OPTIONS_INIT;
        options.who = who;
        options.with = with_;
        options.across_sides = across_sides;
        options.most_pairs = most_pairs;
        ANSWER(pship_contact_list(&table, $self->object, &options, err));
    }
    Table *follow_ups(optional_text event = NULL, optional_text owner = NULL,
                      bool closed = false, pship_error *err) {
        pship_follow_up_list_options options = PSHIP_FOLLOW_UP_LIST_OPTIONS_INIT;
        options.event = event;
        options.owner = owner;
        options.closed = closed;
        ANSWER(pship_follow_up_list(&table, $self->object, &options, err));
    }
    Table *names(const char *id, pship_error *err) {
        ANSWER(pship_name_list(&table, $self->object, id, err));
    }
    Table *find(const char *text, optional_text kind = NULL, pship_error *err) {
        ANSWER(pship_name_find(&table, $self->object, text, kind, err));
    }
    Table *merges(pship_error *err) {
        ANSWER(pship_merge_list(&table, $self->object, err));
    }
    Table *merge_conflicts(pship_error *err) {
        ANSWER(pship_merge_conflicts(&table, $self->object, err));
    }
    const char *canonical(const char *id, pship_error *err) {
        const char *canonical = NULL;
        return pship_merge_canonical(&canonical, $self->object, id, err) ? NULL : canonical;
    }
    Table *events(pship_error *err) {
        ANSWER(pship_event_list(&table, $self->object, err));
    }
    Table *figures(pship_error *err) {
        ANSWER(pship_figure_list(&table, $self->object, err));
    }
    Table *figure_claims(pship_error *err) {
        ANSWER(pship_figure_claims(&table, $self->object, err));
    }
    Table *figure_comparison(pship_error *err) {
        ANSWER(pship_figure_comparison(&table, $self->object, err));
    }
    Table *figure_conflicts(pship_error *err) {
        ANSWER(pship_figure_conflicts(&table, $self->object, err));
    }
    Table *figure_unread(pship_error *err) {
        ANSWER(pship_figure_unread(&table, $self->object, err));
    }
    Table *sources(pship_error *err) {
        ANSWER(pship_source_list(&table, $self->object, err));
    }
    Table *sectors(pship_error *err) {
        ANSWER(pship_sector_list(&table, $self->object, err));
    }
    Table *sector_items(optional_text scheme = NULL, pship_error *err) {
        ANSWER(pship_sector_items(&table, $self->object, scheme, err));
    }
    Table *sector_money(optional_text scheme, int32_t from_year, int32_t to_year,
                        pship_error *err) {
        ANSWER(pship_sector_money(&table, $self->object, scheme, from_year, to_year, err));
    }
    Table *sector_coverage(optional_text scheme, int32_t from_year, int32_t to_year,
                           pship_error *err) {
        ANSWER(pship_sector_coverage(&table, $self->object, scheme, from_year, to_year, err));
    }
    Table *sector_share(const char *sector, int32_t from_year, int32_t to_year,
                        pship_error *err) {
        ANSWER(pship_sector_share(&table, $self->object, sector, from_year, to_year, err));
    }
    Table *sector_concentration(optional_text scheme, int32_t from_year, int32_t to_year,
                                pship_error *err) {
        ANSWER(pship_sector_concentration(&table, $self->object, scheme, from_year, to_year, err));
    }
    Table *partner_balance(const char *country, int32_t from_year, int32_t to_year,
                           pship_error *err) {
        ANSWER(pship_partner_balance(&table, $self->object, country, from_year, to_year, err));
    }
    Table *relations(pship_error *err) {
        ANSWER(pship_relation_list(&table, $self->object, err));
    }
    Table *register_list(const char *name, pship_error *err) {
        ANSWER(pship_register_list(&table, $self->object, name, err));
    }
    pship_result export(const char *path, pship_error *err) {
        return pship_register_export($self->object, path, err);
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
    Table *force(optional_text agreement = NULL, optional_text party = NULL, bool in_force = false,
                 bool bare = false, pship_error *err) {
        pship_agreement_force_options options = PSHIP_AGREEMENT_FORCE_OPTIONS_INIT;
        options.agreement = agreement;
        options.party = party;
        options.in_force = in_force;
        options.bare = bare;
        ANSWER(pship_agreement_force(&table, $self->object, &options, err));
    }
    Table *agreement_graph(pship_error *err) {
        ANSWER(pship_agreement_graph(&table, $self->object, err));
    }
    Table *readiness(pship_error *err) {
        ANSWER(pship_agreement_readiness(&table, $self->object, err));
    }
    Table *_anniversaries(pship_day first, pship_day last, pship_error *err) {
        ANSWER(pship_anniversary_list(&table, $self->object, first, last, err));
    }
    Table *agreement_spells(optional_text agreement = NULL, optional_text party = NULL,
                            bool in_force = false, pship_error *err) {
        pship_agreement_force_options options = PSHIP_AGREEMENT_FORCE_OPTIONS_INIT;
        options.agreement = agreement;
        options.party = party;
        options.in_force = in_force;
        ANSWER(pship_agreement_spells(&table, $self->object, &options, err));
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
    Table *overdue(pship_error *err) {
        ANSWER(pship_commitment_overdue(&table, $self->object, err));
    }
    Table *dependencies(optional_text commitment = NULL, pship_error *err) {
        ANSWER(pship_commitment_dependencies(&table, $self->object, commitment, err));
    }
    Table *commitment_slippage(optional_text commitment = NULL, pship_error *err) {
        ANSWER(pship_commitment_slippage(&table, $self->object, commitment, err));
    }
    Table *projects(pship_error *err) {
        ANSWER(pship_project_list(&table, $self->object, err));
    }
    Table *progress(optional_text project = NULL, pship_error *err) {
        ANSWER(pship_project_progress(&table, $self->object, project, err));
    }
    Table *project_slippage(optional_text project = NULL, pship_error *err) {
        ANSWER(pship_project_slippage(&table, $self->object, project, err));
    }
    Table *forecast(optional_text project = NULL, pship_error *err) {
        ANSWER(pship_project_forecast(&table, $self->object, project, err));
    }
    Table *shares(optional_text venture = NULL, pship_error *err) {
        ANSWER(pship_share_list(&table, $self->object, venture, err));
    }
    Table *share_history(optional_text venture = NULL, pship_error *err) {
        ANSWER(pship_share_history(&table, $self->object, venture, err));
    }
    Table *places(pship_error *err) {
        ANSWER(pship_place_list(&table, $self->object, err));
    }
    Table *links(pship_error *err) {
        ANSWER(pship_link_list(&table, $self->object, err));
    }
    Table *transfers(pship_error *err) {
        ANSWER(pship_transfer_list(&table, $self->object, err));
    }
    Table *estimates(pship_error *err) {
        ANSWER(pship_estimate_list(&table, $self->object, err));
    }
    Table *milestones(optional_text commitment = NULL, pship_error *err) {
        ANSWER(pship_milestone_list(&table, $self->object, commitment, err));
    }
    Table *assessments(optional_text subject = NULL, pship_error *err) {
        ANSWER(pship_assessment_list(&table, $self->object, subject, err));
    }
}
