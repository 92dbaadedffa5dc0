/*
 * TNTP, the text format of Transportation Networks for Research: what a line of it is.
 *
 * Source: https://github.com/bstabler/TransportationNetworks, "README.md".
 */
#include "corridor/reading.h"

#include <string.h>
#include <strings.h>

static char *without_blanks(char *text)
{
    while (*text == ' ' || *text == '\t')
        text++;
    size_t length = strlen(text);
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        text[--length] = '\0';
    return text;
}

static tntp_line metadata(char *name, char **value)
{
    static const struct {
        const char *name;
        tntp_line line;
    } names[] = {{"NUMBER OF ZONES", TNTP_ZONES},      {"NUMBER OF NODES", TNTP_NODES},
                 {"FIRST THRU NODE", TNTP_FIRST_THRU}, {"NUMBER OF LINKS", TNTP_LINKS},
                 {"TOTAL OD FLOW", TNTP_TOTAL},        {"END OF METADATA", TNTP_END}};
    char *end = strchr(name, '>');
    if (!end)
        return TNTP_DATA; /* which it is not: whoever expects data says so */
    *end = '\0';
    *value = without_blanks(end + 1);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcasecmp(name, names[i].name))
            return names[i].line;
    return TNTP_OTHER;
}

bool pship__tntp_amount(const char *column)
{
    static const char *const amounts[] = {"capacity", "length", "free_flow_time", "speed"};
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++)
        if (!strcmp(column, amounts[i]))
            return true;
    return false;
}

tntp_line pship__tntp_line(char *line, char **value)
{
    line = without_blanks(line);
    *value = line;
    if (!*line)
        return TNTP_EMPTY;
    if (*line == '<')
        return metadata(line + 1, value);
    if (*line != '~')
        return TNTP_DATA;
    *value = line + 1;
    return strstr(line, "term_node") ? TNTP_HEADER : TNTP_EMPTY;
}
