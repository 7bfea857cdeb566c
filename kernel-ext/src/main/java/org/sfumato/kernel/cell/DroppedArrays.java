package org.sfumato.kernel.cell;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.NativeResource;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Frees the native memory of arrays that cells have made by hand, shown or replaced, once nothing
 * refers to them any more. Their DJL manager alone would hold them until it is closed, which in a
 * notebook is never. From here on such an array belongs to whoever refers to it; what is computed
 * from it belongs to the manager as before.
 *
 * <p>Memory is freed between cells only, and not at the first chance but at the second, so that an
 * operation of a thread in the background, the last to use an array, is over.
 */
final class DroppedArrays {
  /** Java's collector does not see native memory; after so many bytes it is asked to look. */
  private static final long COLLECT_BYTES = 256L << 20;

  private final ReferenceQueue<NDArray> queue = new ReferenceQueue<>();
  private final Set<Native> alive = new HashSet<>();
  private final List<Native> next = new ArrayList<>();
  private long bytes;

  private static final class Native extends PhantomReference<NDArray> {
    private final AtomicReference<Long> handle;

    Native(NDArray array, AtomicReference<Long> handle, ReferenceQueue<NDArray> queue) {
      super(array, queue);
      this.handle = handle;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Native n && n.handle == handle;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(handle);
    }
  }

  static boolean isNative(Object value) {
    return value instanceof NDArray || value instanceof NDList;
  }

  /** A cell's value, or one that a variable has lost. */
  void watch(Object value) {
    if (value instanceof NDArray array) {
      watch(array);
    } else if (value instanceof NDList list) {
      list.forEach(this::watch);
    }
  }

  private synchronized void watch(NDArray array) {
    if (!(array instanceof NativeResource<?> owned) || owned.isReleased()) {
      return;
    }
    var reference = new Native(array, handle(owned), queue);
    if (alive.add(reference)) {
      array.getManager().detachInternal(array.getUid());
      bytes += array.size() * array.getDataType().getNumOfBytes();
    }
  }

  @SuppressWarnings("unchecked")
  private static AtomicReference<Long> handle(NativeResource<?> owned) {
    try {
      var field = NativeResource.class.getDeclaredField("handle");
      field.setAccessible(true);
      return (AtomicReference<Long>) field.get(owned);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this version of DJL keeps its arrays elsewhere", e);
    }
  }

  /** Between two cells. */
  synchronized void betweenCells() {
    next.forEach(DroppedArrays::free);
    next.clear();
    if (bytes > COLLECT_BYTES) {
      bytes = 0;
      System.gc();
    }
    for (Reference<? extends NDArray> r = queue.poll(); r != null; r = queue.poll()) {
      var dropped = (Native) r;
      alive.remove(dropped);
      next.add(dropped);
    }
  }

  /** Unless somebody has closed the array before. */
  private static void free(Native dropped) {
    var pointer = dropped.handle.getAndSet(null);
    if (pointer != null) {
      JniUtils.deleteNDArray(pointer);
    }
  }

  /** How many arrays are watched and not freed. */
  synchronized int size() {
    return alive.size() + next.size();
  }
}
