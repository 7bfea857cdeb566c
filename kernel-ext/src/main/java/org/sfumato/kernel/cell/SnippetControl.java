package org.sfumato.kernel.cell;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.EngineTerminationException;
import jdk.jshell.spi.ExecutionControl.InternalException;
import jdk.jshell.spi.ExecutionControl.NotImplementedException;
import jdk.jshell.spi.ExecutionControl.RunException;
import jdk.jshell.spi.SPIResolutionException;
import org.sfumato.kernel.magic.Meter;
import org.sfumato.kernel.magic.Spent;

/**
 * Runs snippets in this process, on the thread of users, and keeps what JShell itself reduces to
 * text: the value as an object and the error as a throwable. JShell's own thread only waits, so
 * that its state stays whole when a snippet has to be given up.
 */
final class SnippetControl extends DirectExecutionControl {
  private static final Pattern NAME =
      Pattern.compile(
          "(?<=[\\p{javaJavaIdentifierPart}]\\s|[\\s>\\],])(\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)\\s*(?=[=;,\\[]|$)");

  private final UserThread user;
  private final DroppedArrays dropped;
  private final Map<String, Field> variables = new HashMap<>();
  private final List<Field> left = new ArrayList<>();
  private final Set<String> lost = new HashSet<>();
  private Set<String> declared = Set.of();
  private Set<Object> heldBefore = Collections.emptySet();

  /** Null while nobody wants to know: the clocks take longer to load than most cells to run. */
  private volatile Spent spent;

  private Object value;
  private Throwable thrown;

  SnippetControl(SnippetClasses classes, UserThread user, DroppedArrays dropped) {
    super(classes);
    this.user = user;
    this.dropped = dropped;
  }

  /** Forgets value and error of the snippet before; the next declares these variables. */
  void next(Set<String> variablesDeclared) {
    value = null;
    thrown = null;
    lost.clear();
    declared = variablesDeclared;
    heldBefore = arraysHeld();
  }

  /**
   * Whether this may declare a variable that is there already: its name behind a type or a comma,
   * and what can follow a declared name.
   */
  boolean mayRedeclare(String source) {
    var names = NAME.matcher(Comments.blanked(source));
    while (names.find()) {
      if (variables.containsKey(names.group(1))) {
        return true;
      }
    }
    return false;
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
    try {
      value = user.run(spent == null ? () -> method.invoke(null) : () -> metered(method));
      return "";
    } catch (InvocationTargetException e) {
      thrown = e.getCause();
      throw e;
    }
  }

  private Object metered(Method method) throws ReflectiveOperationException {
    var before = Meter.read();
    var made = method.invoke(null);
    spent = spent.plus(Meter.read().minus(before));
    return made;
  }

  /**
   * Measures snippets from now on.
   *
   * @return what was measured so far, to be given to {@link #stopMeter}
   */
  Spent startMeter() {
    var outer = spent;
    spent = Spent.NOTHING;
    return outer;
  }

  /** What the snippets since {@link #startMeter} cost. */
  Spent spent() {
    return spent;
  }

  void stopMeter(Spent outer) {
    spent = outer == null ? null : outer.plus(spent);
  }

  /**
   * JShell translates class and line of every frame it is given back into snippet and line. So it
   * gets exactly the frames of cells, those of the whole chain of causes after one another.
   */
  @Override
  protected String throwConvertedInvocationException(Throwable cause)
      throws RunException, InternalException {
    if (cause instanceof SPIResolutionException) {
      return super.throwConvertedInvocationException(cause);
    }
    thrown = cause;
    throw new UserException("", cause.getClass().getName(), Frames.ofCells(cause));
  }

  @Override
  protected String throwConvertedOtherException(Throwable problem)
      throws RunException, InternalException {
    return throwConvertedInvocationException(problem);
  }

  @Override
  public void load(ClassBytecodes[] classes)
      throws ClassInstallException, NotImplementedException, EngineTerminationException {
    super.load(classes);
    try {
      for (var c : classes) {
        if (Frames.isWrapper(c.name())) {
          adopt(findClass(c.name()));
        }
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("a class that was just loaded is gone", e);
    }
  }

  /**
   * When something is declared again, JShell moves every variable that depends on it to a new class
   * and leaves its value behind: rerunning {@code var x = …} would quietly turn {@code y} into 0.
   * So values move along, where they still fit.
   */
  private void adopt(Class<?> owner) {
    for (var field : owner.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) || field.isSynthetic()) {
        continue;
      }
      field.setAccessible(true);
      var before = variables.put(field.getName(), field);
      if (before != null && before.getDeclaringClass() != owner) {
        left.add(before);
        if (!declared.contains(field.getName()) && !copied(before, field)) {
          lost.add(field.getName());
        }
      }
    }
  }

  private static boolean copied(Field from, Field to) {
    try {
      to.set(null, from.get(null));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot move the value of " + to.getName(), e);
    }
  }

  /**
   * The old classes stay loaded for ever; their fields are emptied, so that old values can go.
   *
   * @return variables whose values no longer fit their types
   */
  Set<String> settle() {
    left.forEach(this::empty);
    left.clear();
    // A variable that was declared anew in the same words keeps its class, and only its value goes.
    heldBefore.removeAll(arraysHeld());
    heldBefore.forEach(dropped::watch);
    heldBefore = Collections.emptySet();
    return Set.copyOf(lost);
  }

  private Set<Object> arraysHeld() {
    Set<Object> held = Collections.newSetFromMap(new IdentityHashMap<>());
    for (var name : variables.keySet()) {
      var now = valueOf(name);
      if (DroppedArrays.isNative(now)) {
        held.add(now);
      }
    }
    return held;
  }

  /** The value of a variable; null if there is no such variable. */
  Object valueOf(String variable) {
    var field = variables.get(variable);
    try {
      return field == null ? null : field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot read " + variable, e);
    }
  }

  /** The variable is gone; lets go of its value. */
  void drop(String variable) {
    var field = variables.remove(variable);
    if (field != null) {
      empty(field);
    }
  }

  private void empty(Field field) {
    if (field.getType().isPrimitive() || Modifier.isFinal(field.getModifiers())) {
      return;
    }
    try {
      dropped.watch(field.get(null));
      field.set(null, null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot empty " + field, e);
    }
  }
}
