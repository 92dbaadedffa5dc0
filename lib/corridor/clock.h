/*
 * When one leaves and arrives, where it matters when one comes: timetables and opening hours. Private to the room corridor.
 *
 * Times are hours since Monday 0:00 of the week in which one sets out. Who comes later never arrives earlier, so that the
 * earliest arrival at every place is found by the ordinary search.
 */
#ifndef PSHIP_CORRIDOR_CLOCK_H
#define PSHIP_CORRIDOR_CLOCK_H

#include "corridor/network_store.h"

/* Hours that two sums of hours may differ by and still be the same time. */
#define CLOCK_SAME 1e-9

/* When what is begun at an element begins: at once, at its opening, or with its next departure. A link without a timetable
 * is left after the expected wait for its service. */
double pship__clock_begin(const pship_network *network, network_part_kind part, uint32_t element,
                          double time);
/* And when it ends; NaN where the time of a link is not told. */
double pship__clock_end(const pship_network *network, network_part_kind part, uint32_t element,
                        double begun);

#endif
