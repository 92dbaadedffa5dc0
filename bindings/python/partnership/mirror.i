/*
 * Mirror comparison. The tables among its options are arguments of their own.
 */

%apply ProductMapping *mapping_or_none { ProductMapping *countries_or_none };
%or_none(Table, distances_or_none, "the distances must be a Table")

%extend Flows {
    Table *_mirror(Flows *other, ProductMapping *countries_or_none, Table *distances_or_none,
                   const pship_mirror_options *options, pship_error *err) {
        pship_mirror_options own = *options;
        own.countries = countries_or_none ? countries_or_none->object : NULL;
        own.distances = distances_or_none ? distances_or_none->object : NULL;
        ANSWER(pship_flows_mirror(&table, $self->object, other->object, &own, err));
    }
}
