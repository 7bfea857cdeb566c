package org.sfumato.laws;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds the members of a family by the factories of its holder, and each member's settings by their
 * return type, so that a new member is put to the family's laws without a test being touched.
 * Arguments come from a table of examples by parameter type.
 */
public final class Members {
  private final Map<Class<?>, List<Object>> examples = new LinkedHashMap<>();
  private final Map<Class<?>, List<Object>> ofSettings = new LinkedHashMap<>();

  /**
   * A factory's first {@code type} is given the first example, its second the second, the last one
   * for all others.
   */
  @SafeVarargs
  public final <T> Members given(Class<T> type, T... these) {
    examples.put(type, List.of(these));
    return this;
  }

  /** What settings are given instead, where a factory's example would not do. */
  @SafeVarargs
  public final <T> Members setting(Class<T> type, T... these) {
    ofSettings.put(type, List.of(these));
    return this;
  }

  /** What the holder's factories make, with default and with each changed setting. */
  public <T> List<T> of(Class<?> holder, Class<T> family) {
    return of(holder, family, false);
  }

  /** The same without members that need weights which are not on this machine. */
  public <T> List<T> availableOf(Class<?> holder, Class<T> family) {
    return of(holder, family, true);
  }

  /** What the holder's factories make, with default settings alone. */
  public <T> List<T> unchangedOf(Class<?> holder, Class<T> family) {
    return made(holder, family, false);
  }

  private <T> List<T> of(Class<?> holder, Class<T> family, boolean availableOnly) {
    var found = new ArrayList<T>();
    for (var member : made(holder, family, availableOnly)) {
      found.add(member);
      settings(member).forEach(m -> found.add(family.cast(call(m, member))));
    }
    return found;
  }

  private <T> List<T> made(Class<?> holder, Class<T> family, boolean availableOnly) {
    var found = new ArrayList<T>();
    for (var factory : sorted(holder.getMethods())) {
      boolean makes =
          Modifier.isStatic(factory.getModifiers())
              && family.isAssignableFrom(factory.getReturnType());
      if (makes) {
        try {
          found.add(family.cast(call(factory, null)));
        } catch (IllegalStateException e) {
          if (!availableOnly || !lacksWeights(e)) {
            throw e;
          }
        }
      }
    }
    if (found.isEmpty()) {
      throw new IllegalStateException(
          holder.getSimpleName() + " makes no " + family.getSimpleName());
    }
    return found;
  }

  /** There is no catalogue to find weights by, or they have not been fetched. */
  private static boolean lacksWeights(Throwable e) {
    return Stream.iterate(e, t -> t != null, Throwable::getCause)
        .anyMatch(t -> String.valueOf(t.getMessage()).matches("(?s).*(catalogue|weights).*"));
  }

  /** Public methods of a record that return the record's own type. */
  private Stream<Method> settings(Object member) {
    var type = member.getClass();
    return sorted(type.getDeclaredMethods()).stream()
        .filter(m -> Modifier.isPublic(m.getModifiers()) && !Modifier.isStatic(m.getModifiers()))
        .filter(
            m ->
                m.getReturnType() == type
                    && !m.isBridge()
                    && Modifier.isPublic(type.getModifiers()));
  }

  private static List<Method> sorted(Method[] methods) {
    return Stream.of(methods).sorted(Comparator.comparing(Method::toGenericString)).toList();
  }

  private Object call(Method method, Object on) {
    var arguments = new Object[method.getParameterCount()];
    var used = new HashMap<Class<?>, Integer>();
    for (int i = 0; i < arguments.length; i++) {
      var type = method.getParameterTypes()[i];
      boolean special = on != null && ofSettings.containsKey(type);
      if (!special && !examples.containsKey(type)) {
        throw new IllegalStateException(
            "the table of examples has no %s, which %s takes; add one"
                .formatted(type.getSimpleName(), method));
      }
      var those = (special ? ofSettings : examples).get(type);
      arguments[i] = those.get(Math.min(those.size(), used.merge(type, 1, Integer::sum)) - 1);
    }
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(
          method.getName() + " refuses its example: " + e.getCause().getMessage(), e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
