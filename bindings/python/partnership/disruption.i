/*
 * Disruption: what it would mean if links or places were closed.
 */

%apply Table *table_or_none { Table *closures_or_none };

%extend Network {
    Table *_criticality(Table *pairs, Table *closures_or_none, const pship_weighting *weighting,
                        const pship_criticality_options *options, pship_error *err) {
        pship_criticality_options own = *options;
        own.closures = closures_or_none ? closures_or_none->object : NULL;
        ANSWER(pship_network_criticality(&table, $self->object, pairs->object, weighting, &own,
                                         err));
    }
}
