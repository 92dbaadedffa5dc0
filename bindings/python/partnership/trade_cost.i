/*
 * From time and cost under way to the cost of trade.
 */

%apply Table *table_or_none { Table *rates_or_none };

%extend Table {
    Table *_trade_costs(Table *after, Table *rates_or_none, pship_error *err) {
        ANSWER(pship_trade_cost_list(&table, $self->object, after->object,
                                     rates_or_none ? rates_or_none->object : NULL, err));
    }
}
