/*
 * Before and after, and break-even. The second network of a break-even may be missing.
 */

%or_none(Network, network_or_none, "after must be a Network")

%extend Network {
    pship_result _compare(Network *after, const pship_place_pair *pairs, size_t pair_count,
                          const pship_weighting *weighting, pship_error *err,
                          imported *imported_out) {
        return pship_network_compare(&imported_out->report, &imported_out->summary, $self->object,
                                     after->object, pairs, pair_count, weighting, err);
    }
    Table *_break_even(Network *network_or_none, const pship_place_pair *pairs, size_t pair_count,
                       const pship_weighting *weighting, const pship_break_even_question *question,
                       pship_error *err) {
        ANSWER(pship_network_break_even(&table, $self->object,
                                        network_or_none ? network_or_none->object : NULL, pairs,
                                        pair_count, weighting, question, err));
    }
}
