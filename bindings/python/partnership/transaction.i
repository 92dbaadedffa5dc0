/*
 * Transactions: the recorders. Their keyword arguments are made from the structs in the headers;
 * see _recorders.py, which is generated.
 */

%typemap(out) pship_statement_id "$result = PyLong_FromLongLong($1);"
%typemap(in) pship_statement_id target {
    $1 = PyLong_AsLongLong($input);
    if ($1 == -1 && PyErr_Occurred())
        SWIG_fail;
}

%{
/* Of values that partnership.values makes: text that is read as the property asks. */
enum { AS_ASKED = -1 };
%}

%{
/* What an import answers: two tables. */
typedef struct imported {
    pship_table *report, *summary;
} imported;
%}
%typemap(in, numinputs=0) imported *imported_out (imported tables = {NULL, NULL}) "$1 = &tables;"
%typemap(argout) imported *imported_out {
    Table *report = Table_new($1->report, NULL);
    $1->report = NULL;
    Table *summary = Table_new($1->summary, NULL);
    $1->summary = NULL;
    PyObject *first =
        report ? SWIG_NewPointerObj(report, SWIGTYPE_p_Table, SWIG_POINTER_OWN) : NULL;
    PyObject *second =
        summary ? SWIG_NewPointerObj(summary, SWIGTYPE_p_Table, SWIG_POINTER_OWN) : NULL;
    if (!first || !second) {
        Py_XDECREF(first);
        Py_XDECREF(second);
        PyErr_NoMemory();
        SWIG_fail;
    }
    Py_XDECREF($result);
    $result = Py_BuildValue("(NN)", first, second);
}
%typemap(freearg) imported *imported_out {
    pship_table_free($1->report);
    pship_table_free($1->summary);
}

