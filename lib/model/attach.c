/* Things attached to a model: a list that only grows, under the lock of the model. */
#include "model/attach.h"
#include "model/view_private.h"

pship_result pship__model_attach(pship_model *model, const char *name, const char *source,
                                 void *object, void (*release)(void *object), pship_error *err)
{
    attachment made = {.name = pship__copy_text(model->context, name),
                       .source = pship__copy_text(model->context, source),
                       .object = object,
                       .release = release};
    bool done = made.name && made.source;
    if (done) {
        pthread_rwlock_wrlock(&model->lock);
        done = pship__grow(model->context, (void **)&model->attached, model->attached_count,
                           &model->attached_capacity, sizeof *model->attached);
        if (done) {
            model->attached[model->attached_count++] = made;
        }
        pthread_rwlock_unlock(&model->lock);
    }
    if (done) {
        return PSHIP_OK;
    }
    release(object);
    pship__release(model->context, made.name);
    pship__release(model->context, made.source);
    return pship__fail_memory(err);
}

size_t pship__view_attached(const pship_view *view)
{
    return view->attached;
}

attachment pship__view_attachment(const pship_view *view, size_t index)
{
    pthread_rwlock_rdlock(&view->model->lock);
    const attachment found = view->model->attached[index];
    pthread_rwlock_unlock(&view->model->lock);
    return found;
}

void pship__attachments_free(pship_model *model)
{
    for (size_t i = 0; i < model->attached_count; i++) {
        model->attached[i].release(model->attached[i].object);
        pship__release(model->context, model->attached[i].name);
        pship__release(model->context, model->attached[i].source);
    }
    pship__release(model->context, model->attached);
}
