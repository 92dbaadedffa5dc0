/*
 * Scorecards of corridors.
 */

%extend Table {
    Table *_scorecard(const pship_scorecard_options *options, pship_error *err) {
        ANSWER(pship_scorecard_from_trips(&table, $self->object, options, err));
    }
}
