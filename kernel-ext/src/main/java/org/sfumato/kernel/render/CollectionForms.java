package org.sfumato.kernel.render;

import java.util.ArrayList;
import java.util.Collection;
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

  /** Of more rows than that, so many are shown. */
  private static final int FIRST_ROWS = 25;

  private static final int MOST_PICTURES = 24;

  @Override
  public Bundle of(Collection<?> value) {
    return of(value, value);
  }

  /** The forms of {@code value}, which holds these elements. */
  Bundle of(Object value, Collection<?> elements) {
    var bundle = Bundle.text(PlainText.of(value, renderers));
    return Attempt.of(
            () -> {
              int size = elements.size();
              var first = first(elements, size > MOST_ROWS ? FIRST_ROWS : MOST_ROWS);
              return html(first, size);
            },
            // A collection that cannot be read twice, or says a wrong size, has its text.
            e -> Optional.<String>empty())
        .map(h -> bundle.with(Bundle.HTML, h))
        .orElse(bundle);
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

  private static List<Object> first(Collection<?> from, int most) {
    var first = new ArrayList<Object>();
    for (var element : from) {
      if (first.size() == most) {
        break;
      }
      first.add(element);
    }
    return first;
  }
}
