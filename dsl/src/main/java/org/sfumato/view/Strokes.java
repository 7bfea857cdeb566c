package org.sfumato.view;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.Rectangle;
import java.awt.font.GlyphVector;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.BufferedImageOp;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.text.AttributedCharacterIterator;

/**
 * Graphics whose every drawing is the filling or the stroking of a shape, letters being shapes too.
 */
abstract class Strokes extends Stateful {
  Strokes(Graphics2D state) {
    super(state);
  }

  private static UnsupportedOperationException pixels() {
    return new UnsupportedOperationException("a chart as SVG is made of shapes, not of pixels");
  }

  @Override
  public void drawString(String s, float x, float y) {
    if (!s.isEmpty()) {
      drawGlyphVector(getFont().createGlyphVector(getFontRenderContext(), s), x, y);
    }
  }

  @Override
  public void drawString(String s, int x, int y) {
    drawString(s, (float) x, (float) y);
  }

  @Override
  public void drawString(AttributedCharacterIterator text, float x, float y) {
    var at = AffineTransform.getTranslateInstance(x, y);
    fill(new TextLayout(text, getFontRenderContext()).getOutline(at));
  }

  @Override
  public void drawString(AttributedCharacterIterator text, int x, int y) {
    drawString(text, (float) x, (float) y);
  }

  @Override
  public void drawGlyphVector(GlyphVector glyphs, float x, float y) {
    fill(glyphs.getOutline(x, y));
  }

  @Override
  public void drawLine(int x1, int y1, int x2, int y2) {
    draw(new Line2D.Double(x1, y1, x2, y2));
  }

  @Override
  public void fillRect(int x, int y, int w, int h) {
    fill(new Rectangle(x, y, w, h));
  }

  @Override
  public void clearRect(int x, int y, int w, int h) {
    var before = getPaint();
    setPaint(getBackground());
    fillRect(x, y, w, h);
    setPaint(before);
  }

  @Override
  public void drawRoundRect(int x, int y, int w, int h, int arcW, int arcH) {
    draw(new RoundRectangle2D.Double(x, y, w, h, arcW, arcH));
  }

  @Override
  public void fillRoundRect(int x, int y, int w, int h, int arcW, int arcH) {
    fill(new RoundRectangle2D.Double(x, y, w, h, arcW, arcH));
  }

  @Override
  public void drawOval(int x, int y, int w, int h) {
    draw(new Ellipse2D.Double(x, y, w, h));
  }

  @Override
  public void fillOval(int x, int y, int w, int h) {
    fill(new Ellipse2D.Double(x, y, w, h));
  }

  @Override
  public void drawArc(int x, int y, int w, int h, int start, int angle) {
    draw(new Arc2D.Double(x, y, w, h, start, angle, Arc2D.OPEN));
  }

  @Override
  public void fillArc(int x, int y, int w, int h, int start, int angle) {
    fill(new Arc2D.Double(x, y, w, h, start, angle, Arc2D.PIE));
  }

  @Override
  public void drawPolyline(int[] xs, int[] ys, int n) {
    draw(polygon(xs, ys, n, false));
  }

  @Override
  public void drawPolygon(int[] xs, int[] ys, int n) {
    draw(polygon(xs, ys, n, true));
  }

  @Override
  public void fillPolygon(int[] xs, int[] ys, int n) {
    fill(polygon(xs, ys, n, true));
  }

  private static Path2D polygon(int[] xs, int[] ys, int n, boolean closed) {
    var path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    for (int k = 0; k < n; k++) {
      if (k == 0) {
        path.moveTo(xs[k], ys[k]);
      } else {
        path.lineTo(xs[k], ys[k]);
      }
    }
    if (closed && n > 0) {
      path.closePath();
    }
    return path;
  }

  @Override
  public boolean drawImage(Image image, AffineTransform at, ImageObserver to) {
    throw pixels();
  }

  @Override
  public void drawImage(BufferedImage image, BufferedImageOp by, int x, int y) {
    throw pixels();
  }

  @Override
  public void drawRenderedImage(RenderedImage image, AffineTransform at) {
    throw pixels();
  }

  @Override
  public void drawRenderableImage(RenderableImage image, AffineTransform at) {
    throw pixels();
  }

  @Override
  public boolean drawImage(Image i, int x, int y, ImageObserver to) {
    throw pixels();
  }

  @Override
  public boolean drawImage(Image i, int x, int y, int w, int h, ImageObserver to) {
    throw pixels();
  }

  @Override
  public boolean drawImage(Image i, int x, int y, Color paper, ImageObserver to) {
    throw pixels();
  }

  @Override
  public boolean drawImage(Image i, int x, int y, int w, int h, Color paper, ImageObserver to) {
    throw pixels();
  }

  @Override
  public boolean drawImage(
      Image i, int a, int b, int c, int d, int e, int f, int g, int h, ImageObserver to) {
    throw pixels();
  }

  @Override
  public boolean drawImage(
      Image i, int a, int b, int c, int d, int e, int f, int g, int h, Color p, ImageObserver to) {
    throw pixels();
  }

  @Override
  public void copyArea(int x, int y, int w, int h, int dx, int dy) {
    throw pixels();
  }
}
