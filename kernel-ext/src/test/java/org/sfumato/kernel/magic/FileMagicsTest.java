package org.sfumato.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.kernel.cell.Session;
import org.sfumato.kernel.message.Message;

/** {@code %load} and {@code %%writefile}. */
class FileMagicsTest {
  private static Session session;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    session = new Session();
  }

  @AfterAll
  static void stop() {
    session.close();
  }

  private String file(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.writeString(file, text);
    return "\"" + file + "\"";
  }

  @Test
  void should_run_a_file_and_keep_what_it_declares() throws IOException {
    var file =
        file("tools.java", "package a.b;\n\nint doubled(int n) { return 2 * n; }\ndoubled(4)\n");
    assertEquals("8", session.value("%load " + file));
    assertEquals("12", session.value("doubled(6)"));
  }

  @Test
  void should_run_the_magics_of_a_file() throws IOException {
    var file = file("with magics.jsh", "%time int m1 = 3;\n%pwd\nm1");
    assertEquals("3", session.value("%load " + file));
    assertEquals(2, session.all(Message.Display.class).size());
  }

  @Test
  void should_run_the_code_cells_of_a_notebook() throws IOException {
    var file =
        file(
            "first.ipynb",
            """
            {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [
             {"cell_type": "markdown", "metadata": {}, "source": ["# not Java"]},
             {"cell_type": "code", "metadata": {}, "execution_count": null, "outputs": [],
              "source": ["int nb = 40;\\n", "nb + 1"]},
             {"cell_type": "code", "metadata": {}, "execution_count": null, "outputs": [],
              "source": ["nb + 2"]}]}""");
    assertEquals("42", session.value("%load " + file));
    assertEquals("41", session.all(Message.Display.class).get(0).bundle().plain());
    assertEquals("40", session.value("nb"));
  }

  @Test
  void should_name_file_and_line_of_an_error() throws IOException {
    var wrong = session.error("%load " + file("wrong.jsh", "int w = 1;\n\nint x = nowhere;\n"));
    assertTrue(wrong.contains("wrong.jsh, line 3, column 9: cannot find symbol"), wrong);
    var thrown = session.error("%load " + file("thrown.jsh", "// one\nint y = 1 / (1 - 1);"));
    assertTrue(thrown.contains("/ by zero"), thrown);
    assertTrue(thrown.contains("thrown.jsh, line 2"), thrown);
    var cells =
        session.error(
            "%load "
                + file(
                    "bad.ipynb",
                    """
                    {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [
                     {"cell_type": "code", "metadata": {}, "execution_count": 1, "outputs": [],
                      "source": "1"},
                     {"cell_type": "code", "metadata": {}, "execution_count": 2, "outputs": [],
                      "source": "int a;\\nint b = c;"}]}"""));
    assertTrue(cells.contains("bad.ipynb [2], line 2"), cells);
    var magic = session.error("%load " + file("magic.jsh", "int z = 0;\n%nonsense"));
    assertTrue(magic.contains("magic.jsh, line 2: there is no magic %nonsense"), magic);
  }

  @Test
  void should_name_the_nearest_file_for_one_that_is_not_there() throws IOException {
    file("analysis.jsh", "1");
    var error = session.error("%load \"" + folder.resolve("anlysis.jsh") + "\"");
    assertTrue(error.contains("there is no file"), error);
    assertTrue(error.contains("did you mean analysis.jsh?"), error);
    assertTrue(error.contains("line 1"), error);
  }

  @Test
  void should_say_what_cannot_be_loaded() throws IOException {
    assertTrue(session.error("%load").contains("needs the name of a file"));
    assertTrue(session.error("%load a b").contains("a name with blanks goes in quotes"));
    assertTrue(session.error("%load \"" + folder + "\"").contains("is a folder"));
    assertTrue(session.error("%load ftp://host/x").contains("not ftp://host/x"));
    assertTrue(session.error("%load \"open").contains("a quote is opened and not closed"));
    assertTrue(
        session.error("%load " + file("broken.ipynb", "{\"cells\":")).contains("not a notebook"));
    var bytes = folder.resolve("picture.java");
    Files.write(bytes, new byte[] {(byte) 0x89, 'P', 'N', 'G', (byte) 0xff, (byte) 0xfe});
    assertTrue(session.error("%load \"" + bytes + "\"").contains("not text in UTF-8"));
  }

  @Test
  void should_stop_a_file_that_loads_itself() throws IOException {
    var own = folder.resolve("again.jsh");
    var error = session.error("%load " + file("again.jsh", "%load \"" + own + "\""));
    assertTrue(error.contains("loads itself over and over"), error);
    assertEquals("1", session.value("1"));
  }

  @Test
  void should_load_from_an_address() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean there = exchange.getRequestURI().getPath().equals("/far.java");
          var text = "int far = 99;\nfar".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(there ? 200 : 404, there ? text.length : -1);
          if (there) {
            exchange.getResponseBody().write(text);
          }
          exchange.close();
        });
    server.start();
    try {
      var address = "http://127.0.0.1:" + server.getAddress().getPort();
      assertEquals("99", session.value("%load " + address + "/far.java"));
      var error = session.error("%load " + address + "/gone.java");
      assertTrue(error.contains("the server answered with status 404"), error);
    } finally {
      server.stop(0);
    }
    var error = session.error("%load http://127.0.0.1:1/x.java");
    assertTrue(error.contains("cannot fetch http://127.0.0.1:1/x.java"), error);
    assertTrue(session.error("%load http://[").contains("is no address"));
  }

  @Test
  void should_write_a_file_replace_it_and_add_to_it() throws IOException {
    var file = folder.resolve("my notes.txt");
    var quoted = "\"" + file + "\"";
    var said = session.value("%%writefile " + quoted + "\none\n  \"two\" %pwd");
    assertTrue(said.contains("wrote") && said.endsWith("my notes.txt, 2 lines"), said);
    assertEquals("one\n  \"two\" %pwd\n", Files.readString(file));
    assertTrue(session.value("%%writefile -a " + quoted + "\nthree").contains("added to"));
    assertEquals("one\n  \"two\" %pwd\nthree\n", Files.readString(file));
    assertTrue(session.value("%%writefile " + quoted + "\nnew\n").contains("replaced"));
    assertEquals("new\n", Files.readString(file));
    assertTrue(session.value("%%writefile " + quoted).contains("0 lines"));
    try (var all = Files.list(folder)) {
      assertEquals(1, all.count());
    }
  }

  @Test
  void should_say_what_cannot_be_written() {
    assertTrue(
        session.error("%%writefile\nx").contains("needs the name of one file, but got none"));
    assertTrue(session.error("%%writefile a b\nx").contains("but got a, b"));
    assertTrue(session.error("%%writefile \"" + folder + "\"\nx").contains("is a folder"));
    var nowhere = folder.resolve("no").resolve("where.txt");
    assertTrue(session.error("%%writefile \"" + nowhere + "\"\nx").contains("there is no folder"));
    assertFalse(Files.exists(nowhere));
    var option = session.error("%%writefile -b x.txt\nx");
    assertTrue(option.contains("%%writefile has no option -b; did you mean -a?"), option);
  }
}
