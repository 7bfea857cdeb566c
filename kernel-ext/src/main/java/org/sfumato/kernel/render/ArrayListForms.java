package org.sfumato.kernel.render;

import ai.djl.ndarray.NDList;
import java.util.stream.Collectors;
import org.sfumato.kernel.message.Bundle;

/** Native arrays in a row: one line for each. */
final class ArrayListForms implements Renderer<NDList> {
  private static final int MOST = 40;

  @Override
  public Bundle of(NDList list) {
    return Bundle.text(text(list));
  }

  @Override
  public String text(NDList list) {
    var each = new ArrayForms();
    var lines =
        list.stream().limit(MOST).map(a -> "\n  " + each.text(a)).collect(Collectors.joining());
    int more = list.size() - MOST;
    return "NDList of " + list.size() + lines + (more > 0 ? "\n  … " + more + " more" : "");
  }
}
