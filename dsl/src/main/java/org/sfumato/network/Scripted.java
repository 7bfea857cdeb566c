package org.sfumato.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sfumato.Encoder;
import org.sfumato.Provenance;
import org.sfumato.Step;
import org.sfumato.engine.TorchScript;

/**
 * A TorchScript program as an encoder. It is given images in [0, 1] as they are; it returns
 * features {@code [n, d]}, or feature maps {@code [n, c, h, w]}, one or several.
 */
public final class Scripted implements Encoder {
  private static final int DIGITS = 12;

  private final TorchScript program;
  private final String file;
  private final String hash;

  private Scripted(TorchScript program, String file, String hash) {
    this.program = program;
    this.file = file;
    this.hash = hash;
  }

  static Scripted of(Path path) {
    return Loaded.of(path, "program", Scripted.class, Scripted::read);
  }

  private static Scripted read(Path path) {
    return new Scripted(TorchScript.load(path), path.getFileName().toString(), hash(path));
  }

  /** The first digits of the SHA-256 of a file. */
  static String hash(Path path) {
    try {
      return Provenance.digest(Files.readAllBytes(path)).substring(0, DIGITS);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + path + ": " + e.getMessage(), e);
    }
  }

  /**
   * Its features, or the mean over places of its last map.
   *
   * @return {@code [n, d]}
   * @throws IllegalArgumentException if it returns anything else
   */
  @Override
  public NDArray of(NDArray x, Step s) {
    var all = program.of(x);
    var last = all.get(all.size() - 1);
    var shape = last.getShape();
    if (shape.dimension() == 4) {
      return last.reshape(shape.get(0), shape.get(1), -1).mean(new int[] {2});
    }
    if (shape.dimension() != 2 || shape.get(0) != x.getShape().get(0)) {
      throw new IllegalArgumentException(
          file + " returned " + shape + ", but features [n, d] or maps [n, c, h, w] are needed");
    }
    return last;
  }

  @Override
  public NDList maps(NDArray x) {
    var all = program.of(x);
    for (var map : all) {
      if (map.getShape().dimension() != 4) {
        throw new IllegalArgumentException(
            file
                + " returned "
                + map.getShape()
                + ", which is no feature map [n, c, h, w]; a perceptual distance needs those");
      }
    }
    return all;
  }

  @Override
  public String name() {
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }

  @Override
  public String variant() {
    return "TorchScript " + file + " " + hash + ", images as they are";
  }
}
