/*
 * Imprecise dates and intervals, as functions on tuples; partnership.dates makes classes of them.
 */

%nothread date_parse;
%nothread date_move;
%nothread date_reached;
%nothread date_compatible;
%nothread date_from_days;
%nothread interval_parse;
%nothread interval_test;
%nothread version;

%typemap(in, numinputs=0) pship_interval *interval_out (pship_interval interval) {
    memset(&interval, 0, sizeof interval);
    $1 = &interval;
}
%typemap(argout) pship_interval *interval_out {
    Py_XDECREF($result);
    $result = Py_BuildValue("(NN)", tuple_from_date(&$1->from), tuple_from_date(&$1->until));
}

%inline %{
static pship_result date_parse(pship_date *date_out, const char *text, int32_t days, int32_t months,
                               int32_t years, pship_error *err)
{
    pship_date_options options = PSHIP_DATE_OPTIONS_INIT;
    options.approximate_days = days;
    options.approximate_months = months;
    options.approximate_years = years;
    return pship_date_parse(date_out, text, &options, err);
}

static pship_result date_move(pship_date *date_out, const pship_date *date, int32_t amount,
                              int unit, pship_error *err)
{
    return pship_date_move(date_out, date, amount, (pship_calendar_unit)unit, err);
}

static int date_reached(const pship_date *date, pship_day day)
{
    return (int)pship_date_reached(date, day);
}

static bool date_compatible(const pship_date *a, const pship_date *b)
{
    return pship_date_compatible(a, b);
}

static PyObject *date_from_days(int32_t days)
{
    return date_from_day(days);
}

static pship_result interval_parse(pship_interval *interval_out, optional_text from_text,
                                    optional_text until_text, pship_error *err)
{
    return pship_interval_parse(interval_out, from_text, until_text, NULL, err);
}

static int interval_test(const pship_date *first, const pship_date *ended, pship_day day)
{
    const pship_interval interval = {*first, *ended};
    return (int)pship_interval_test(&interval, day);
}

static const char *version(void)
{
    return pship_version();
}
%}
