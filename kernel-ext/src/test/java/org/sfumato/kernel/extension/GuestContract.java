package org.sfumato.kernel.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.sfumato.Cancel;
import org.sfumato.Shown;
import org.sfumato.kernel.message.Bundle;

/** What holds in a stock kernel, whichever it is. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class GuestContract {
  FakeKernel kernel;

  abstract FakeKernel start() throws Exception;

  abstract void install();

  @BeforeAll
  void installed() throws Exception {
    kernel = start();
    install();
  }

  @BeforeEach
  void nothingShown() {
    kernel.published().clear();
  }

  @AfterAll
  void closed() {
    StockKernel.uninstall();
    kernel.close();
    Cancel.clear();
  }

  @Test
  void shouldKnowTheWordsOfTheLanguageAndWhatJavaCellsUseMost() throws Exception {
    var text =
        kernel.stock().evaluate("Stream.of(missing(0.5), gaussian(0.1)).map(Shown::text).toList()");
    assertEquals("[missing(0.5), gaussian(0.1)]", text.toString());
  }

  @Test
  void shouldShowImagesAsAPictureOfTheSizeThatItsMetadataSay() throws Exception {
    var shown = kernel.result("dataset(\"phantom/t1\").test().first(3)");
    var png = Base64.getDecoder().decode(shown.data("image/png"));
    var picture = ImageIO.read(new ByteArrayInputStream(png));
    var size = shown.metadata("image/png");
    int scale = picture.getWidth() / size.get("width").getAsInt();
    assertTrue(scale >= 1, "the picture is smaller than it is shown");
    assertEquals(picture.getWidth(), scale * size.get("width").getAsInt());
    assertEquals(picture.getHeight(), scale * size.get("height").getAsInt());
    assertTrue(shown.data("text/plain").startsWith("dataset(\"phantom/t1\")"));
  }

  @Test
  void shouldShowATermAsAnEquation() throws Exception {
    var shown = kernel.result("lmi(dataset(\"phantom/pd\").test().first(1)).times(0.5)");
    assertTrue(shown.data("text/latex").matches("(?s)\\$\\$.*\\\\nabla.*\\$\\$"));
    assertTrue(shown.data("text/plain").startsWith("lmi(dataset"), shown.data("text/plain"));
  }

  @Test
  void shouldShowATableAsHtmlAndAsText() throws Exception {
    var shown = kernel.result("Table.create(\"runs\", IntColumn.create(\"n\", 4, 5))");
    assertTrue(shown.data("text/html").contains("<table"));
    assertTrue(shown.data("text/plain").contains("runs"));
  }

  @Test
  void shouldShowWhatIsInAnArray() throws Exception {
    assertTrue(kernel.result("new int[] {1, 2, 3}").data("text/plain").startsWith("[1, 2, 3]"));
  }

  @Test
  void shouldLeaveTextsToTheKernel() throws Exception {
    var html = kernel.render("<b>bold</b>", "text/html");
    assertEquals("<b>bold</b>", html.data("text/html"));
  }

  @Test
  void shouldGiveOneFormWhereOneIsAskedFor() throws Exception {
    var images = kernel.stock().evaluate("dataset(\"phantom/t1\").test().first(1)");
    assertFalse(kernel.render(images, "text/plain").has("image/png"));
    assertTrue(kernel.render(images, "image/png").has("image/png"));
  }

  @Test
  void shouldShowBelowTheCellWhatTheLanguageShows() {
    kernel.stock().evaluate("show(dataset(\"phantom/t1\").test().first(1), gaussian(0.1))");
    assertEquals(2, kernel.published().size());
    assertTrue(kernel.published().get(0).has("image/png"));
    assertEquals("gaussian(0.1)", kernel.published().get(1).data("text/plain"));
  }

  @Test
  void shouldKeepTheBarOfLongWorkInItsPlaceUntilItsLastWord() {
    kernel.stock().evaluate(work("r.accept(1, false); r.accept(2, true);"));
    var last = kernel.published().get(kernel.published().size() - 1);
    assertFalse(kernel.published().get(0).update());
    assertTrue(last.update());
    assertEquals(kernel.published().get(0).id(), last.id());
    assertTrue(last.data("text/plain").contains("knitting"));
    assertFalse(last.data("text/html").contains("<progress"));
  }

  @Test
  void shouldSayWhereWorkStoppedThatCameToNoEnd() {
    assertThrows(
        IllegalStateException.class,
        () -> kernel.stock().evaluate(work("r.accept(1, false); int[] a = {}; a[0]++;")));
    var last = kernel.published().get(kernel.published().size() - 1);
    assertTrue(last.update());
    assertTrue(last.data("text/plain").contains("stopped"), last.data("text/plain"));
  }

  /** Code that reports on some work of two steps. */
  private static String work(String reports) {
    return """
        ((Consumer<java.util.function.BiConsumer<Integer, Boolean>>) r -> { %s }).accept(
            (done, finished) ->
                new Progress(-1, "knitting", done, 2, "", Optional.empty(), Optional.empty(), finished)
                    .publish())"""
        .formatted(reports);
  }

  @Test
  void shouldStopLongWorkOnAnyThreadWhenTheCellIsInterrupted() throws Exception {
    var cell =
        CompletableFuture.supplyAsync(
            () ->
                kernel
                    .stock()
                    .evaluate(
                        "CompletableFuture.runAsync(() -> {"
                            + " show(gaussian(0.1)); while (!Cancel.requested()) Thread.onSpinWait(); }).join();"));
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          while (kernel.published().isEmpty() && !cell.isDone()) {
            Thread.sleep(5);
          }
        });
    assertFalse(cell.isDone(), "the cell did not even begin");
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          while (!cell.isDone()) {
            kernel.stock().interrupt();
            Thread.sleep(5);
          }
        },
        "the work went on");
    assertEquals(false, kernel.stock().evaluate("Cancel.requested()"));
  }

  @Test
  void shouldPrepareTheThreadOfEverySnippet() {
    // The hook of this kernel turns gradients off, on threads that are on by default.
    kernel.stock().evaluate("org.sfumato.engine.Torch.start()");
    for (int i = 0; i < 3; i++) {
      assertEquals(false, kernel.stock().evaluate("ai.djl.pytorch.jni.JniUtils.isGradMode()"));
    }
    var threads = "Thread.currentThread().getName()";
    assertFalse(
        kernel.stock().evaluate(threads).equals(kernel.stock().evaluate(threads)),
        "two snippets had the same thread");
  }

  @Test
  void shouldNotBeInstalledTwice() throws Exception {
    install();
    kernel.stock().evaluate("show(gaussian(0.1))");
    kernel.stock().evaluate(work("r.accept(2, true);"));
    assertEquals(2, kernel.published().size());
  }

  @Test
  void shouldShowABarForALoop() {
    kernel.stock().evaluate("for (int i : progress(\"counting\", 3)) {}");
    var last = kernel.published().get(kernel.published().size() - 1);
    assertTrue(last.data("text/plain").contains("counting"), last.data("text/plain"));
  }

  @Test
  void shouldHaveMagicsThatKnowTheSession() throws Exception {
    kernel.stock().evaluate("int five = 5;");
    var vars = (Shown) kernel.lineMagic("vars", List.of("five"));
    assertTrue(vars.text().matches("(?s).*five\\s+int\\s+5.*"), vars.text());
  }

  @Test
  void shouldHaveMagicsThatChangeTheSession() throws Exception {
    kernel.lineMagic("seed", List.of("11"));
    assertEquals(11L, kernel.stock().evaluate("seed"));
  }

  @Test
  void shouldHaveMagicsForCells() throws Exception {
    var html = (Bundle) kernel.cellMagic("html", List.of(), "<b>bold</b>");
    assertEquals("<b>bold</b>", html.data().get("text/html"));
  }

  @Test
  void shouldTellHowAMagicIsUsed() throws Exception {
    var help = (Shown) kernel.lineMagic("seed?", List.of());
    assertTrue(help.text().contains("%seed 7"), help.text());
  }

  @Test
  void shouldMeasureWhatJavaCosts() throws Exception {
    kernel.published().clear();
    var value = kernel.lineMagic("time", List.of("String.valueOf(1", "+", "1)"));
    assertEquals("2", value);
    var said = kernel.published().get(0).data("text/plain");
    assertTrue(said.matches("(?s)[\\d.]+ [mµ]?s, CPU .*"), said);
  }

  @Test
  void shouldGiveTheScreenBack() {
    StockKernel.uninstall();
    kernel.stock().evaluate(work("r.accept(2, true);"));
    assertEquals(0, kernel.published().size());
    install();
  }
}
