package org.sfumato.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Native memory of what cells no longer have. */
@Tag("slow")
class DroppedArraysTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int MEGABYTES = 16;
  private static final String MAKE = "manager.ones(new ai.djl.ndarray.types.Shape(4L << 20))";

  private Session session;

  @BeforeEach
  void start() {
    session = new Session();
    session.value("var manager = NDManager.newBaseManager();\n" + MAKE + ";");
  }

  @AfterEach
  void stop() {
    session.run("manager.close();");
    session.close();
  }

  /** Megabytes of memory that the process really has, by the system's own account. */
  private static long resident() throws IOException {
    assumeTrue(Files.exists(STATUS));
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .sum();
  }

  /**
   * When and how soon Java's collector hands over what it found is its own business, so there are a
   * few more cells for that; what is still held is not freed by them either.
   */
  private void assertFreed(long before) throws IOException {
    long more = resident() - before;
    for (int i = 0; i < 100 && more >= 200 * MEGABYTES / 3; i++) {
      System.gc();
      session.run("Thread.sleep(20);");
      more = resident() - before;
    }
    assertTrue(more < 200 * MEGABYTES / 3, "of " + 200 * MEGABYTES + " MB there are still " + more);
  }

  @Test
  void should_free_arrays_that_were_shown_long_ago() throws IOException {
    // The last twenty values are kept on purpose.
    for (int i = 0; i < 40; i++) {
      session.run(MAKE);
    }
    long before = resident();
    for (int i = 0; i < 200; i++) {
      session.run(MAKE);
    }
    assertFreed(before);
  }

  @Test
  void should_free_the_array_of_a_variable_that_is_declared_again() throws IOException {
    long before = resident();
    for (int i = 0; i < 200; i++) {
      session.run("var x = " + MAKE + ";");
    }
    assertFreed(before);
  }

  @Test
  void should_free_the_array_of_a_variable_that_gets_another_value() throws IOException {
    session.run("NDArray x;");
    long before = resident();
    for (int i = 0; i < 200; i++) {
      session.run("x = " + MAKE + ";");
    }
    assertFreed(before);
  }

  @Test
  void should_never_free_what_somebody_still_has() {
    session.run(
        "var kept = new ArrayList<NDArray>();\nvar x = manager.create(new float[] {1, 2});");
    session.run("kept.add(x);");
    session.run("x");
    session.run("var x = manager.create(new float[] {3, 4});");
    for (int i = 0; i < 25; i++) {
      session.run("System.gc();\n" + i);
    }
    assertEquals("3.0", session.value("kept.get(0).sum().getFloat()"));
    assertEquals("7.0", session.value("x.sum().getFloat()"));
    assertEquals("2.0", session.value("kept.get(0).mul(2).getFloat(0)"), "and it can be used");
  }

  @Test
  void should_leave_alone_what_its_user_has_closed() {
    session.run("var x = manager.create(new float[] {1, 2});\nx");
    session.run("x.close();");
    session.run("x = null;");
    for (int i = 0; i < 25; i++) {
      session.run("System.gc();\n" + i);
    }
    assertEquals("2", session.value("1 + 1"));
  }
}
