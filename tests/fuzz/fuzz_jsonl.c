/* Any bytes as JSON Lines and as JSON. */
#include "tests/fuzz/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    source_read(data, size, "jsonl");
    source_read(data, size, "json");
    return 0;
}
