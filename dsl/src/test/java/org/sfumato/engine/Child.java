package org.sfumato.engine;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Java process of its own, for what would end or disturb this one. */
public record Child(List<String> command, Map<String, String> environment) {
  public record Result(int code, String text) {}

  public static Child java(Class<?> main, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED"); // else Java warns amid what the child says
    }
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:-CreateCoredumpOnCrash",
            "-Djava.awt.headless=true",
            "-cp",
            classPath(),
            main.getName()));
    command.addAll(List.of(arguments));
    return new Child(command, Map.of());
  }

  /** Surefire may give the class path in a jar's manifest; its own property knows better. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  public Child under(String... prefix) {
    var all = new ArrayList<>(List.of(prefix));
    all.addAll(command);
    return new Child(all, environment);
  }

  /** Without the jars of this name on the class path. */
  public Child without(String jar) {
    var all = new ArrayList<>(command);
    int at = all.indexOf("-cp") + 1;
    var left = Stream.of(all.get(at).split(File.pathSeparator)).filter(p -> !p.contains(jar));
    all.set(at, left.collect(Collectors.joining(File.pathSeparator)));
    return new Child(all, environment);
  }

  public Child with(String variable, String value) {
    var more = new LinkedHashMap<>(environment);
    more.put(variable, value);
    return new Child(command, more);
  }

  /** With this option of the Java machine. */
  public Child option(String option) {
    var all = new ArrayList<>(command);
    all.add(all.indexOf("-cp"), option);
    return new Child(all, environment);
  }

  /** Starts it; its error stream is its output. */
  public Process begin() throws IOException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("OPT_OUT_TRACKING", "true");
    var process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  public Result run() throws IOException, InterruptedException {
    var process = begin();
    var text = CompletableFuture.supplyAsync(() -> read(process));
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("the child process did not end: " + command);
    }
    return new Result(process.exitValue(), text.join());
  }

  private static String read(Process process) {
    try (var in = process.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "unreadable: " + e;
    }
  }
}
