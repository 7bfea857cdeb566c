package org.sfumato.datasets.paired;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Data;
import org.sfumato.Pairs;
import org.sfumato.Uncertain;
import org.sfumato.datasets.format.BadFile;
import org.sfumato.datasets.format.NpzFile;

class MedMnistTest {
  @TempDir Path folder;

  private static Pairs read(Path file) {
    return Data.pairs(file.toString(), 8, Uncertain.IGNORED);
  }

  /** Three parts of 2, 1 and 1 pictures of 8×8 whose level is 10, 20 … */
  private static NpzFile pictures(int channels) {
    var file = new NpzFile();
    int level = 10;
    for (var part : List.of("train", "val", "test")) {
      int n = part.equals("train") ? 2 : 1;
      var values = new int[n * 64 * channels];
      for (int k = 0; k < values.length; k++) {
        values[k] = level + 10 * (k / (64 * channels)) + k % channels;
      }
      level += 10 * n;
      file.bytes(
          part + "_images",
          channels == 1 ? new int[] {n, 8, 8} : new int[] {n, 8, 8, channels},
          values);
    }
    return file;
  }

  @Test
  void should_read_two_classes_as_a_finding() throws IOException {
    var file =
        pictures(1)
            .bytes("train_labels", new int[] {2, 1}, 1, 0)
            .bytes("val_labels", new int[] {1, 1}, 0)
            .bytes("test_labels", new int[] {1, 1}, 1)
            .write(folder.resolve("pneumoniamnist.npz"));
    var pairs = read(file);
    assertEquals(List.of("pneumonia"), pairs.findings());
    assertArrayEquals(new int[][] {{1}, {0}}, pairs.train().labels());
    assertArrayEquals(new int[][] {{1}}, pairs.test().labels());
    assertArrayEquals(new int[] {2, 1, 8, 8}, pairs.train().pictures().shape());
    assertEquals(20 / 255f, pairs.train().pictures().get(1).values()[5]);
    assertEquals(40 / 255f, pairs.test().pictures().values()[5]);
  }

  @Test
  void should_read_many_classes_and_colours() throws IOException {
    var file =
        pictures(3)
            .longs("train_labels", new int[] {2, 1}, 0, 3)
            .longs("val_labels", new int[] {1, 1}, 2)
            .longs("test_labels", new int[] {1, 1}, 1)
            .write(folder.resolve("pathmnist_64.npz"));
    var pairs = read(file);
    assertEquals(List.of("class 0", "class 1", "class 2", "class 3"), pairs.findings());
    assertArrayEquals(new int[][] {{1, 0, 0, 0}, {0, 0, 0, 1}}, pairs.train().labels());
    var values = pairs.train().pictures().get(1).values();
    assertEquals(20 / 255f, values[0]);
    assertEquals(21 / 255f, values[64]);
    assertEquals(22 / 255f, values[191]);
  }

  @Test
  void should_read_several_findings_a_picture() throws IOException {
    var both = new int[28];
    both[1] = both[13] = both[14] = 1;
    var file =
        pictures(1)
            .bytes("train_labels", new int[] {2, 14}, both)
            .bytes("val_labels", new int[] {1, 14}, new int[14])
            .bytes("test_labels", new int[] {1, 14}, new int[14])
            .write(folder.resolve("chestmnist.npz"));
    assertArrayEquals(
        new int[][] {{0, 1, 1}, {1, 0, 0}},
        read(file).train().labels("atelectasis", "cardiomegaly", "hernia"));
  }

  @Test
  void should_say_what_is_wrong() throws IOException {
    var file = folder.resolve("breastmnist.npz");
    pictures(1)
        .bytes("train_labels", new int[] {3, 1}, 1, 0, 1)
        .bytes("val_labels", new int[] {1, 1}, 0)
        .bytes("test_labels", new int[] {1, 1}, 0)
        .write(file);
    refused(file + " has 2 pictures but 3 rows of labels in its part train", file);
    new NpzFile().bytes("train_images", new int[] {1}, 0).write(file);
    refused(file + " has no array \"train_labels\"; it has train_images", file);
    new NpzFile()
        .bytes("train_labels", new int[] {1, 1}, 0)
        .bytes("val_labels", new int[] {1, 1}, 0)
        .bytes("test_labels", new int[] {1, 1}, 0)
        .bytes("train_images", new int[] {1, 2, 2, 2, 2}, new int[16])
        .write(file);
    refused(
        file
            + ":train_images has shape [1, 2, 2, 2, 2] of 1 bytes; [N, H, W] or [N, H, W, 3] of one byte is read",
        file);
  }

  private static void refused(String sentence, Path file) {
    assertEquals(sentence, assertThrows(BadFile.class, () -> read(file)).getMessage());
  }
}
