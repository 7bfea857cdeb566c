package org.sfumato.view;

import java.util.List;
import org.sfumato.Chart;
import org.sfumato.Drawing;
import org.sfumato.Images;
import org.sfumato.Picture;

/** Draws the nouns in the house style. */
public final class HouseDrawing implements Drawing {
  @Override
  public Picture grid(Images images) {
    if (images.size() == 0) {
      throw new IllegalArgumentException(images.expression() + " has no images to draw");
    }
    return Grid.of(images);
  }

  @Override
  public Picture strip(List<Images> frames, List<String> captions) {
    return new Strip(frames, captions).picture().orElseThrow();
  }

  @Override
  public Picture stacked(List<Picture> pictures) {
    return Stacked.of(pictures);
  }

  @Override
  public Picture chart(Chart chart) {
    return Charts.of(chart).picture();
  }

  @Override
  public String svg(Chart chart) {
    return Svg.of(Charts.of(chart), chart.text());
  }
}
