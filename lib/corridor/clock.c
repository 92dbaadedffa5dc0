/*
 * Timetables of the week, and opening hours of the day.
 */
#include "corridor/clock.h"

#define DAY 24.0
#define WEEK 168.0

static double opening(const pship_network *network, network_part_kind part, uint32_t element,
                      double time)
{
    double opens = pship__network_number(network, part, NETWORK_OPENS, element);
    double closes = pship__network_number(network, part, NETWORK_CLOSES, element);
    if (isnan(opens) && isnan(closes))
        return time;
    opens = isnan(opens) ? 0 : opens;
    closes = isnan(closes) ? DAY : closes;
    const double midnight = floor(time / DAY) * DAY, hour = time - midnight;
    const bool overnight = opens > closes;
    if (opens == closes || (!overnight && hour >= opens && hour < closes - CLOCK_SAME) ||
        (overnight && (hour >= opens || hour < closes - CLOCK_SAME)))
        return time;
    return midnight + opens + (hour < opens ? 0 : DAY);
}

static double departure(const network_departure *list, size_t count, double time)
{
    const double monday = floor(time / WEEK) * WEEK, hour = time - monday;
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list[middle].hour < hour - CLOCK_SAME)
            low = middle + 1;
        else
            high = middle;
    }
    return fmax(time, low < count ? monday + list[low].hour : monday + WEEK + list[0].hour);
}

double pship__clock_begin(const pship_network *network, network_part_kind part, uint32_t element,
                          double time)
{
    if (part != NETWORK_LINK)
        return opening(network, part, element, time);
    const network_departure *list;
    size_t count = pship__network_departures_of(network, element, &list);
    if (count > 0)
        return departure(list, count, time);
    return opening(network, part, element, time) + pship__network_link_wait(network, element);
}

double pship__clock_end(const pship_network *network, network_part_kind part, uint32_t element,
                        double begun)
{
    if (part == NETWORK_LINK)
        return begun + pship__network_link_time(network, element);
    double hours = pship__network_number(network, part, NETWORK_TIME, element);
    return isnan(hours) ? begun : begun + hours;
}
