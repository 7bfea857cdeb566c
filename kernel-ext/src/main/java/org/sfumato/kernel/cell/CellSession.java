package org.sfumato.kernel.cell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.sfumato.Interrupted;
import org.sfumato.kernel.assist.Assist;
import org.sfumato.kernel.assist.HelpCell;
import org.sfumato.kernel.message.Bundle;
import org.sfumato.kernel.message.Message;
import org.sfumato.kernel.render.Renderers;

/** Takes requests through their course: numbers, hooks, evaluation, what is shown, what failed. */
final class CellSession {
  private final Outlet outlet;
  private final Renderers renderers;
  private final List<CellHook> hooks;
  private final UserThread user;
  private final Supplier<Assist> assist;
  private final ShownValues values = new ShownValues();
  private int count;

  CellSession(
      Outlet outlet,
      Renderers renderers,
      List<CellHook> hooks,
      UserThread user,
      Supplier<Assist> assist) {
    this.assist = assist;
    this.outlet = outlet;
    this.renderers = renderers;
    this.hooks = List.copyOf(hooks);
    this.user = user;
  }

  ShownValues values() {
    return values;
  }

  /** Runs a cell. All that it says has left when this returns. */
  Outcome run(Request request, long execution, CellShell shell) {
    boolean silent = request.mode() == Request.Mode.SILENT;
    int number = request.mode() == Request.Mode.NORMAL ? ++count : count + 1;
    if (!silent) {
      outlet.publish(e -> new Message.Input(e, number, request.code()));
    }
    var thread = user.thread();
    Optional<Problem> problem;
    Map<String, Outcome.Answer> answers = Map.of();
    try {
      problem = asUser(() -> hooks.forEach(CellHook::beforeCell));
      if (problem.isEmpty()) {
        problem = evaluate(request, number, silent, shell);
      }
      if (problem.isEmpty()) {
        answers = answers(request.expressions(), execution, shell);
      }
    } finally {
      // A thread that was given up has no end.
      if (thread == user.thread()) {
        user.tidy(() -> hooks.forEach(CellHook::afterCell));
      }
    }
    var failure = problem.map(p -> failure(execution, p));
    failure.ifPresent(f -> outlet.publish(e -> f));
    outlet.flush();
    return new Outcome(execution, number, failure, answers);
  }

  private Optional<Problem> evaluate(Request request, int number, boolean silent, CellShell shell) {
    var asked = HelpCell.of(request.code());
    if (asked.isPresent()) {
      return help(asked.get());
    }
    var evaluation = shell.evaluate(request.code(), number);
    var problem = evaluation.problem();
    if (problem.isEmpty() && evaluation.shows() && !silent) {
      values.keep(number, evaluation.value());
      problem =
          asUser(
              () ->
                  renderers.show(
                      evaluation.value(),
                      b -> outlet.publish(e -> new Message.Result(e, b, number))));
    }
    evaluation.notes().forEach(System.err::println);
    evaluation.thrown().ifPresent(this::showWhatIsLeft);
    return problem;
  }

  private Optional<Problem> help(HelpCell asked) {
    var expression = asked.expression();
    var page = assist.get().inspect(expression, expression.length(), asked.detail());
    page.ifPresent(b -> outlet.publish(e -> new Message.Page(e, b)));
    return page.isPresent()
        ? Optional.empty()
        : Optional.of(
            Problem.of("NoHelp", "there is nothing to say about " + expression, List.of()));
  }

  /** Long work that was stopped leaves what it had. */
  private void showWhatIsLeft(Throwable thrown) {
    if (thrown instanceof Interrupted i && i.kept().isPresent()) {
      renderers.show(
          i.kept().get(), b -> outlet.publish(e -> new Message.Display(e, b, Optional.empty())));
    }
  }

  private Map<String, Outcome.Answer> answers(
      Map<String, String> expressions, long execution, CellShell shell) {
    var answers = new LinkedHashMap<String, Outcome.Answer>();
    expressions.forEach(
        (name, expression) -> answers.put(name, answer(name, expression, execution, shell)));
    return answers;
  }

  private Outcome.Answer answer(String name, String expression, long execution, CellShell shell) {
    var evaluation = shell.expression(expression, name);
    var bundle = new Bundle[1];
    var problem = evaluation.problem();
    if (problem.isEmpty()) {
      problem =
          evaluation.shows()
              ? asUser(() -> bundle[0] = renderers.bundle(evaluation.value()))
              : Optional.of(
                  Problem.of("NoValue", expression + " is no expression with a value", List.of()));
    }
    return new Outcome.Answer(
        problem.isEmpty() ? Optional.of(bundle[0]) : Optional.empty(),
        problem.map(p -> failure(execution, p)));
  }

  /** Hooks, and what turns values into pictures and text, are often the user's own code. */
  private Optional<Problem> asUser(Runnable work) {
    try {
      Callable<Void> call =
          () -> {
            work.run();
            return null;
          };
      user.run(call);
      return Optional.empty();
    } catch (Exception | Error e) {
      return Optional.of(Traces.outside(e));
    }
  }

  private static Message.Failure failure(long execution, Problem p) {
    return new Message.Failure(execution, p.name(), p.value(), p.lines());
  }
}
