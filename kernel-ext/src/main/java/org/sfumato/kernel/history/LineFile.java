package org.sfumato.kernel.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file of lines that several processes add to. A lock file beside it lets one of them write at a
 * time; nobody keeps the file itself open, so that it can be replaced by a shorter one at once.
 */
final class LineFile {
  /** A file lock belongs to the process; its threads take turns by this one. */
  private static final ReentrantLock HERE = new ReentrantLock();

  private final Path folder;
  private final Path file;
  private final Path lock;
  private final long most;

  /** Something to do while no other process writes. */
  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * @param most bytes above which the older half goes
   * @throws IOException if the folder is missing and cannot be made
   */
  LineFile(Path folder, long most) throws IOException {
    this.folder = folder.toAbsolutePath().normalize();
    this.most = most;
    file = this.folder.resolve("history.jsonl");
    lock = this.folder.resolve("history.lock");
    try {
      if (!Files.isDirectory(this.folder)) {
        Files.createDirectories(this.folder.getParent());
        Files.createDirectory(this.folder, only("rwx------"));
      }
    } catch (IOException e) {
      throw told(e);
    }
  }

  /** Does this while no other thread and no other process is in here. */
  <T> T locked(Work<T> work) throws IOException {
    // A thread with its interrupt flag up would find every channel closed.
    boolean interrupted = Thread.interrupted();
    HERE.lock();
    try (var channel = open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var held = channel.lock()) {
      return work.run();
    } catch (IOException e) {
      throw told(e);
    } finally {
      HERE.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Adds a line. What a killed process left half-written before it becomes a line of its own. */
  void append(String line) throws IOException {
    locked(
        () -> {
          write(line);
          return null;
        });
  }

  /** Adds a line; only while it is locked. */
  void write(String line) throws IOException {
    trim(line.length());
    try (var channel =
        open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long end = channel.size();
      var text = (endsWithLine(channel, end) ? "" : "\n") + line + "\n";
      channel.position(end);
      var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  private static boolean endsWithLine(FileChannel channel, long end) throws IOException {
    var last = ByteBuffer.allocate(1);
    return end == 0 || channel.read(last, end - 1) < 1 || last.get(0) == '\n';
  }

  private void trim(int more) throws IOException {
    if (!Files.exists(file) || Files.size(file) + more <= most) {
      return;
    }
    var all = Files.readAllBytes(file);
    int from = (int) Math.max(0, all.length - most / 2);
    while (from < all.length && from > 0 && all[from - 1] != '\n') {
      from++;
    }
    var shorter = folder.resolve("history.new");
    Files.deleteIfExists(shorter);
    try (var channel = open(shorter, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      var bytes = ByteBuffer.wrap(all, from, all.length - from);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(shorter, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** All lines, the last of them perhaps not whole. */
  List<String> lines() throws IOException {
    try {
      // Bytes that are no UTF-8 spoil their own line only.
      return Files.exists(file)
          ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList()
          : List.of();
    } catch (IOException e) {
      throw told(e);
    }
  }

  private FileChannel open(Path path, OpenOption... options) throws IOException {
    return FileChannel.open(path, Set.of(options), only("rw-------"));
  }

  /** Cells may hold what is nobody else's business. Windows' own folders see to it themselves. */
  private FileAttribute<?>[] only(String owner) throws IOException {
    var existing = folder;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return Files.getFileStore(existing).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(owner))
        }
        : new FileAttribute<?>[0];
  }

  private IOException told(IOException e) {
    var why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new IOException(
        "the history of cells cannot be kept in "
            + folder
            + " ("
            + e.getClass().getSimpleName()
            + ": "
            + why
            + "); set SFUMATO_HISTORY to a folder that can be written",
        e);
  }
}
