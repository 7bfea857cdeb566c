package org.sfumato.kernel.cell;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What cells ask their user: {@code input}, {@code secret} and {@link System#in}. */
final class Questions {
  private final Asker asker;
  private volatile boolean allowed;

  Questions(Asker asker) {
    this.asker = asker;
  }

  /** Whether the front end of the cell that runs now answers. */
  void allow(boolean answers) {
    allowed = answers;
  }

  /**
   * Asks and waits for one line.
   *
   * @throws IllegalStateException if nobody can answer
   */
  String ask(String prompt, boolean secret) {
    var answer = (allowed ? asker : Asker.NOBODY).ask(prompt, secret);
    Interrupts.check();
    return answer;
  }

  /** Standard input: each line is a question without words. */
  InputStream stream() {
    return new Lines();
  }

  private final class Lines extends InputStream {
    private byte[] line = new byte[0];
    private int at;

    @Override
    public synchronized int read() {
      more();
      return line[at++] & 0xff;
    }

    /** Never more than the line that was typed, so that nobody waits for a second one. */
    @Override
    public synchronized int read(byte[] to, int from, int length) {
      java.util.Objects.checkFromIndexSize(from, length, to.length);
      if (length == 0) {
        return 0;
      }
      more();
      int n = Math.min(length, line.length - at);
      System.arraycopy(line, at, to, from, n);
      at += n;
      return n;
    }

    @Override
    public synchronized int available() {
      return line.length - at;
    }

    private void more() {
      if (at == line.length) {
        line = (ask("", false) + "\n").getBytes(StandardCharsets.UTF_8);
        at = 0;
      }
    }
  }
}
