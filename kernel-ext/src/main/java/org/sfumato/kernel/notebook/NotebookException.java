package org.sfumato.kernel.notebook;

/** A notebook file that cannot be read or written; the message is a sentence for its user. */
public final class NotebookException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NotebookException(String sentence) {
    super(sentence);
  }

  public NotebookException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
