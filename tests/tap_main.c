/*
 * The main function of every C test: runs the suite of its test file and reports in TAP.
 *
 * It takes the locale of the environment, as many programs do, so that one run of all tests under
 * a locale with a decimal comma shows that the library does not mind.
 */
#include <check.h>
#include <locale.h>
#include <stdlib.h>

Suite *test_suite(void);

int main(void)
{
    setlocale(LC_ALL, "");
    SRunner *runner = srunner_create(test_suite());
    srunner_set_tap(runner, "-");
    srunner_run_all(runner, CK_SILENT);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
