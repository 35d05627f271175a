/* Any bytes as plain text, and as whatever they look like. */
#include "tests/fuzz/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    source_read(data, size, "text");
    source_read(data, size, NULL);
    return 0;
}
