package org.sfumato.view;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/**
 * A sketch as an SVG document. Letters are outlines, so it looks the same without any font; a chart
 * on light paper turns dark where the reader's page is dark.
 */
final class Svg extends Strokes {
  private final StringBuilder out;
  private final Set<Color> used;

  private Svg(Graphics2D state, StringBuilder out, Set<Color> used) {
    super(state);
    this.out = out;
    this.used = used;
  }

  /**
   * @param description read out to those who do not see it
   */
  static String of(Sketch sketch, String description) {
    var state = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    Canvas.hints(state);
    var svg = new Svg(state, new StringBuilder(), new LinkedHashSet<>());
    svg.setColor(sketch.theme().paper());
    svg.fill(new Rectangle2D.Double(0, 0, sketch.width(), sketch.height()));
    sketch.paint().accept(svg);
    svg.dispose();
    var size = "width=\"%d\" height=\"%d\"".formatted(sketch.width(), sketch.height());
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" %s viewBox=\"0 0 %d00 %d00\" role=\"img\">\n"
            .formatted(size, sketch.width(), sketch.height())
        + "<title>"
        + description.replace("&", "&amp;").replace("<", "&lt;")
        + "</title>\n"
        + (sketch.theme() == Theme.LIGHT ? style(svg.used) : "")
        + svg.out
        + "</svg>\n";
  }

  private static String style(Set<Color> used) {
    var rules = new StringBuilder("<style>@media (prefers-color-scheme: dark) {");
    Theme.darkened()
        .forEach(
            (light, dark) -> {
              if (used.contains(light)) {
                rules.append(
                    " .f%1$s{fill:%2$s} .s%1$s{stroke:%2$s}"
                        .formatted(hex(light).substring(1), hex(dark)));
              }
            });
    return rules + " }</style>\n";
  }

  private static String hex(Color c) {
    return "#%06x".formatted(c.getRGB() & 0xffffff);
  }

  @Override
  public Graphics create() {
    return new Svg((Graphics2D) state.create(), out, used);
  }

  @Override
  public void fill(Shape shape) {
    boolean holes = shape.getPathIterator(null).getWindingRule() == 0;
    element("fill", shape, holes ? " fill-rule=\"evenodd\"" : "");
  }

  @Override
  public void draw(Shape shape) {
    if (!(getStroke() instanceof BasicStroke s)) {
      fill(getStroke().createStrokedShape(shape));
      return;
    }
    var more = new TreeMap<String, String>();
    more.put("stroke-width", hundredths(s.getLineWidth()));
    if (s.getEndCap() != BasicStroke.CAP_BUTT) {
      more.put("stroke-linecap", s.getEndCap() == BasicStroke.CAP_ROUND ? "round" : "square");
    }
    if (s.getLineJoin() == BasicStroke.JOIN_ROUND) {
      more.put("stroke-linejoin", "round");
    }
    if (s.getDashArray() != null) {
      var dashes = new StringBuilder();
      for (float d : s.getDashArray()) {
        dashes.append(dashes.isEmpty() ? "" : " ").append(hundredths(d));
      }
      more.put("stroke-dasharray", dashes.toString());
    }
    var text = new StringBuilder(" fill=\"none\"");
    more.forEach((key, value) -> text.append(" %s=\"%s\"".formatted(key, value)));
    element("stroke", shape, text.toString());
  }

  private static String hundredths(float v) {
    return String.valueOf(Math.round(v * 100));
  }

  private void element(String role, Shape shape, String more) {
    var data = SvgPath.of(shape, getTransform());
    if (data.isEmpty() || outside(shape)) {
      return;
    }
    var color = getColor();
    var opaque = new Color(color.getRGB() & 0xffffff);
    used.add(opaque);
    double alpha = color.getAlpha() / 255.;
    alpha *= getComposite() instanceof AlphaComposite c ? c.getAlpha() : 1;
    var hex = hex(opaque);
    out.append("<path class=\"")
        .append(role.charAt(0))
        .append(hex, 1, 7)
        .append("\" ")
        .append("%s=\"%s\"".formatted(role, hex))
        .append(
            alpha < 1
                ? " %s-opacity=\"%s\"".formatted(role, String.format(Locale.ROOT, "%.3f", alpha))
                : "")
        .append(more)
        .append(" d=\"")
        .append(data)
        .append("\"/>\n");
  }

  /** Scales keep everything within the plot, so that a clip hides a shape whole or not at all. */
  private boolean outside(Shape shape) {
    var clip = getClip();
    var bounds = shape.getBounds2D();
    return clip != null
        && (bounds.getMaxX() < clip.getBounds2D().getMinX()
            || bounds.getMinX() > clip.getBounds2D().getMaxX()
            || bounds.getMaxY() < clip.getBounds2D().getMinY()
            || bounds.getMinY() > clip.getBounds2D().getMaxY());
  }
}
