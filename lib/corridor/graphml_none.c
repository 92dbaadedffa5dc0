/* GraphML in a library that was built without expat: it is not read. */
#include "corridor/network_reading.h"

pship_result pship__read_graphml(network_reading *of, pship_error *err)
{
    return pship__fail_at(err, PSHIP_E_FORMAT, of->all.path, 0, 0,
                          "this build of the library does not read GraphML: it has no expat");
}
