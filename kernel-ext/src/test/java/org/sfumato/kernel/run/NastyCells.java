package org.sfumato.kernel.run;

import java.util.Map;
import org.sfumato.kernel.notebook.Notebook;
import org.sfumato.kernel.notebook.Notebooks;

/**
 * Cells that ask everything of whoever runs a notebook. The file {@code nasty.ipynb} beside this
 * class's resources is written from them, so that other tools can run it too.
 */
final class NastyCells {
  private static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFElEQVR4nGNkYPj/n4GBgYmBgQEADAYBAx1sEq0AAAAASUVORK5CYII=";

  private NastyCells() {}

  static Notebook notebook() {
    var cells = new Notebooks();
    prose(cells);
    values(cells);
    displays(cells);
    streams(cells);
    failures(cells);
    return cells.fresh();
  }

  private static void prose(Notebooks cells) {
    cells.markdown(
        """
        # Nasty *cells* with $\\sigma_t$

        Every cell does something that runners get wrong. ~~None~~ All of them must survive.

        | what | how many | formula |
        |:--|--:|:-:|
        | cells | 40 | $\\sum_{i=1}^{n} x_i$ |
        | a rather long text that wraps on a narrow screen and has no end in sight | 2 | $e^{i\\pi}=-1$ |

        ![two pixels](attachment:pixels.png) <script>alert(1)</script>

        ```java
        // Code in prose
        var x = List.of("a", 1);
        ```
        """,
        Map.of("pixels.png", Map.of("image/png", PIXEL)));
    cells.raw("raw cell: <b>neither run nor rendered</b>\n");
    cells.markdown("## Values").code("").code("  \n\t ").code("// only a comment");
  }

  private static void values(Notebooks cells) {
    cells
        .code("int n = 16;\nboolean quick = false;", "parameters")
        .code("n")
        .code("\"a \\\"text\\\" with <b>tags</b> & signs\"")
        .code("(Object) null")
        .code("n + 1;")
        .code("new int[][] {{1, 2}, {3}}")
        .code("record Point(int x, double y) {}\nList.of(new Point(1, 0.5), new Point(2, 1e-7))")
        .code("int twice(int k) { return k + k; }\ntwice(4)")
        .code("int twice(int k) { return 2 * k + 1; }\ntwice(4)")
        .code("var later = callsLater(2);\nlater", "raises-exception")
        .code("int callsLater(int k) { return k + 40; }\nvar later = callsLater(2);\nlater")
        .code("Map.of(\"one\", List.of(1))")
        .code("thisIsNotJava at all", "skip-execution");
  }

  private static void displays(Notebooks cells) {
    cells
        .markdown("## Displays\n\n### In one cell\n\n### Across cells")
        .code(
            "display(\"<i>rich</i>\", \"text/html\");\ndisplay(\"**bold** $x^2$\", \"text/markdown\");")
        .code(
            "display(\"<svg xmlns='http://www.w3.org/2000/svg' width='90' height='40'>\\n"
                + "<circle cx='20' cy='20' r='15' fill='teal'/>\\n</svg>\", \"image/svg+xml\");\n"
                + "display(\"$$\\\\nabla_x \\\\log p_t(x)$$\", \"text/latex\");")
        .code("display(\"" + PIXEL + "\", \"image/png\");")
        .code(
            "var image = new java.awt.image.BufferedImage(20, 10, 1);\nimage.setRGB(3, 3, 0xff0000);\nimage")
        .code("var first = display(\"first\");\nvar html = display(\"<b>old</b>\", \"text/html\");")
        .code("first.update(\"updated from the next cell\");\ndisplay(\"own\");")
        .code(
            "first.update(\"updated again\");\nhtml.update(\"<b>new</b>\");\nfirst.update(List.of(\"a list now\"));")
        .code(
            "var gone = display(\"gone\");\nclearOutput();\ngone.update(\"never seen\");\ndisplay(\"left\");")
        .code(
            "display(\"goes\");\nclearOutputBeforeNext();\nvar kept = display(\"kept\");\nkept.update(\"kept and updated\");")
        .code("display(\"stays, for nothing follows\");\nclearOutputBeforeNext();")
        .code("System.out.println(\"cleared\");\nclearOutput();\nclearOutput();")
        .code(
            "for (int i = 0; i < 3; i++) {\n  clearOutputBeforeNext();\n  System.out.println(\"frame \" + i);\n}")
        .code("page(\"a page that nobody sees here\");\ndisplay(\"after the page\");")
        .code(
            "new Progress(71, \"nested work\", 2, 2, \"\", Optional.empty(), Optional.empty(), false).publish();")
        .code("display(display(\"inner\"));");
  }

