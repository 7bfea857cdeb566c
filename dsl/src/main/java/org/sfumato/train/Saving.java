package org.sfumato.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.sfumato.Destination;

/**
 * Where the state of a training is saved, and where it goes on from. It does not change what is
 * learnt.
 *
 * @param checkpoint where the state is saved
 * @param resume whether to go on from the checkpoint if there is one
 * @param from a state to go on from
 */
record Saving(Optional<Path> checkpoint, boolean resume, Optional<Path> from) {
  static final Saving NOTHING = new Saving(Optional.empty(), false, Optional.empty());

  Saving checkpoint(Path file) {
    return new Saving(Optional.of(file), resume, from);
  }

  Saving resumed() {
    return new Saving(checkpoint, true, from);
  }

  Saving from(Path file) {
    return new Saving(checkpoint, resume, Optional.of(file));
  }

  /** A file that holds a prior and no state is where it begins, and not where it goes on. */
  Saving anew() {
    return new Saving(checkpoint, resume, Optional.empty());
  }

  /**
   * The state to go on from, if any: the checkpoint itself if the training resumes and was begun.
   *
   * @throws IllegalStateException if it should resume and does not know where
   */
  Optional<Path> start() {
    if (resume && checkpoint.isEmpty()) {
      throw new IllegalStateException(
          "resume() goes on from the checkpoint: say checkpoint(path) too");
    }
    return resume && checkpoint.filter(Files::exists).isPresent() ? checkpoint : from;
  }

  /**
   * Saves the state if there is a place for it.
   *
   * @return what went wrong, in words; what was there before is then untouched
   */
  Optional<String> tried(TrainingState state, Training<?> t, String data) {
    if (checkpoint.isEmpty()) {
      return Optional.empty();
    }
    try {
      state.write(checkpoint.get(), t, data);
      return Optional.empty();
    } catch (UncheckedIOException e) {
      return Optional.of(e.getMessage());
    }
  }

  /**
   * Tries whether a file can be written there.
   *
   * @throws UncheckedIOException saying why not
   */
  static void probe(Path file) {
    var folder = Destination.checked(file).toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".", ".part"));
    } catch (IOException e) {
      throw new UncheckedIOException(Destination.failed(file, e).getMessage(), e);
    }
  }

  String text() {
    return checkpoint.map(p -> ".checkpoint(\"" + p + "\")").orElse("")
        + (resume ? ".resume()" : "")
        + from.map(p -> ".from(\"" + p + "\")").orElse("");
  }
}
