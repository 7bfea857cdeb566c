package org.sfumato.kernel.extension;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.ServiceLoader;
import org.dflib.jjava.jupyter.Extension;
import org.junit.jupiter.api.Test;

class JJavaTest extends GuestContract {
  @Override
  FakeKernel start() throws Exception {
    return new FakeJJava();
  }

  @Override
  void install() {
    new JJavaExtension().install((FakeJJava) kernel);
  }

  @Test
  void shouldBeFoundByItself() {
    assertTrue(
        ServiceLoader.load(Extension.class).stream()
            .anyMatch(p -> p.type() == JJavaExtension.class));
  }

  @Test
  void shouldLeaveTheValueOfAMagicToJJavaWhichShowsIt() throws Exception {
    kernel.lineMagic("seed", List.of("3"));
    assertTrue(kernel.published().isEmpty());
  }
}