  private static void streams(Notebooks cells) {
    cells
        .markdown("## Streams")
        .code(
            "for (int i = 0; i < 3; i++) {\n  System.out.print(\"out \" + i + \" \");\n  System.err.println(\"err \" + i);\n}\nSystem.out.println();\n\"and a value\"")
        .code(
            "System.out.print(\"no line end\"); Thread.sleep(120); System.out.print(\", in two pieces\");")
        .code(
            "System.out.println(\"😀 é combining, مرحبا right to left, 👩‍👩‍👧‍👦 joined, 漢字 wide, \\u2028 separator, \\u0085 next line\");")
        .code(
            "System.out.println(\"\\u001b[1;31mred\\u001b[0m \\u001b[38;5;208morange\\u001b[0m \\u001b[44mground\\u001b[0m \\u001b[4munder\\u001b[24m plain\");")
        .code(
            "for (int i = 0; i <= 100; i += 20) System.out.print(\"\\r\" + i + \" %\");\nSystem.out.print(\"\\r\\ndone\\r\\n\");")
        .code(
            "System.out.print(\"abc\\b\\bX | bell\\u0007 | tab\\t| nul\\u0000 | form\\f feed\\n\");")
        .code("System.out.println(\"x\".repeat(300_000));")
        .code("for (int i = 0; i < 100_000; i++) System.out.println(i + \" \" + \"y\".repeat(95));")
        .code("for (int i = 0; i < 60; i++) System.out.println(\"line \" + i);")
        .code(
            "var gate = new java.util.concurrent.CountDownLatch(1);\nvar thread = new Thread(() -> {\n  try { gate.await(); } catch (InterruptedException e) { return; }\n  System.out.println(\"said while the next cell runs\");\n});\nthread.start();\nSystem.out.println(\"started\");",
            "late-output")
        .code("gate.countDown();\nthread.join();\nSystem.out.println(\"joined\");")
        .code(
            "var threads = IntStream.range(0, 4).mapToObj(i -> new Thread(() -> System.out.print(\"z\"))).toList();\nthreads.forEach(Thread::start);\nfor (var t : threads) t.join();")
        .code("new Scanner(System.in).nextLine()", "raises-exception")
        .code("input(\"who is there? \")", "raises-exception")
        .code("%%html\n<b>from a magic</b>");
  }

  private static void failures(Notebooks cells) {
    cells
        .markdown("## Failures")
        .code(
            "System.out.println(\"before\");\nthrow new IllegalStateException(\"meant to <fail>\\nin two lines\");",
            "raises-exception")
        .code(
            "Object deep(int k) {\n  try {\n    if (k == 0) throw new java.io.IOException(\"the root\");\n    return deep(k - 1);\n  } catch (Exception e) {\n    throw new RuntimeException(\"level \" + k, e);\n  }\n}\ndeep(6)",
            "raises-exception")
        .code("int endless(int k) { return endless(k + 1) + 1; }\nendless(0)", "raises-exception")
        .code("int broken = \"text\";", "raises-exception")
        .code("int unclosed = (1 + 2;", "raises-exception")
        .code("throw new Exception();", "raises-exception")
        .code(
            "display(\"shown\");\nint zero = 0;\ndisplay(1 / zero);\ndisplay(\"not shown\");",
            "raises-exception")
        .code("\"hidden from pages\"", "hide-input")
        .code("\"the count goes on\"");
  }
}
