package org.sfumato.kernel.magic.maven;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;
import org.sfumato.Cancel;
import org.sfumato.engine.Ticker;

/**
 * Shows what is being fetched, and stops fetching when the cell is interrupted. Several files come
 * at once, on threads of their own.
 */
final class Transfers extends AbstractTransferListener {
  private final LongFunction<String> bytes;
  private final Map<String, Long> under = new HashMap<>();
  private Ticker ticker;
  private String task = "";
  private int total;
  private int done;
  private long fetched;

  Transfers(LongFunction<String> bytes) {
    this.bytes = bytes;
  }

  /** A new stage of the work begins; it is shown when its first file is on the way. */
  synchronized void begin(String task, int total) {
    finish();
    this.task = task;
    this.total = total;
    done = 0;
    fetched = 0;
  }

  synchronized void finish() {
    if (ticker != null) {
      ticker.finish(bytes.apply(fetched));
      ticker = null;
    }
    under.clear();
  }

  @Override
  public void transferInitiated(TransferEvent event) throws TransferCancelledException {
    stopIfAsked();
  }

  @Override
  public synchronized void transferProgressed(TransferEvent event)
      throws TransferCancelledException {
    stopIfAsked();
    under.put(name(event), event.getTransferredBytes());
    ticker().tick(done, note(event), null);
  }

  @Override
  public synchronized void transferSucceeded(TransferEvent event) {
    under.remove(name(event));
    fetched += event.getTransferredBytes();
    if (isFile(event)) {
      done++;
    }
    ticker().tick(total > 0 ? Math.min(done, total) : done, note(event), null);
  }

  @Override
  public synchronized void transferFailed(TransferEvent event) {
    under.remove(name(event));
  }

  private Ticker ticker() {
    if (ticker == null) {
      ticker = new Ticker(task, total, 0);
    }
    return ticker;
  }

  private String note(TransferEvent event) {
    long all = fetched + under.values().stream().mapToLong(Long::longValue).sum();
    var path = event.getResource().getResourceName();
    return path.substring(path.lastIndexOf('/') + 1) + ", " + bytes.apply(all);
  }

  /** Neither a checksum nor a list of versions. */
  private static boolean isFile(TransferEvent event) {
    return !event.getResource().getResourceName().endsWith(".xml");
  }

  private static String name(TransferEvent event) {
    return event.getResource().getResourceName();
  }

  private static void stopIfAsked() throws TransferCancelledException {
    if (Cancel.requested()) {
      throw new TransferCancelledException("interrupted");
    }
  }
}
