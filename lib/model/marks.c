/* Searching runs: where the cell of a subject lies. */
#include "model/index.h"

/* Subjects lie this much apart at most, on average, for a region that has a mark for them: then the marks
 * take no more room than what they lead to. */
#define MOST_SPREAD 32

/* So few are searched as quickly. */
#define LEAST_MARKED 64

/* Without an instruction for it, which not every processor has, the compiler would call a function. */
static uint32_t count_bits(uint32_t bits)
{
    bits -= bits >> 1 & 0x55555555u;
    bits = (bits & 0x33333333u) + (bits >> 2 & 0x33333333u);
    return ((bits + (bits >> 4)) & 0x0f0f0f0fu) * 0x01010101u >> 24;
}

/* Says where the entries of the subjects of a mark are, from the starts of their cells. */
static void mark_entries(const run *of, subject_mark *mark)
{
    const uint32_t *starts = of->starts + mark->cells;
    mark->entries[0] = starts[0];
    mark->entries[1] = starts[count_bits(mark->bits & 0xffffu)];
    for (unsigned i = 0; i < MARK_BITS; i++) {
        if ((mark->bits >> i & 1u) == 0) {
            continue;
        }
        uint32_t size = starts[1] - starts[0];
        starts++;
        if (size > MARK_MOST) {
            mark->entries[0] = mark->entries[1] = MARK_STARTS;
            return;
        }
        mark->sizes[i / 16] |= (uint64_t)size << i % 16 * 4;
    }
}

bool pship__mark_subjects(const run *of, region *in)
{
    const name_id *subjects = of->subjects + in->first_cell;
    size_t reach = (size_t)(subjects[in->cell_count - 1] - in->least) + 1;
    if (in->cell_count < LEAST_MARKED || reach / MOST_SPREAD > in->cell_count) {
        return true;
    }
    size_t count = (reach + MARK_BITS - 1) / MARK_BITS;
    in->marks = pship__allocate_zero(of->context, count, sizeof *in->marks);
    if (in->marks == NULL) {
        return false;
    }
    in->mark_count = (uint32_t)count;
    for (uint32_t i = 0; i < in->cell_count; i++) {
        uint32_t at = subjects[i] - in->least;
        in->marks[at / MARK_BITS].bits |= 1u << at % MARK_BITS;
    }
    uint32_t cells = in->first_cell;
    for (uint32_t i = 0; i < in->mark_count; i++) {
        in->marks[i].cells = cells;
        mark_entries(of, &in->marks[i]);
        cells += count_bits(in->marks[i].bits);
    }
    return true;
}

/* The place of a marked subject in the starts of the run; the number of cells where it has none. */
static size_t find_marked(const run *of, const region *in, name_id subject)
{
    uint32_t at = subject - in->least; /* of a lower subject: beyond all marks */
    if (at / MARK_BITS >= in->mark_count) {
        return of->cell_count;
    }
    const subject_mark *found = &in->marks[at / MARK_BITS];
    uint32_t below = found->bits & ((1u << at % MARK_BITS) - 1u);
    return (found->bits >> at % MARK_BITS & 1u) == 0 ? of->cell_count
                                                     : found->cells + count_bits(below);
}

static size_t find_cell(const run *of, const region *in, name_id subject)
{
    if (in->marks != NULL) {
        return find_marked(of, in, subject);
    }
    size_t low = in->first_cell, high = low + in->cell_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (of->subjects[middle] < subject) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < in->first_cell + in->cell_count && of->subjects[low] == subject;
    return found ? low : of->cell_count;
}

entries pship__region_search(const run *of, const region *in, name_id subject)
{
    size_t cell = find_cell(of, in, subject);
    return cell == of->cell_count
               ? (entries){NULL, 0}
               : (entries){of->entries + of->starts[cell], of->starts[cell + 1] - of->starts[cell]};
}

entries pship__run_find(const run *of, name_id subject, name_id property)
{
    const region *in = pship__run_region(of, property);
    return in == NULL ? (entries){NULL, 0} : pship__region_find(of, in, subject);
}
