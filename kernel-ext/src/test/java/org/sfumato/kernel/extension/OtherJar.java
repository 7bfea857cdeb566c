package org.sfumato.kernel.extension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.sfumato.kernel.magic.Magic;
import org.sfumato.kernel.render.TypeRenderer;

/** A jar as somebody else would build it, compiled against this one. */
public final class OtherJar {
  private static final Map<String, String> SOURCES =
      Map.of(
          "Halved.java",
          """
          package other;
          import ai.djl.ndarray.NDArray;
          import org.sfumato.*;
          public record Halved() implements Corruption {
            public NDArray of(NDArray x, Step s) { return x.mul(0.5f); }
          }
          """,
          "Darker.java",
          """
          package other;
          import ai.djl.ndarray.NDArray;
          import org.sfumato.*;
          import org.sfumato.guidance.Guidances;
          public record Darker() implements Term {
            public NDArray of(NDArray x0, Step s) { return Guidances.average(x0); }
          }
          """,
          "Celsius.java",
          """
          package other;
          import org.sfumato.kernel.message.Bundle;
          import org.sfumato.kernel.render.TypeRenderer;
          public record Celsius(double degrees) {
            public static final class Form implements TypeRenderer<Celsius> {
              public Class<Celsius> type() { return Celsius.class; }
              public Bundle of(Celsius c) {
                return Bundle.text(c.degrees() + " °C").with("text/html", "<b>" + c.degrees() + "</b>");
              }
            }
          }
          """,
          "Shout.java",
          """
          package other;
          import java.util.*;
          import org.sfumato.kernel.magic.Magic;
          public final class Shout implements Magic {
            public String name() { return "shout"; }
            public String help() { return "Says it louder."; }
            public Set<Place> places() { return Set.of(Place.LINE, Place.CELL); }
            public Optional<Object> run(Call call) throws Exception {
              if (call.arguments().equals("count")) {
                return call.cells().java("1 + 1");
              }
              if (call.arguments().isEmpty()) {
                throw new IllegalArgumentException("%shout needs something to say");
              }
              return Optional.of((call.arguments() + call.body().orElse("")).toUpperCase());
            }
          }
          """);

  private static final Map<String, String> SERVICES =
      Map.of(
          Magic.class.getName(), "other.Shout",
          TypeRenderer.class.getName(), "other.Celsius$Form");

  private OtherJar() {}

  /** A jar with a corruption, a guidance term, a type with its looks, and a magic. */
  public static Path in(Path folder) throws IOException {
    return of(folder, SOURCES, SERVICES);
  }

  private static Path of(Path folder, Map<String, String> sources, Map<String, String> services)
      throws IOException {
    var classes = Files.createDirectories(folder.resolve("classes"));
    for (var source : sources.entrySet()) {
      Files.writeString(folder.resolve(source.getKey()), source.getValue());
    }
    var files = sources.keySet().stream().map(n -> folder.resolve(n).toString());
    var options =
        List.of("-d", classes.toString(), "-classpath", System.getProperty("java.class.path"));
    var arguments = Stream.concat(options.stream(), files).toArray(String[]::new);
    if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments) != 0) {
      throw new IllegalArgumentException("the sources of the jar do not compile");
    }
    for (var service : services.entrySet()) {
      var file = classes.resolve("META-INF/services/" + service.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, service.getValue() + "\n");
    }
    return packed(classes, folder.resolve("other.jar"));
  }

  private static Path packed(Path classes, Path jar) throws IOException {
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        var files = Files.walk(classes)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var name = classes.relativize(file).toString().replace('\\', '/');
        out.putNextEntry(new JarEntry(name));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return jar;
  }
}
