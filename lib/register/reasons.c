/* Why something is in force or not, in words. */
#include "register/force.h"

#include <string.h>

/* Words that are known, with their length. */
#define SAY(text, words) pship__buffer_add(text, words, sizeof(words) - 1)

/* ---- days and lengths */

/* Two digits; tables have many days, and the general way of writing one is slow. */
static void put_two(char *text, int32_t number)
{
    text[0] = (char)('0' + number / 10);
    text[1] = (char)('0' + number % 10);
}

static void say_day(pship__buffer *text, pship_day day)
{
    char written[16];
    int32_t year = 0, month, of_month;
    if (day != PSHIP_DAY_MIN && day != PSHIP_DAY_MAX)
        pship_day_to_calendar(day, &year, &month, &of_month);
    if (year < 1 || year > 9999) {
        pship_day_format(day, written, sizeof written);
        pship__buffer_add_text(text, written);
        return;
    }
    put_two(written, year / 100);
    put_two(written + 2, year % 100);
    written[4] = written[7] = '-';
    put_two(written + 5, month);
    put_two(written + 8, of_month);
    pship__buffer_add(text, written, 10);
}

void pship__say_bounds(pship__buffer *text, bounds day)
{
    if (day.earliest == PSHIP_DAY_MIN && day.latest == PSHIP_DAY_MAX) {
        SAY(text, "a day that nobody says");
        return;
    }
    say_day(text, day.earliest);
    if (day.latest != day.earliest) {
        SAY(text, "/");
        say_day(text, day.latest);
    }
    if (day.unsure)
        SAY(text, " if at all");
}

static void say_number(pship__buffer *text, int32_t number)
{
    pship__buffer_format(text, "%d", (int)number);
}

static void say_length(pship__buffer *text, time_length of)
{
    static const char *const units[] = {" day", " week", " month", " year"};
    say_number(text, of.amount);
    pship__buffer_add_text(text, units[of.unit]);
    if (of.amount != 1)
        SAY(text, "s");
}

static void say_name(pship__buffer *text, const force *one, name_id name)
{
    const char *known = pship__view_text(one->all->view, name);
    pship__buffer_add_text(text, known ? known : "?");
}

/* "entry_into_force" as it is said: "entry into force". */
static void say_word(pship__buffer *text, const char *word)
{
    size_t first = text->length;
    pship__buffer_add_text(text, word);
    for (size_t i = first; i < text->length && !text->failed; i++) {
        if (text->bytes[i] == '_')
            text->bytes[i] = ' ';
    }
}

/* ---- turns */

static void say_act(pship__buffer *text, const ledger_act *deed)
{
    say_word(text, pship__acts[deed->life].type);
    SAY(text, " of ");
    pship__say_bounds(text, pship__act_day(deed));
}

static void say_delay(pship__buffer *text, const condition *by)
{
    if (by->delay.amount != 0) {
        SAY(text, ", ");
        say_length(text, by->delay);
        SAY(text, " later");
    }
    if (by->first_of_month)
        SAY(text, ", from the first of the next month");
}

static void say_basis(pship__buffer *text, const turn *of)
{
    switch (of->condition->basis) {
    case BASIS_SIGNATURE:
        SAY(text, "signed by all on ");
        break;
    case BASIS_CONSENTS:
    case BASIS_ALL_CONSENTS:
        say_number(text, of->count);
        pship__buffer_add_text(text, of->count == 1 ? " consent by " : " consents by ");
        break;
    case BASIS_NOTIFICATIONS:
        SAY(text, "all had notified by ");
        break;
    default:
        SAY(text, "fixed for ");
        break;
    }
    pship__say_bounds(text, of->base);
    say_delay(text, of->condition);
}

static void say_consent(pship__buffer *text, const turn *of)
{
    say_act(text, of->act);
    if (of->condition) {
        say_delay(text, of->condition);
    } else if (of->act->effective && of->act->dated) {
        SAY(text, " with effect from ");
        pship__say_bounds(text, of->act->effect);
    }
}

static void say_notice(pship__buffer *text, const turn *of)
{
    say_act(text, of->act);
    if (!of->condition)
        return;
    SAY(text, ", ");
    say_length(text, of->condition->length);
    SAY(text, " ahead");
}

