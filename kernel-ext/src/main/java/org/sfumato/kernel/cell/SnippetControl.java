package org.sfumato.kernel.cell;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl.RunException;
import jdk.jshell.spi.SPIResolutionException;

/**
 * Runs snippets in this process, on the thread that asks, and keeps what JShell itself reduces to
 * text: the value as an object and the error as a throwable.
 */
final class SnippetControl extends DirectExecutionControl {
  private final Map<String, Field> variables = new HashMap<>();
  private final List<Class<?>> ran = new ArrayList<>();
  private Object value;
  private Throwable thrown;

  SnippetControl(SnippetClasses classes) {
    super(classes);
  }

  /** Forgets value and error of the snippet before. */
  void reset() {
    value = null;
    thrown = null;
    ran.clear();
  }

  Object value() {
    return value;
  }

  /** What the snippet threw, or null. */
  Throwable thrown() {
    return thrown;
  }

  @Override
  protected String invoke(Method method) throws Exception {
    ran.add(method.getDeclaringClass());
    try {
      value = method.invoke(null);
      return "";
    } catch (InvocationTargetException e) {
      thrown = e.getCause();
      throw e;
    }
  }

  /**
   * JShell translates class and line of every frame it is given back into snippet and line. So it
   * gets exactly the frames of cells, those of the whole chain of causes after one another.
   */
  @Override
  protected String throwConvertedInvocationException(Throwable cause)
      throws RunException, jdk.jshell.spi.ExecutionControl.InternalException {
    if (cause instanceof SPIResolutionException) {
      return super.throwConvertedInvocationException(cause);
    }
    thrown = cause;
    throw new UserException("", cause.getClass().getName(), Frames.ofCells(cause));
  }

  @Override
  protected String throwConvertedOtherException(Throwable problem)
      throws RunException, jdk.jshell.spi.ExecutionControl.InternalException {
    return throwConvertedInvocationException(problem);
  }

  @Override
  protected void clientCodeEnter() {
    Interrupts.enterCell();
  }

  @Override
  protected void clientCodeLeave() {
    Interrupts.leaveCell();
  }

  /**
   * A variable now lives in the class that has just run. The class that held it before stays loaded
   * for ever, so its field is emptied: otherwise every redefinition would leak the old value.
   */
  void nowHolds(String variable) {
    for (var owner : ran) {
      try {
        var before = variables.put(variable, owner.getDeclaredField(variable));
        if (before != null && before.getDeclaringClass() != owner) {
          empty(before);
        }
      } catch (NoSuchFieldException e) {
        // Another snippet's class that ran along.
      }
    }
  }

  /** The variable is gone; lets go of its value. */
  void drop(String variable) {
    var field = variables.remove(variable);
    if (field != null) {
      empty(field);
    }
  }

  private static void empty(Field field) {
    if (field.getType().isPrimitive() || Modifier.isFinal(field.getModifiers())) {
      return;
    }
    try {
      field.setAccessible(true);
      field.set(null, null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot empty " + field, e);
    }
  }
}
