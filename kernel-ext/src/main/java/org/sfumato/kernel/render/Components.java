package org.sfumato.kernel.render;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** What values are made of, by name and in order. */
final class Components {
  /** Stands for a part that cannot be read. */
  private static final String UNKNOWN = "?";

  private Components() {}

  static Map<String, Object> of(Record r) {
    var all = new LinkedHashMap<String, Object>();
    for (var c : r.getClass().getRecordComponents()) {
      all.put(c.getName(), value(r, c));
    }
    return all;
  }

  static Object value(Record r, RecordComponent c) {
    try {
      c.getAccessor().setAccessible(true);
      return c.getAccessor().invoke(r);
    } catch (InvocationTargetException e) {
      // The cell was interrupted inside an accessor of its own.
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      return UNKNOWN;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return UNKNOWN;
    }
  }

  /** Fields of an object whose class a cell declares, those of its superclasses first. */
  static Map<String, Object> fields(Object value) {
    var all = new LinkedHashMap<String, Object>();
    fields(value, value.getClass(), all);
    return all;
  }

  private static void fields(Object value, Class<?> type, Map<String, Object> all) {
    if (type == null || !JavaWords.isOfCell(type)) {
      return;
    }
    fields(value, type.getSuperclass(), all);
    for (var field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
        try {
          field.setAccessible(true);
          all.put(field.getName(), field.get(value));
        } catch (ReflectiveOperationException | RuntimeException e) {
          all.put(field.getName(), UNKNOWN);
        }
      }
    }
  }

  /** What a future that is done came to. */
  static void result(Future<?> done, Consumer<Object> value, Consumer<? super Throwable> failure) {
    Object result;
    try {
      result = done.get();
    } catch (ExecutionException e) {
      failure.accept(e.getCause());
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    value.accept(result);
  }
}
