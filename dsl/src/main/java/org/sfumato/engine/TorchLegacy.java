package org.sfumato.engine;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A file that PyTorch saved before version 1.6: pickles of a magic number, a version, the machine,
 * the content and the keys of the storages, and behind them each storage with its length.
 *
 * @param path the file
 * @param starts where the numbers of each storage begin, by its key
 */
record TorchLegacy(Path path, Map<String, Long> starts) implements Storages {
  private static final int LARGEST_HEAD = 16 << 20;
  private static final long VERSION = 1001;

  /** The pickle of 0x1950a86a20f9469cfc6c behind its two bytes of protocol. */
  private static final byte[] MAGIC = {
    (byte) 0x8a,
    10,
    0x6c,
    (byte) 0xfc,
    (byte) 0x9c,
    0x46,
    (byte) 0xf9,
    0x20,
    0x6a,
    (byte) 0xa8,
    0x50,
    0x19,
    '.'
  };

  /** Whether a file that starts so is a pickle. */
  static boolean pickle(byte[] start) {
    return start.length > 1 && start[0] == (byte) 0x80 && start[1] > 0 && start[1] < 6;
  }

  static StateDict read(Path path) {
    var file = path.getFileName().toString();
    try (var channel = FileChannel.open(path)) {
      var head = bytes(channel, 0, (int) Math.min(channel.size(), LARGEST_HEAD));
      if (head.remaining() < 2 + MAGIC.length
          || !head.slice(2, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
        throw new IllegalArgumentException(
            file + " is a pickle, but PyTorch did not save it; only state dicts are read");
      }
      head.position(2 + MAGIC.length);
      if (!Long.valueOf(VERSION).equals(new Unpickler(head, file).read())) {
        throw new IllegalArgumentException(
            file + " is of a version of PyTorch's format that is not known");
      }
      if (new Unpickler(head, file).read() instanceof Pickled.Dictionary machine
          && Boolean.FALSE.equals(machine.values.get("little_endian"))) {
        throw Storages.bigEndian(file);
      }
      var unpickler = new Unpickler(head, file);
      var content = unpickler.read();
      var keys = new Unpickler(head, file).read();
      var starts = starts(file, channel, head.position(), keys, unpickler.storages());
      return new TorchLegacy(path, starts).stateDict(file, content);
    } catch (EOFException e) {
      throw new IllegalArgumentException(file + " ends too early; it is cut short", e);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + path + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, Long> starts(
      String file,
      FileChannel channel,
      long first,
      Object keys,
      Map<String, Pickled.Storage> storages)
      throws IOException {
    var starts = new HashMap<String, Long>();
    long at = first;
    if (keys instanceof Pickled.Items list) {
      for (var key : list.values) {
        var storage = key instanceof String s ? storages.get(s) : null;
        if (storage == null) {
          throw new IllegalArgumentException(
              file + " has a storage that belongs to no tensor; it is damaged");
        }
        long size = bytes(channel, at, Long.BYTES).getLong();
        long bytes = Storages.bytes(storage, file);
        at += Long.BYTES;
        if (size != storage.whole() || bytes > channel.size() - at) {
          throw Storages.wrongSize(file, storage, channel.size() - at);
        }
        starts.put(storage.key(), at);
        at += bytes;
      }
    }
    for (var storage : storages.values()) {
      if (!starts.containsKey(storage.key())) {
        throw Storages.wrongSize(file, storage, 0);
      }
    }
    return starts;
  }

  private static ByteBuffer bytes(FileChannel channel, long from, int count) throws IOException {
    var buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        throw new EOFException();
      }
    }
    return buffer.flip();
  }

  @Override
  public ByteBuffer read(Pickled.Storage storage, long from, long to) throws IOException {
    long start = starts.get(storage.key()) + storage.start() * storage.format().bytes();
    try (var channel = FileChannel.open(path)) {
      return bytes(channel, start + from, (int) (to - from));
    }
  }
}
