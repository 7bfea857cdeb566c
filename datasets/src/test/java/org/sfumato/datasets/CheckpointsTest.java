package org.sfumato.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.engine.Safetensors;

class CheckpointsTest {
  @TempDir Path folder;

  @Test
  void should_copy_a_checkpoint_once_and_repair_a_damaged_copy() throws IOException {
    byte[] bytes = {1, 2, 3};
    var file = Checkpoints.kept("brain", bytes, List.of(folder.resolve("new/cache")));
    assertArrayEquals(bytes, Files.readAllBytes(file));
    assertEquals("brain-039058c6f2c0cb49.safetensors", file.getFileName().toString());
    var written = Files.getLastModifiedTime(file);
    assertEquals(file, Checkpoints.kept("brain", bytes, List.of(folder.resolve("new/cache"))));
    assertEquals(written, Files.getLastModifiedTime(file));
    Files.write(file, new byte[] {9});
    Checkpoints.kept("brain", bytes, List.of(folder.resolve("new/cache")));
    assertArrayEquals(bytes, Files.readAllBytes(file));
    try (var all = Files.list(file.getParent())) {
      assertEquals(List.of(file), all.toList(), "nothing half-written is left");
    }
  }

  @Test
  void should_not_meet_an_older_checkpoint_of_the_same_name() throws IOException {
    assertNotEquals(
        Checkpoints.kept("brain", new byte[] {1}, List.of(folder)),
        Checkpoints.kept("brain", new byte[] {2}, List.of(folder)));
  }

  @Test
  void should_use_the_next_folder_when_one_cannot_be_written() throws IOException {
    var blocked = Files.writeString(folder.resolve("blocked"), "a file, not a folder");
    var file = Checkpoints.kept("brain", new byte[] {1}, List.of(blocked, folder.resolve("free")));
    assertEquals(folder.resolve("free"), file.getParent());
    var e =
        assertThrows(
            UncheckedIOException.class,
            () -> Checkpoints.kept("brain", new byte[] {1}, List.of(blocked)));
    assertEquals(
        "the checkpoint of brain could not be copied to %s; free some space there or make one of them writable"
            .formatted(blocked),
        e.getMessage());
  }

  @Test
  void should_tell_what_is_trained_of_a_folder_and_of_a_jar() throws IOException {
    var priors = Files.createDirectories(folder.resolve("classes/priors"));
    Files.write(priors.resolve("b.safetensors"), holding("network", "unet(8, 1)"));
    Files.write(priors.resolve("a-1.safetensors"), holding("generator", "dcgan(8, 1)"));
    Files.write(priors.resolve("t.safetensors"), holding("translator", "resnetGenerator(8, 1)"));
    Files.write(priors.resolve("k.safetensors"), holding("domainClassifier", "unet(8, 1)"));
    Files.write(priors.resolve("c.safetensors"), holding("format", "network and generator"));
    Files.write(priors.resolve("d.safetensors"), new byte[] {1});
    Files.write(priors.resolve("e.safetensors"), new byte[] {-1, -1, -1, -1, -1, -1, -1, -1});
    Files.writeString(priors.resolve("a-1.md"), "how it was made");
    assertEquals(
        Map.of(
            "a-1",
            Kind.GENERATOR,
            "b",
            Kind.PRIOR,
            "k",
            Kind.DOMAIN_CLASSIFIER,
            "t",
            Kind.TRANSLATOR),
        Checkpoints.kinds(priors.toUri().toURL()));
    var jar = folder.resolve("with space.jar");
    try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (var entry : List.of("org/", "org/priors/", "org/priors/c.safetensors")) {
        zip.putNextEntry(new ZipEntry(entry));
        if (entry.endsWith("s")) {
          zip.write(holding("network", "unet(8, 1)"));
        }
        zip.closeEntry();
      }
    }
    assertEquals(
        Map.of("c", Kind.PRIOR),
        Checkpoints.kinds(URI.create("jar:" + jar.toUri() + "!/org/priors").toURL()));
    assertEquals(Map.of(), Checkpoints.kinds(null));
  }

  private byte[] holding(String key, String value) throws IOException {
    var file = folder.resolve("one.safetensors");
    new Safetensors(
            Map.of(key, value, "recipe", "train(\"network\")"),
            Map.of("w", new float[] {1}),
            Map.of("w", new long[] {1}))
        .write(file);
    return Files.readAllBytes(file);
  }

  @Test
  void should_say_that_there_is_no_such_prior_and_list_those_there_are() {
    var e = assertThrows(IllegalArgumentException.class, () -> new Shelf().checkpoint("brain-t9x"));
    assertTrue(e.getMessage().startsWith("there is no prior \"brain-t9x\""), e.getMessage());
    for (var name : new Shelf().priors()) {
      assertTrue(e.getMessage().contains(name), e.getMessage());
      assertTrue(Files.isRegularFile(new Shelf().checkpoint(name)));
    }
    assertThrows(IllegalArgumentException.class, () -> new Shelf().checkpoint("../data/NOTICE"));
    var none =
        assertThrows(
            IllegalArgumentException.class, () -> new Shelf().trained("generator", "fashion"));
    assertTrue(
        none.getMessage().startsWith("there is no generator \"fashion\""), none.getMessage());
  }
}
