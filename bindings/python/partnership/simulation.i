/*
 * Simulation of a route.
 */

%extend Network {
    pship_result _simulate(optional_text origin, optional_text destination,
                           const pship_weighting *weighting,
                           const pship_simulation_options *options, pship_error *err,
                           imported *imported_out) {
        return pship_network_simulate(&imported_out->report, &imported_out->summary, $self->object,
                                      origin, destination, weighting, options, err);
    }
}
