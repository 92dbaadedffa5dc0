/*
 * The Python module: classes over the handles of the public C headers.
 *
 * What is pleasant about the classes (dates, keyword arguments, iteration) is plain Python beside
 * this file, in classes that derive from the ones made here. _docstrings.i and _structs.i (which
 * structs.i includes) are generated from the headers at build time.
 */
%module(package="partnership", threads="1", docstring="The classes as C knows them.") core

%{
#include <partnership/partnership.h>
#include <datetime.h>
#include <stdlib.h>
#include <string.h>
%}

%include <stdint.i>
%pythonnondynamic;
%feature("kwargs");

%include "_docstrings.i"
%include "errors.i"
%include "handles.i"
%include "values.i"
%include "structs.i"

%include "table.i"
%include "context.i"
%include "dates.i"
%include "units.i"
%include "model.i"
%include "transaction.i"
%include "view.i"
%include "brief.i"
%include "codes.i"
%include "flows.i"
%include "aggregation.i"
%include "complexity.i"
%include "mirror.i"
%include "network.i"
%include "routes.i"
%include "disruption.i"
%include "capacity.i"
%include "simulation.i"
%include "network_file.i"
%include "route_comparison.i"
%include "scorecard.i"
%include "trade_cost.i"
%include "validation.i"
%include "year_to_date.i"

/* SWIG writes the methods of a class where it sees the class, with the typemaps known there: so the
 * classes come last. */
struct Table {};
struct Context {};
struct Model {};
struct Transaction {};
struct View {};
struct Brief {};
struct Flows {};
struct FlowSums {};
struct Complexity {};
struct Network {};
struct NetworkFlow {};
struct ProductMapping {};

%nothread close_model;
%nothread close_transaction;
%nothread close_view;
%nothread close_brief;
%nothread close_flows;
%nothread close_sums;
%nothread close_complexity;
%nothread close_network;
%nothread close_network_flow;
%nothread close_mapping;
%inline %{
static void close_model(Model *closing)
{
    Model_close(closing);
}

static void close_transaction(Transaction *closing)
{
    Transaction_close(closing);
}

static void close_view(View *closing)
{
    View_close(closing);
}

static void close_brief(Brief *closing)
{
    Brief_close(closing);
}

static void close_flows(Flows *closing)
{
    Flows_close(closing);
}

static void close_sums(FlowSums *closing)
{
    FlowSums_close(closing);
}

static void close_complexity(Complexity *closing)
{
    Complexity_close(closing);
}

static void close_network(Network *closing)
{
    Network_close(closing);
}

static void close_network_flow(NetworkFlow *closing)
{
    NetworkFlow_close(closing);
}

static void close_mapping(ProductMapping *closing)
{
    ProductMapping_close(closing);
}
%}
