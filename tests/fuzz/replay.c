/*
 * Replays a fuzz target over a folder of inputs, without a fuzzer: each file is one TAP test.
 *
 * A target returns 0; it aborts by itself when it finds something wrong. The empty input is
 * always tried, so that a folder without files is not a test of nothing.
 */
#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int failures = 0;
static int count = 0;

static void report(bool good, const char *name)
{
    count++;
    if (!good) {
        failures++;
    }
    printf("%sok %d - %s\n", good ? "" : "not ", count, name);
    fflush(stdout); /* the next input may crash */
}

static uint8_t *read_file(const char *path, size_t *size)
{
    struct stat status;
    FILE *file = fopen(path, "rb");
    if (file == NULL || fstat(fileno(file), &status) != 0) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    *size = (size_t)status.st_size;
    /* Exactly as large as the input, so that a sanitizer sees a read past its end. */
    uint8_t *data = malloc(*size > 0 ? *size : 1);
    if (data == NULL || fread(data, 1, *size, file) != *size) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    fclose(file);
    return data;
}

static int visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static void replay_folder(const char *folder)
{
    struct dirent **entries = NULL;
    int found = scandir(folder, &entries, visible, alphasort);
    if (found < 0) {
        perror(folder);
        exit(EXIT_FAILURE);
    }
    for (int i = 0; i < found; i++) {
        char path[4096];
        size_t size = 0;
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        uint8_t *data = read_file(path, &size);
        report(LLVMFuzzerTestOneInput(data, size) == 0, entries[i]->d_name);
        free(data);
        free(entries[i]);
    }
    free(entries);
}

int main(int argc, char **argv)
{
    uint8_t nothing = 0;
    report(LLVMFuzzerTestOneInput(&nothing, 0) == 0, "the empty input");
    for (int i = 1; i < argc; i++) {
        replay_folder(argv[i]);
    }
    printf("1..%d\n", count);
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
