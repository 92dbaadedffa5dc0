/*
 * Months out of year-to-date releases.
 */

%extend Table {
    Table *_months_from_ytd(const pship_months_options *options, pship_error *err) {
        ANSWER(pship_months_from_ytd(&table, $self->object, options, err));
    }
}
