/*
 * Briefs: tables with names and headings.
 */

%nothread Brief::_sections;
%nothread Brief::_name;
%nothread Brief::_heading;
%nothread Brief::_table;

%extend Brief {
    Brief(View *view, const pship_brief_options *options, pship_error *err) {
        pship_brief *brief = NULL;
        return pship_brief_build(&brief, view->object, options, err) ? NULL : Brief_new(brief, err);
    }
    int32_t _sections() {
        return pship_brief_sections($self->object);
    }
    const char *_name(int32_t section) {
        return pship_brief_name($self->object, section);
    }
    const char *_heading(int32_t section) {
        return pship_brief_heading($self->object, section);
    }
    Table *_table(int32_t section, pship_error *err) {
        pship_table *table = pship_brief_table($self->object, section);
        return table ? Table_new(pship_table_share(table), err) : NULL;
    }
}
