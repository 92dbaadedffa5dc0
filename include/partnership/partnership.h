/**
 * @file partnership.h
 * Everything: includes all other headers of libpartnership.
 */
#ifndef PARTNERSHIP_PARTNERSHIP_H
#define PARTNERSHIP_PARTNERSHIP_H

#include <partnership/aggregation.h>
#include <partnership/agreement.h>
#include <partnership/anniversary.h>
#include <partnership/api.h>
#include <partnership/assessment.h>
#include <partnership/break_even.h>
#include <partnership/brief.h>
#include <partnership/capacity.h>
#include <partnership/commitment.h>
#include <partnership/comparison.h>
#include <partnership/complexity.h>
#include <partnership/condition.h>
#include <partnership/contact.h>
#include <partnership/context.h>
#include <partnership/country.h>
#include <partnership/date.h>
#include <partnership/disruption.h>
#include <partnership/error.h>
#include <partnership/estimate.h>
#include <partnership/event.h>
#include <partnership/explain.h>
#include <partnership/export.h>
#include <partnership/figure.h>
#include <partnership/flow_file.h>
#include <partnership/flow_level.h>
#include <partnership/flow_release.h>
#include <partnership/flows.h>
#include <partnership/import.h>
#include <partnership/indicator.h>
#include <partnership/link.h>
#include <partnership/mapping.h>
#include <partnership/merge.h>
#include <partnership/milestone.h>
#include <partnership/mirror.h>
#include <partnership/model.h>
#include <partnership/name.h>
#include <partnership/network.h>
#include <partnership/network_file.h>
#include <partnership/network_view.h>
#include <partnership/partner.h>
#include <partnership/party.h>
#include <partnership/place.h>
#include <partnership/product.h>
#include <partnership/project.h>
#include <partnership/register.h>
#include <partnership/relation.h>
#include <partnership/route.h>
#include <partnership/route_comparison.h>
#include <partnership/scenario.h>
#include <partnership/scorecard.h>
#include <partnership/seat.h>
#include <partnership/sector.h>
#include <partnership/share.h>
#include <partnership/simulation.h>
#include <partnership/source.h>
#include <partnership/table.h>
#include <partnership/timeline.h>
#include <partnership/trade_cost.h>
#include <partnership/transaction.h>
#include <partnership/transfer.h>
#include <partnership/trips.h>
#include <partnership/unit.h>
#include <partnership/validation.h>
#include <partnership/value.h>
#include <partnership/version.h>
#include <partnership/view.h>
#include <partnership/weighting.h>
#include <partnership/working_group.h>
#include <partnership/year_to_date.h>

#endif
