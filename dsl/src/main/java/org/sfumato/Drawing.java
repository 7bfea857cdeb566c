package org.sfumato;

import java.util.ServiceLoader;

/**
 * How values become pictures. The nouns know only this service; drawing itself is the work of the
 * {@code view} package, found by {@link ServiceLoader}.
 */
public interface Drawing {
  /** A grid of pictures with one fixed range, [0, 1]. */
  Picture grid(Images images);

  /** Moments of a process: a row per image, a column per frame, a caption over each column. */
  Picture strip(java.util.List<Images> frames, java.util.List<String> captions);

  /** Pictures one below the other. */
  Picture stacked(java.util.List<Picture> pictures);

  /** A chart in the house style. */
  Picture chart(Chart chart);

  /** A chart as an SVG document. */
  String svg(Chart chart);

  static Drawing found() {
    return Found.DRAWING;
  }

  /** Loaded once, when the first value is drawn. */
  final class Found {
    private static final Drawing DRAWING =
        ServiceLoader.load(Drawing.class, Drawing.class.getClassLoader())
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "no drawing service on the class path; is the jar whole?"));

    private Found() {}
  }
}