static void say_tail(pship__buffer *text, const force *one, const turn *of)
{
    readings among = pship__view_about(one->all->view, of->condition->id,
                                       pship__view_name(one->all->view, "provision"));
    const char *between = " for ";
    say_length(text, of->condition->length);
    SAY(text, " after the end");
    for (size_t i = 0; i < among.count; i++) {
        const reading *said = &among.first[i];
        if (!pship__view_holds(one->all->view, said->truth) ||
            said->statement->rank == PSHIP_RANK_DEPRECATED)
            continue;
        pship__buffer_add_text(text, between);
        say_name(text, one, said->statement->value);
        between = ", ";
    }
}

static void say_cause(pship__buffer *text, const force *one, const turn *of)
{
    switch (of->why) {
    case CAUSE_NONE:
        break;
    case CAUSE_ACT:
        say_act(text, of->act);
        if (of->act->effective && of->act->dated) {
            SAY(text, " with effect from ");
            pship__say_bounds(text, of->act->effect);
        }
        break;
    case CAUSE_CONSENT:
        say_consent(text, of);
        break;
    case CAUSE_CONDITION:
        say_basis(text, of);
        break;
    case CAUSE_LISTED:
        SAY(text, "so listed as a party");
        break;
    case CAUSE_OTHERS:
        SAY(text, "in force for the first party");
        break;
    case CAUSE_NOTICE:
        say_notice(text, of);
        break;
    case CAUSE_TERM:
        if (of->condition->dated) {
            SAY(text, "term until ");
            pship__say_bounds(text, of->condition->date);
        } else {
            SAY(text, "term of ");
            say_length(text, of->condition->length);
        }
        if (of->base.earliest != PSHIP_DAY_MIN && !of->condition->dated) {
            SAY(text, " from ");
            pship__say_bounds(text, of->base);
        }
        break;
    case CAUSE_NOT_RENEWED:
        SAY(text, "not renewed after ");
        say_act(text, of->act);
        break;
    case CAUSE_RENEWED:
        SAY(text, "renewed each time until notice is given");
        break;
    case CAUSE_FORCE:
        SAY(text, "entry into force");
        break;
    case CAUSE_TAIL:
        say_tail(text, one, of);
        break;
    }
}

void pship__say_turn(pship__buffer *text, const force *one, const turn *of)
{
    say_cause(text, one, of);
    if (of->condition && of->condition->article) {
        SAY(text, " (");
        pship__buffer_add_text(text, of->condition->article);
        SAY(text, ")");
    }
}

/* ---- what is missing */

static void say_one_lack(pship__buffer *text, const force *one, const lacking *of)
{
    switch (of->what) {
    case LACK_NOTHING:
        break;
    case LACK_CONDITION:
        SAY(text, "an entry into force, or a condition for it");
        break;
    case LACK_CONSENTS:
        say_number(text, of->count);
        pship__buffer_add_text(text, of->count == 1 ? " more consent" : " more consents");
        break;
    case LACK_SIGNATURES:
        SAY(text, "signature");
        break;
    case LACK_CONSENT_OF:
        SAY(text, "consent of ");
        say_name(text, one, of->party);
        break;
    case LACK_SIGNATURE_OF:
        SAY(text, "signature of ");
        say_name(text, one, of->party);
        break;
    case LACK_NOTIFICATION_OF:
        SAY(text, "notification of ");
        say_name(text, one, of->party);
        break;
    case LACK_DAY:
        SAY(text, "the day fixed by ");
        say_name(text, one, of->condition);
        break;
    case LACK_READABLE:
        SAY(text, "a form of ");
        say_name(text, one, of->condition);
        SAY(text, " that can be worked out");
        break;
    }
}

static bool says_own(const force *one, const standing *of)
{
    for (size_t i = 0; i < one->lack_count; i++) {
        lack what = one->reasons[i].what;
        if (one->reasons[i].party == of->party &&
            (what == LACK_CONSENT_OF || what == LACK_NOTIFICATION_OF))
            return true;
    }
    return false;
}

void pship__say_lacking(pship__buffer *text, const force *one, const standing *of)
{
    for (size_t i = 0; i < one->lack_count; i++) {
        if (i > 0)
            SAY(text, "; ");
        say_one_lack(text, one, &one->reasons[i]);
    }
    if (of->consent_lacks && !says_own(one, of)) {
        lacking own = {LACK_CONSENT_OF, 1, of->party, 0};
        if (one->lack_count > 0)
            SAY(text, "; ");
        say_one_lack(text, one, &own);
    }
}
