package org.sfumato.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Screen;
import org.sfumato.Shown;

/** Ways to look at values. */
public final class Views {
  private Views() {}

  /**
   * Shows several things now, one below the other: in the cell that runs, or as text on standard
   * output.
   */
  public static void show(Object... things) {
    for (int i = 0; i < things.length; i++) {
      if (things[i] == null) {
        throw new IllegalArgumentException("thing " + i + " to show is null");
      }
    }
    for (var thing : things) {
      Screen.show(thing);
    }
  }

  /**
   * The same images in several states beside one another, all with 0 black and 1 white.
   * Measurements are shown by their preview.
   */
  public static Panels sideBySide(Shown... sequences) {
    var images = new ArrayList<Images>();
    var titles = new ArrayList<String>();
    for (var s : sequences) {
      if (s instanceof Images x) {
        images.add(x);
        titles.add(x.caption());
      } else if (s instanceof Measurements y) {
        images.add(y.preview());
        titles.add(y.text());
      } else {
        throw new IllegalArgumentException(
            "sideBySide shows images and measurements, not "
                + s.text()
                + "; show(a, b) shows anything");
      }
    }
    return new Panels(images, titles);
  }

  /** a − b on one printed scale, symmetric about 0. */
  public static Difference difference(Images a, Images b) {
    return new Difference(a, b);
  }

  /** The same images at several moments, with a caption for each moment. */
  public static Strip strip(List<Images> frames, List<String> captions) {
    return new Strip(frames, captions);
  }

  /** Images before and after something was done to them. */
  public static Panels beforeAfter(Images before, Images after) {
    return new Panels(Arrays.asList(before, after), List.of("before", "after"));
  }
}
