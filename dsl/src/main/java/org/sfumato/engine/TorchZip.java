package org.sfumato.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A file that PyTorch saved since version 1.6: a zip archive, uncompressed, of a pickle and one
 * entry per storage. A tensor's numbers are read when they are asked for, so a classifier that
 * nobody needs costs nothing.
 *
 * @param path the archive
 * @param root the folder in the archive in which everything lies, with a slash
 */
record TorchZip(Path path, String root) implements Storages {
  private static final int LARGEST_PICKLE = 64 << 20;
  private static final String PICKLE = "data.pkl";

  static StateDict read(Path path) {
    var file = path.getFileName().toString();
    try (var zip = open(path)) {
      var root = root(zip, file);
      if (program(zip, root)) {
        throw new IllegalArgumentException(
            file
                + " is a TorchScript program, not a state dict; open it with torchScript(path), or with inception(path) if it is the Inception of FID");
      }
      if (zip.getEntry(root + "byteorder") != null
          && !new String(text(zip, root + "byteorder", file), StandardCharsets.US_ASCII)
              .equals("little")) {
        throw Storages.bigEndian(file);
      }
      var unpickler = new Unpickler(ByteBuffer.wrap(text(zip, root + PICKLE, file)), file);
      var content = unpickler.read();
      var archive = new TorchZip(path, root);
      for (var storage : unpickler.storages().values()) {
        archive.entry(zip, storage);
      }
      return archive.stateDict(file, content);
    } catch (ZipException e) {
      throw damaged(path, e);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + path + ": " + e.getMessage(), e);
    }
  }

  /** Whether this file is a TorchScript program. */
  static boolean program(Path path) {
    try (var zip = open(path)) {
      return program(zip, root(zip, path.getFileName().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + path + ": " + e.getMessage(), e);
    }
  }

  private static boolean program(ZipFile zip, String root) {
    return zip.stream().anyMatch(e -> e.getName().startsWith(root + "code/"));
  }

  private static ZipFile open(Path path) throws IOException {
    try {
      return new ZipFile(path.toFile());
    } catch (ZipException e) {
      throw damaged(path, e);
    }
  }

  private static IllegalArgumentException damaged(Path path, ZipException why) {
    return new IllegalArgumentException(
        "%s is a damaged archive (%s); it may be cut short"
            .formatted(path.getFileName(), why.getMessage()),
        why);
  }

  static String root(ZipFile zip, String file) {
    return zip.stream()
        .map(ZipEntry::getName)
        .filter(n -> n.endsWith("/" + PICKLE) && n.indexOf('/') == n.lastIndexOf('/'))
        .map(n -> n.substring(0, n.length() - PICKLE.length()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    file + " is a zip archive, but PyTorch did not save it: it has no data.pkl"));
  }

  private static byte[] text(ZipFile zip, String name, String file) throws IOException {
    var entry = stored(zip.getEntry(name), file);
    if (entry.getSize() > LARGEST_PICKLE) {
      throw new IllegalArgumentException(
          file + " describes its tensors in more than 64 MiB, which no state dict does");
    }
    try (var in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  /** PyTorch does not compress; what does may unpack to any size. */
  private static ZipEntry stored(ZipEntry entry, String file) {
    if (entry.getMethod() != ZipEntry.STORED) {
      throw new IllegalArgumentException(
          file + " is not as PyTorch saves it: «" + entry.getName() + "» in it is compressed");
    }
    return entry;
  }

  private ZipEntry entry(ZipFile zip, Pickled.Storage storage) {
    var file = path.getFileName().toString();
    long needed = Storages.bytes(storage, file);
    var entry = zip.getEntry(root + "data/" + storage.key());
    if (entry == null || stored(entry, file).getSize() != needed) {
      throw Storages.wrongSize(file, storage, entry == null ? 0 : entry.getSize());
    }
    return entry;
  }

  @Override
  public ByteBuffer read(Pickled.Storage storage, long from, long to) throws IOException {
    long start = storage.start() * storage.format().bytes();
    try (var zip = open(path);
        var in = zip.getInputStream(entry(zip, storage))) {
      in.skipNBytes(start + from);
      var bytes = in.readNBytes((int) (to - from));
      if (bytes.length < to - from) {
        throw Storages.wrongSize(path.getFileName().toString(), storage, bytes.length);
      }
      return ByteBuffer.wrap(bytes);
    } catch (ZipException e) {
      throw damaged(path, e);
    }
  }
}
