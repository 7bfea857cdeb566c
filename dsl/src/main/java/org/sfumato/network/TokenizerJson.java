package org.sfumato.network;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sfumato.Provenance;

/**
 * The tokeniser of a published model, as Hugging Face's {@code tokenizer.json} describes it and
 * their own library runs it. It cuts nothing off and pads nothing by itself.
 */
public final class TokenizerJson implements Tokeniser {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final int DIGITS = 12;

  private final String file;
  private final String hash;
  private final HuggingFaceTokenizer tokenizer;
  private final int size;

  private TokenizerJson(Path path) throws IOException {
    file = path.getFileName().toString();
    var text = Files.readString(path);
    hash = Provenance.digest(text).substring(0, DIGITS);
    tokenizer =
        HuggingFaceTokenizer.newInstance(
            path, Map.of("padding", "DO_NOT_PAD", "truncation", "DO_NOT_TRUNCATE"));
    size = VocabularySize.of(text);
    var held = tokenizer;
    CLEANER.register(this, held::close);
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if there is none, or if it describes no tokeniser
   */
  public static TokenizerJson read(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new IllegalArgumentException("there is no tokeniser " + path);
    }
    try {
      return new TokenizerJson(path);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + path + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "%s is no tokenizer.json that Hugging Face's tokenizers read: %s"
              .formatted(path, e.getMessage()),
          e);
    }
  }

  private Encoding encoded(String sentence) {
    try {
      return tokenizer.encode(sentence);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public List<Piece> pieces(String sentence, int longest) {
    var encoded = encoded(sentence);
    long[] ids = encoded.getIds();
    long[] words = encoded.getWordIds();
    long[] marks = encoded.getSpecialTokenMask();
    var texts = encoded.getTokens();
    int end = ids.length;
    while (end > 0 && marks[end - 1] == 1) {
      end--;
    }
    int marksAtEnd = ids.length - end;
    if (longest < ids.length - end + 1) {
      throw new IllegalArgumentException(
          "the marks of %s need room for more than %d tokens".formatted(file, longest));
    }
    var pieces = new ArrayList<Piece>();
    for (int k = 0; k < ids.length; k++) {
      if (k >= end || k < longest - marksAtEnd) {
        int word = marks[k] == 1 ? 0 : (int) words[k] + 1;
        pieces.add(new Piece((int) ids[k], word, texts[k]));
      }
    }
    return List.copyOf(pieces);
  }

  @Override
  public List<String> words(String sentence) {
    var encoded = encoded(sentence);
    long[] numbers = encoded.getWordIds();
    var spans = encoded.getCharTokenSpans();
    var words = new ArrayList<String>();
    int from = -1;
    long last = -1;
    for (int k = 0; k < spans.length; k++) {
      if (spans[k] != null && encoded.getSpecialTokenMask()[k] == 0) {
        if (numbers[k] != last) {
          words.add("");
          from = spans[k].getStart();
          last = numbers[k];
        }
        int to = sentence.offsetByCodePoints(0, spans[k].getEnd());
        words.set(
            words.size() - 1, sentence.substring(sentence.offsetByCodePoints(0, from), to).strip());
      }
    }
    return List.copyOf(words);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public String text() {
    return "%s of %d pieces, %s".formatted(file, size, hash);
  }

  @Override
  public String toString() {
    return text();
  }
}
