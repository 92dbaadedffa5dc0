#include <partnership/value.h>

pship_value pship_value_text(const char *text)
{
    return (pship_value){.kind = PSHIP_VALUE_TEXT, .text = text};
}

pship_value pship_value_number(const char *digits, const char *unit)
{
    return (pship_value){.kind = PSHIP_VALUE_NUMBER, .text = digits, .unit = unit};
}

pship_value pship_value_date(const char *text)
{
    return (pship_value){.kind = PSHIP_VALUE_DATE, .text = text};
}

pship_value pship_value_rule(const char *rule)
{
    return (pship_value){.kind = PSHIP_VALUE_RULE, .text = rule};
}

pship_value pship_value_reference(const char *id)
{
    return (pship_value){.kind = PSHIP_VALUE_REFERENCE, .text = id};
}

pship_value pship_value_boolean(bool boolean)
{
    return (pship_value){.kind = PSHIP_VALUE_BOOLEAN, .boolean = boolean};
}

pship_value pship_value_none(void)
{
    return (pship_value){.kind = PSHIP_VALUE_NONE};
}

pship_value pship_value_unknown(void)
{
    return (pship_value){.kind = PSHIP_VALUE_UNKNOWN};
}
