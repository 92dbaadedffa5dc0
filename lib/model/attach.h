/*
 * What rooms above attach to a model under a name: things that the model keeps and does not look into.
 */
#ifndef PSHIP_MODEL_ATTACH_H
#define PSHIP_MODEL_ATTACH_H

#include "core/core.h"
#include <partnership/view.h>

typedef struct attachment {
    char *name, *source;
    void *object;
    void (*release)(void *object);
} attachment;

/* Takes the object over, also when it fails. */
pship_result pship__model_attach(pship_model *model, const char *name, const char *source,
                                 void *object, void (*release)(void *object), pship_error *err);
/* Those that were there when the view was opened, in the order in which they came. They stay where they are
 * pointed to as long as the model lives. */
size_t pship__view_attached(const pship_view *view);
attachment pship__view_attachment(const pship_view *view, size_t index);
void pship__attachments_free(pship_model *model);

#endif
