"""Jupyter's own conformance suite, run against an installed kernel.

    conformance.py KERNEL

needs the Python package jupyter_kernel_test. Ends with 1 if a test fails or is left out.
"""
import sys
import unittest

import jupyter_kernel_test


class Conformance(jupyter_kernel_test.KernelTests):
    language_name = "java"
    file_extension = ".java"

    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("a warning");'
    code_page_something = 'page("a long text");'
    code_generate_error = "Integer.parseInt(\"no number\")"
    code_clear_output = "clearOutput();"
    code_inspect_sample = "System.out.println("

    completion_samples = [
        {"text": "Math.hyp", "matches": {"hypot("}},
        {"text": "var s = \"😀\"; \"abc\".isBl"},
        {"text": "String.val"},
        {"text": "new ArrayLi"},
    ]

    complete_code_samples = ["1", "int a = 1;", "int twice(int n) { return 2 * n; }", "// a remark"]
    incomplete_code_samples = ["int twice(int n) {", "List.of(1, 2", "1 +"]
    invalid_code_samples = ["int int = ;", "for (int i = 0; i < 3; i++) }"]

    code_execute_result = [
        {"code": "1 + 2", "result": "3"},
        {"code": "1 * 2 * 3", "result": "6"},
        {"code": "\"grüß 😀\"", "result": "grüß 😀"},
        {"code": "List.of(1, 2).stream().map(n -> n * n).toList()", "result": "[1, 4]"},
    ]

    code_display_data = [
        {"code": 'display("<b>bold</b>", "text/html");', "mime": "text/html"},
        {"code": 'display("# Title", "text/markdown");', "mime": "text/markdown"},
        {"code": 'display("$x^2$", "text/latex");', "mime": "text/latex"},
        {
            "code": 'display("<svg xmlns=\'http://www.w3.org/2000/svg\'/>", "image/svg+xml");',
            "mime": "image/svg+xml",
        },
        {
            "code": "display(new java.awt.image.BufferedImage("
            "8, 8, java.awt.image.BufferedImage.TYPE_INT_RGB));",
            "mime": "image/png",
        },
        {"code": "display(List.of(1, 2));", "mime": "text/plain"},
    ]

    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "1 ? 2 ? 3"


def main():
    if len(sys.argv) != 2:
        sys.exit("conformance.py needs the name of an installed kernel")
    Conformance.kernel_name = sys.argv[1]
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(Conformance)
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    for _, why in result.skipped:
        print("left out:", why or "no reason given")
    sys.exit(0 if result.wasSuccessful() and not result.skipped else 1)


if __name__ == "__main__":
    main()
