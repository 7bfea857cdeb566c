package org.sfumato.kernel.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sfumato.kernel.notebook.Cell;
import org.sfumato.kernel.notebook.Notebook;
import org.sfumato.kernel.notebook.NotebookException;
import org.sfumato.kernel.notebook.Notebooks;

class ParametersTest {
  private static final String DECLARED =
      "int n = 16, steps = 60;\n// double no = 1;\nfinal double zeta = 1;\nvar name = \"pd\";\n"
          + "boolean quick = false; long big = 1L; var half = 0.5;\nImages x = null;";

  @Test
  void should_put_typed_values_right_behind_the_cell_that_declares_them() {
    var notebook = notebook();
    var given = new LinkedHashMap<String, String>();
    given.put("n", "4");
    given.put("steps", "7");
    given.put("zeta", "2");
    given.put("name", "5");
    given.put("quick", "true");
    given.put("big", "3");
    given.put("half", "1");
    inject(notebook, given);
    assertEquals(
        "// Parameters\nint n = 4;\nint steps = 7;\ndouble zeta = 2.0;\nString name = \"5\";\n"
            + "boolean quick = true;\nlong big = 3L;\ndouble half = 1.0;",
        notebook.cells().get(2).source());
    assertEquals(List.of("injected-parameters"), notebook.cells().get(2).tags());
  }

  @Test
  void should_replace_the_values_of_an_earlier_run() {
    var notebook = notebook();
    inject(notebook, Map.of("n", "4"));
    inject(notebook, Map.of("n", "5"));
    assertEquals(4, notebook.cells().size());
    assertEquals("// Parameters\nint n = 5;", notebook.cells().get(2).source());
    inject(notebook, Map.of());
    assertEquals(3, notebook.cells().size());
  }

  @Test
  void should_guess_types_where_nothing_is_declared_and_come_first() {
    var notebook = new Notebooks().code("n").notebook();
    var given = new LinkedHashMap<String, String>();
    given.put("i", "-3");
    given.put("l", "4000000000");
    given.put("d", "1e-3");
    given.put("b", "false");
    given.put("s", "a \"b\"\\\n");
    inject(notebook, given);
    assertEquals(
        "// Parameters\nint i = -3;\nlong l = 4000000000L;\ndouble d = 0.001;\nboolean b = false;\n"
            + "String s = \"a \\\"b\\\"\\\\\\n\";",
        notebook.cells().get(0).source());
  }

  @Test
  void should_refuse_what_does_not_fit() {
    assertSentence(
        "t.ipynb has no parameter m; it has n, steps, zeta, name, quick, big, half, x", "m", "1");
    assertSentence(
        "parameter n is a int in the notebook, but many is not one".replace("a int", "an int"),
        "n",
        "many");
    assertSentence(
        "parameter quick is a boolean in the notebook, but yes is not one", "quick", "yes");
    assertSentence("parameter zeta is a double in the notebook, but NaN is not one", "zeta", "NaN");
    assertSentence(
        "parameter x is an Images; only numbers, boolean, String, Path, and lists, maps and arrays of them can be given",
        "x",
        "1");
  }

  @Test
  void should_write_lists_maps_and_arrays_as_their_declarations_want_them() {
    var notebook =
        new Notebooks()
            .code(
                "List<Double> xs = List.of();\nMap<String, List<Integer>> m = Map.of(); double[] a = {1};\n"
                    + "var guessed = List.of(1); int[][] grid = null; Set<Long> ids = Set.of();\n"
                    + "Path file = Path.of(\"a\"); char c = 'x'; Double boxed = null; var f = 1f;",
                "parameters")
            .notebook();
    var given = new LinkedHashMap<String, String>();
    given.put("xs", "[1, 2.5]");
    given.put("m", "{a: [1, 2], \"b c\": []}");
    given.put("a", "[0.1, 2]");
    given.put("guessed", "[1, x, true]");
    given.put("grid", "[[1], [2, 3]]");
    given.put("ids", "[4000000000]");
    given.put("file", "C:\\data");
    given.put("c", "'");
    given.put("boxed", "3");
    given.put("f", "0.5");
    inject(notebook, given);
    assertEquals(
        "// Parameters\n"
            + "List<Double> xs = List.of(1.0, 2.5);\n"
            + "Map<String,List<Integer>> m = Map.of(\"a\", List.of(1, 2), \"b c\", List.of());\n"
            + "double[] a = new double[] {0.1, 2.0};\n"
            + "List guessed = List.of(1, \"x\", true);\n"
            + "int[][] grid = new int[][] {new int[] {1}, new int[] {2, 3}};\n"
            + "Set<Long> ids = Set.of(4000000000L);\n"
            + "Path file = Path.of(\"C:\\\\data\");\n"
            + "char c = '\\'';\n"
            + "Double boxed = 3.0;\n"
            + "float f = 0.5f;",
        notebook.cells().get(1).source());
  }

  @Test
  void should_keep_types_that_a_file_gives_and_texts_that_are_raw() {
    var notebook = new Notebooks().code("n").notebook();
    var given = Yaml.values("i: 3\nt: '3'\nx: 1e-3\nl: [1, 2.5]\nm: {k: v}\nn: null\n", "p.yaml");
    given.put("raw", Given.of("007"));
    Parameters.inject(notebook, "t.ipynb", given);
    assertEquals(
        "// Parameters\nint i = 3;\nString t = \"3\";\ndouble x = 0.001;\nvar l = List.of(1.0, 2.5);\n"
            + "var m = Map.of(\"k\", \"v\");\nString n = null;\nString raw = \"007\";",
        notebook.cells().get(0).source());
    assertEquals(
        "{i=3, t=3, x=0.001, l=[1, 2.5], m={k=v}, n=null, raw=007}",
        Parameters.record(given).toString());
  }

  @Test
  void should_say_what_is_wrong_with_a_file_of_parameters() {
    for (var sample :
        List.of(
            List.of("a: [1", "p.yaml is neither YAML nor JSON: "),
            List.of("- 1\n- 2", "p.yaml gives no names to its values; "),
            List.of("a: 1\na: 2", "p.yaml is neither YAML nor JSON: found duplicate key a"))) {
      var e = assertThrows(NotebookException.class, () -> Yaml.values(sample.get(0), "p.yaml"));
      assertTrue(e.getMessage().startsWith(sample.get(1)), e.getMessage());
    }
    assertEquals(Map.of(), Yaml.values("", "p.yaml"));
    assertSentence("parameter a-b has no name of a Java variable", Map.of("a-b", "1"));
    assertSentence("parameter n is an int in the notebook, but [1] is not one", "n", "[1]");
  }

  private static void assertSentence(String sentence, Map<String, String> given) {
    var notebook = new Notebooks().code("n").notebook();
    var e = assertThrows(NotebookException.class, () -> inject(notebook, given));
    assertEquals(sentence, e.getMessage());
  }

  private static void inject(Notebook notebook, Map<String, String> written) {
    var given = new LinkedHashMap<String, Given>();
    written.forEach((name, text) -> given.put(name, Given.written(text)));
    Parameters.inject(notebook, "t.ipynb", given);
  }

  private static void assertSentence(String sentence, String name, String value) {
    var e = assertThrows(NotebookException.class, () -> inject(notebook(), Map.of(name, value)));
    assertEquals(sentence, e.getMessage());
  }

  private static Notebook notebook() {
    var notebook =
        new Notebooks().markdown("# t").code(DECLARED, "parameters").code("n").notebook();
    assertEquals(3, notebook.cells().stream().map(Cell::id).distinct().count());
    return notebook;
  }
}
