package org.sfumato.kernel.render;

/**
 * A renderer that comes with its type. A jar that names its own in {@code
 * META-INF/services/org.sfumato.kernel.render.TypeRenderer} brings how its values look; such a
 * class has a public constructor without parameters.
 *
 * @param <T> the type
 */
public interface TypeRenderer<T> extends Renderer<T> {
  /** It shows values of this class and of its subclasses without a renderer of their own. */
  Class<T> type();
}
