package org.sfumato.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sfumato.engine.TorchScript;

/**
 * Where a published model's weights and its tokeniser lie: one folder, as Hugging Face gives it, or
 * a weights file with the tokeniser beside it.
 *
 * @param weights safetensors or PyTorch
 * @param folder that everything else is in
 */
record PublishedFile(Path weights, Path folder) {
  private static final List<String> USUAL = List.of("model.safetensors", "pytorch_model.bin");

  /**
   * @param path of the folder, or of the weights in it
   * @throws IllegalArgumentException if there are none, or if they are a program
   */
  static PublishedFile of(Path path) {
    var weights = path;
    if (Files.isDirectory(path)) {
      weights =
          USUAL.stream()
              .map(path::resolve)
              .filter(Files::isRegularFile)
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "%s has no weights: there is neither of %s in it; name the file"
                              .formatted(path, USUAL)));
    }
    if (TorchScript.is(weights)) {
      throw new IllegalArgumentException(
          weights.getFileName()
              + " is a TorchScript program, not weights alone; take the same model from Hugging Face, as model.safetensors or pytorch_model.bin");
    }
    var folder = weights.toAbsolutePath().getParent();
    return new PublishedFile(weights, folder);
  }

  /**
   * The tokeniser beside the weights: {@code tokenizer.json}, or a BERT's {@code vocab.txt}.
   *
   * @param cased whether capital letters count, where the vocabulary alone does not say it
   * @throws IllegalArgumentException if there is none
   */
  Tokeniser tokeniser(boolean cased) {
    var json = folder.resolve("tokenizer.json");
    if (Files.isRegularFile(json)) {
      return TokenizerJson.read(json);
    }
    var vocabulary = folder.resolve("vocab.txt");
    if (Files.isRegularFile(vocabulary)) {
      var known = WordPiece.read(vocabulary);
      return cased ? known.cased() : known;
    }
    throw new IllegalArgumentException(
        "there is no tokeniser beside %s: put the model's tokenizer.json there"
            .formatted(weights.getFileName()));
  }

  /** Whether a file beside the weights says this; false if there is no such file. */
  boolean says(String file, String what) {
    var path = folder.resolve(file);
    try {
      return Files.isRegularFile(path)
          && Files.readString(path).replaceAll("\\s", "").contains(what);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + path + ": " + e.getMessage(), e);
    }
  }
}
