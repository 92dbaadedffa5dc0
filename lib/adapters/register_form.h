/* What form a register has. */
#ifndef PSHIP_REGISTER_FORM_H
#define PSHIP_REGISTER_FORM_H

#include <partnership/error.h>

typedef enum register_form { FORM_MODEL, FORM_JSON, FORM_OTHER } register_form;

/* By its first bytes; a directory holds JSON. */
pship_result pship__register_form(const char *path, register_form *found, pship_error *err);

#endif
