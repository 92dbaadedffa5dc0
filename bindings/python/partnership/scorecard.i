/*
 * Scorecards of corridors.
 */

%extend Table {
    Table *_scorecard(const pship_scorecard_options *options, pship_error *err) {
        ANSWER(pship_scorecard_from_trips(&table, $self->object, options, err));
    }
}

%extend Network {
    Table *_scorecard(const pship_place_pair *pairs, size_t pair_count,
                      const pship_weighting *weighting, pship_error *err) {
        ANSWER(pship_scorecard_from_network(&table, $self->object, pairs, pair_count, weighting,
                                            err));
    }
    Table *_utilisation(Table *volumes, pship_error *err) {
        ANSWER(pship_scorecard_utilisation(&table, $self->object, volumes->object, err));
    }
}