%extend Transaction {
    Transaction(Model *model, const pship_transaction_options *options, pship_error *err) {
        pship_transaction *transaction = NULL;
        return pship_transaction_begin(&transaction, model->object, options, err)
                   ? NULL
                   : Transaction_new(transaction, err);
    }
    pship_result _commit(pship_error *err) {
        return pship_transaction_commit($self->object, err);
    }
    pship_result _read_json(const char *path, failure *failed) {
        return pship_register_read(&failed->problems, $self->object, path, &failed->error);
    }

    pship_result _import_csv(const char *path, const char *mapping,
                             const pship_import_options *options, pship_error *err,
                             imported *imported_out) {
        return pship_import_read(&imported_out->report, &imported_out->summary, $self->object, path,
                                 mapping, options, err);
    }

    pship_result _define_kind(const char *name, const pship_kind_options *options,
                              pship_error *err) {
        return pship_kind_define($self->object, name, options, err);
    }
    pship_result _define_property(const char *name, const pship_property_options *options,
                                  pship_error *err) {
        return pship_property_define($self->object, name, options, err);
    }
    pship_result _entity(const char *id, const char *kind, pship_error *err) {
        return pship_entity_record($self->object, kind, id, err);
    }

    pship_statement_id _assert_(const char *subject, const char *property, const pship_value *value,
                                const pship_statement_options *options, pship_error *err) {
        pship_statement_id id = 0;
        if ((int)value->kind != AS_ASKED)
            return pship_statement_assert(&id, $self->object, subject, property, value, options, err)
                       ? 0
                       : id;
        return pship_statement_assert_text(&id, $self->object, subject, property, value->text,
                                           value->unit, options, err) ? 0 : id;
    }
    pship_statement_id _change(pship_statement_id target, const pship_value *value,
                               const pship_statement_options *options, pship_error *err) {
        pship_statement_id id = 0;
        return pship_statement_change(&id, $self->object, target, value, options, err) ? 0 : id;
    }
    pship_statement_id _correct(pship_statement_id target, const pship_value *value,
                                const pship_statement_options *options, pship_error *err) {
        pship_statement_id id = 0;
        return pship_statement_correct(&id, $self->object, target, value, options, err) ? 0 : id;
    }
    pship_statement_id _retract(pship_statement_id target, const pship_statement_options *options,
                                pship_error *err) {
        pship_statement_id id = 0;
        return pship_statement_retract(&id, $self->object, target, options, err) ? 0 : id;
    }
    pship_statement_id _end(pship_statement_id target, const pship_statement_options *options,
                            pship_error *err) {
        pship_statement_id id = 0;
        return pship_statement_end(&id, $self->object, target, options, err) ? 0 : id;
    }

    pship_statement_id _confirm(pship_statement_id target, const pship_statement_options *options,
                                pship_error *err) {
        pship_statement_id id = 0;
        return pship_statement_confirm(&id, $self->object, target, options, err) ? 0 : id;
    }
    pship_statement_id _erase(pship_statement_id target, const pship_statement_options *options,
                              pship_error *err) {
        pship_statement_id id = 0;
        return pship_statement_erase(&id, $self->object, target, options, err) ? 0 : id;
    }
    pship_statement_id _mask(pship_statement_id target, const pship_statement_options *options,
                             pship_error *err) {
        pship_statement_id id = 0;
        return pship_statement_mask(&id, $self->object, target, options, err) ? 0 : id;
    }
    pship_result _define_scenario(const char *name, const pship_scenario_options *options,
                                  pship_error *err) {
        return pship_scenario_define($self->object, name, options, err);
    }

    pship_result _source(const char *id, const pship_source_fields *fields,
                         const pship_statement_options *options, pship_error *err) {
        return pship_source_record($self->object, id, fields, options, err);
    }
    pship_result _party(const char *id, const pship_party_fields *fields,
                        const pship_statement_options *options, const char *kind,
                        pship_error *err) {
        return pship_party_record($self->object, kind, id, fields, options, err);
    }
    pship_result _person(const char *id, const pship_person_fields *fields,
                         const pship_statement_options *options, pship_error *err) {
        return pship_person_record($self->object, id, fields, options, err);
    }
    pship_result _alias(const char *id, const pship_alias_fields *fields,
                        const pship_statement_options *options, pship_error *err) {
        return pship_alias_record($self->object, id, fields, options, err);
    }
    pship_statement_id _merge(const char *id, const char *into,
                              const pship_statement_options *options, pship_error *err) {
        pship_statement_id made = 0;
        return pship_merge_record(&made, $self->object, id, into, options, err) ? 0 : made;
    }
    pship_statement_id _join(const char *member, const char *bloc,
                             const pship_statement_options *options, pship_error *err) {
        pship_statement_id made = 0;
        return pship_party_join(&made, $self->object, member, bloc, options, err) ? 0 : made;
    }
    pship_statement_id _succeed(const char *successor, const char *predecessor,
                                const pship_statement_options *options, pship_error *err) {
        pship_statement_id made = 0;
        return pship_party_succeed(&made, $self->object, successor, predecessor, options, err)
                   ? 0
                   : made;
    }
    pship_result _named_seat(const char *id, const pship_seat_fields *fields,
                             const pship_statement_options *options, pship_error *err) {
        return pship_seat_record($self->object, id, fields, options, err);
    }
    pship_result _decision(const char *id, const pship_decision_fields *fields,
                           const pship_statement_options *options, pship_error *err) {
        return pship_decision_record($self->object, id, fields, options, err);
    }
    pship_result _delegation(const char *id, const pship_delegation_fields *fields,
                             const pship_statement_options *options, pship_error *err) {
        return pship_delegation_record($self->object, id, fields, options, err);
    }
    pship_result _office(const char *id, const pship_office_fields *fields,
                         const pship_statement_options *options, pship_error *err) {
        return pship_office_record($self->object, id, fields, options, err);
    }
    pship_statement_id _hold_office(const char *person, const char *office,
                                    const pship_statement_options *options, pship_error *err) {
        pship_statement_id id = 0;
        return pship_office_hold(&id, $self->object, person, office, options, err) ? 0 : id;
    }
    pship_result _agreement(const char *id, const pship_agreement_fields *fields,
                            const pship_statement_options *options, pship_error *err) {
        return pship_agreement_record($self->object, id, fields, options, err);
    }
    pship_result _act(const char *id, const pship_act_fields *fields,
                      const pship_statement_options *options, pship_error *err) {
        return pship_act_record($self->object, id, fields, options, err);
    }
    pship_result _condition(const char *id, const pship_condition_fields *fields,
                            const pship_statement_options *options, pship_error *err) {
        return pship_condition_record($self->object, id, fields, options, err);
    }
    pship_result _working_group(const char *id, const pship_working_group_fields *fields,
                                const pship_statement_options *options, pship_error *err) {
        return pship_working_group_record($self->object, id, fields, options, err);
    }
    pship_statement_id _seat(const char *group, const char *member,
                             const pship_statement_options *options, bool chair = false,
                             pship_error *err) {
        pship_statement_id id = 0;
        return pship_working_group_seat(&id, $self->object, group, member, chair, options, err)
                   ? 0
                   : id;
    }
    pship_result _event(const char *id, const pship_event_fields *fields,
                        const pship_statement_options *options, pship_error *err) {
        return pship_event_record($self->object, id, fields, options, err);
    }
    pship_result _project(const char *id, const pship_project_fields *fields,
                          const pship_statement_options *options, const char *kind,
                          pship_error *err) {
        return pship_project_record($self->object, kind, id, fields, options, err);
    }
    pship_statement_id _progress(const char *project, const char *percent,
                                 const pship_statement_options *options, pship_error *err) {
        pship_statement_id id = 0;
        return pship_project_report(&id, $self->object, project, percent, options, err) ? 0 : id;
    }
    pship_result _place(const char *id, const pship_place_fields *fields,
                        const pship_statement_options *options, const char *kind,
                        pship_error *err) {
        return pship_place_record($self->object, kind, id, fields, options, err);
    }
    pship_result _link(const char *id, const pship_link_fields *fields,
                       const pship_statement_options *options, pship_error *err) {
        return pship_link_record($self->object, id, fields, options, err);
    }
    pship_result _transfer(const char *id, const pship_transfer_fields *fields,
                           const pship_statement_options *options, pship_error *err) {
        return pship_transfer_record($self->object, id, fields, options, err);
    }
    pship_result _estimate(const char *id, const pship_estimate_fields *fields,
                           const pship_statement_options *options, pship_error *err) {
        return pship_estimate_record($self->object, id, fields, options, err);
    }
    pship_result _share(const char *id, const pship_share_fields *fields,
                        const pship_statement_options *options, pship_error *err) {
        return pship_share_record($self->object, id, fields, options, err);
    }
    pship_result _milestone(const char *id, const pship_milestone_fields *fields,
                            const pship_statement_options *options, pship_error *err) {
        return pship_milestone_record($self->object, id, fields, options, err);
    }
    pship_result _assessment(const char *id, const pship_assessment_fields *fields,
                             const pship_statement_options *options, pship_error *err) {
        return pship_assessment_record($self->object, id, fields, options, err);
    }
    pship_result _commitment(const char *id, const pship_commitment_fields *fields,
                             const pship_statement_options *options, pship_error *err) {
        return pship_commitment_record($self->object, id, fields, options, err);
    }
    pship_result _figure(const char *id, const pship_figure_fields *fields,
                         const pship_statement_options *options, pship_error *err) {
        return pship_figure_record($self->object, id, fields, options, err);
    }
}
