package org.sfumato.view;

import java.awt.Color;
import java.awt.Composite;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.GraphicsConfiguration;
import java.awt.Paint;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.util.Map;

/** Graphics whose state is kept by other graphics, on which nothing is drawn. */
abstract class Stateful extends Graphics2D {
  /** Colour, stroke, font, transform, hints and clip. */
  protected final Graphics2D state;

  Stateful(Graphics2D state) {
    this.state = state;
  }

  @Override
  public GraphicsConfiguration getDeviceConfiguration() {
    return state.getDeviceConfiguration();
  }

  @Override
  public boolean hit(Rectangle where, Shape shape, boolean stroked) {
    return state.hit(where, shape, stroked);
  }

  @Override
  public void setComposite(Composite c) {
    state.setComposite(c);
  }

  @Override
  public void setPaint(Paint p) {
    state.setPaint(p);
  }

  @Override
  public void setStroke(Stroke s) {
    state.setStroke(s);
  }

  @Override
  public void setRenderingHint(RenderingHints.Key key, Object value) {
    state.setRenderingHint(key, value);
  }

  @Override
  public Object getRenderingHint(RenderingHints.Key key) {
    return state.getRenderingHint(key);
  }

  @Override
  public void setRenderingHints(Map<?, ?> hints) {
    state.setRenderingHints(hints);
  }

  @Override
  public void addRenderingHints(Map<?, ?> hints) {
    state.addRenderingHints(hints);
  }

  @Override
  public RenderingHints getRenderingHints() {
    return state.getRenderingHints();
  }

  @Override
  public void translate(int x, int y) {
    state.translate(x, y);
  }

  @Override
  public void translate(double x, double y) {
    state.translate(x, y);
  }

  @Override
  public void rotate(double a) {
    state.rotate(a);
  }

  @Override
  public void rotate(double a, double x, double y) {
    state.rotate(a, x, y);
  }

  @Override
  public void scale(double x, double y) {
    state.scale(x, y);
  }

  @Override
  public void shear(double x, double y) {
    state.shear(x, y);
  }

  @Override
  public void transform(AffineTransform t) {
    state.transform(t);
  }

  @Override
  public void setTransform(AffineTransform t) {
    state.setTransform(t);
  }

  @Override
  public AffineTransform getTransform() {
    return state.getTransform();
  }

  @Override
  public Paint getPaint() {
    return state.getPaint();
  }

  @Override
  public Composite getComposite() {
    return state.getComposite();
  }

  @Override
  public void setBackground(Color c) {
    state.setBackground(c);
  }

  @Override
  public Color getBackground() {
    return state.getBackground();
  }

  @Override
  public Stroke getStroke() {
    return state.getStroke();
  }

  @Override
  public void clip(Shape s) {
    state.clip(s);
  }

  @Override
  public FontRenderContext getFontRenderContext() {
    return state.getFontRenderContext();
  }

  @Override
  public Color getColor() {
    return state.getColor();
  }

  @Override
  public void setColor(Color c) {
    state.setColor(c);
  }

  @Override
  public void setPaintMode() {
    state.setPaintMode();
  }

  @Override
  public void setXORMode(Color c) {
    state.setXORMode(c);
  }

  @Override
  public Font getFont() {
    return state.getFont();
  }

  @Override
  public void setFont(Font f) {
    state.setFont(f);
  }

  @Override
  public FontMetrics getFontMetrics(Font f) {
    return state.getFontMetrics(f);
  }

  @Override
  public Rectangle getClipBounds() {
    return state.getClipBounds();
  }

  @Override
  public void clipRect(int x, int y, int w, int h) {
    state.clipRect(x, y, w, h);
  }

  @Override
  public void setClip(int x, int y, int w, int h) {
    state.setClip(x, y, w, h);
  }

  @Override
  public Shape getClip() {
    return state.getClip();
  }

  @Override
  public void setClip(Shape s) {
    state.setClip(s);
  }

  @Override
  public void dispose() {
    state.dispose();
  }
}
