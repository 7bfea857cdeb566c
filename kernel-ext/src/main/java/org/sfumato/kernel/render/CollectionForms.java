package org.sfumato.kernel.render;

import java.util.ArrayList;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sfumato.Shown;
import org.sfumato.kernel.message.Bundle;

/**
 * Collections: text always; records of one class and maps also as a table, pictures side by side.
 */
record CollectionForms(Renderers renderers) implements OfStructure<Collection<?>> {
  private static final int MOST_ROWS = 40;
  private static final int MOST_PICTURES = 24;

  @Override
  public Bundle of(Collection<?> value) {
    var bundle = Bundle.text(PlainText.of(value, renderers));
    var first = first(value, MOST_ROWS);
    return html(first, value.size()).map(h -> bundle.with(Bundle.HTML, h)).orElse(bundle);
  }

  private Optional<String> html(List<?> first, int size) {
    if (first.isEmpty() || first.contains(null)) {
      return Optional.empty();
    }
    if (first.stream().allMatch(Record.class::isInstance)
        && !first.stream().allMatch(Shown.class::isInstance)
        && first.stream().map(Object::getClass).distinct().count() == 1
        && first.get(0).getClass().getRecordComponents().length > 0) {
      return Optional.of(
          RowsHtml.of(
              first.stream().map(r -> Components.of((Record) r)).toList(), size, renderers));
    }
    if (first.stream().allMatch(m -> m instanceof Map<?, ?> map && !map.isEmpty())) {
      return Optional.of(RowsHtml.ofMaps(first, size, renderers));
    }
    return pictures(first, size);
  }

  private Optional<String> pictures(List<?> first, int size) {
    var bundles = new ArrayList<Bundle>();
    for (var value : first.subList(0, Math.min(MOST_PICTURES, first.size()))) {
      if (!mayBePicture(value)) {
        return Optional.empty();
      }
      var bundle = renderers.bundle(value);
      if (!bundle.data().containsKey(Bundle.PNG)) {
        return Optional.empty();
      }
      bundles.add(bundle);
    }
    return Optional.of(PicturesHtml.of(bundles, size));
  }

  private static boolean mayBePicture(Object value) {
    var name = value.getClass().getName();
    return value instanceof Shown
        || name.equals("org.sfumato.Picture")
        || name.startsWith("java.awt.image.")
        || name.startsWith("org.knowm.xchart.");
  }

  /** The first elements; fewer if the collection changes meanwhile. */
  private static List<Object> first(Collection<?> from, int most) {
    var first = new ArrayList<Object>();
    try {
      for (var element : from) {
        if (first.size() == most) {
          break;
        }
        first.add(element);
      }
    } catch (ConcurrentModificationException e) {
      first.clear();
    }
    return first;
  }
}
