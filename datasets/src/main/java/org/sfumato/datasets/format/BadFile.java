package org.sfumato.datasets.format;

/** A file that is not what it should be; the message is a sentence for its reader. */
public final class BadFile extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public BadFile(String sentence) {
    super(sentence);
  }

  public BadFile(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
