package org.sfumato.kernel.magic;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sfumato.kernel.magic.Words.Takes;
import org.sfumato.kernel.magic.maven.Coordinate;
import org.sfumato.kernel.magic.maven.Library;
import org.sfumato.kernel.magic.maven.Present;
import org.sfumato.kernel.magic.maven.Resolver;
import org.sfumato.kernel.magic.maven.Versions;
import org.sfumato.kernel.magic.maven.Wanted;

/** {@code %maven}. */
public final class MavenMagic implements Magic {
  private static final Map<String, Takes> OPTIONS =
      Map.of("--offline", Takes.NOTHING, "--repo", Takes.A_VALUE, "--exclude", Takes.A_VALUE);

  @Override
  public String name() {
    return "maven";
  }

  @Override
  public String help() {
    return """
        Fetches libraries, with all that they need, and adds them to what cells can use.

        %maven org.apache.commons:commons-text:1.13.0
        %maven org.ejml:ejml-simple:0.44.0 org.jgrapht:jgrapht-core:1.5.2    several at once
        %maven org.apache.commons:commons-text                               the latest release
        %maven org.apache.commons:commons-text:[1.9,1.12)                    the highest of a range
        %maven org.lwjgl:lwjgl:3.3.4:natives-linux                           with a classifier

        --repo URL            look there too: an address or a folder; may be given again
        --exclude GROUP:NAME  leave out a dependency; NAME may be *; may be given again
        --offline             only what is on this machine

        Mirrors, proxies and passwords are those of ~/.m2/settings.xml. A library that the kernel has
        itself, or that was added before, is not added again in another version: the answer says so.""";
  }

  @Override
  public Set<Place> places() {
    return Set.of(Place.LINE);
  }

  @Override
  public Optional<Object> run(Call call) {
    var words = Words.of("%maven", call.arguments(), OPTIONS);
    Arguments.needed(
        "%maven",
        String.join(" ", words.rest()),
        "libraries: group:artifact:version, such as com.google.guava:guava:33.0.0-jre");
    var wanted =
        new Wanted(
            words.rest().stream().map(Coordinate::of).toList(),
            words.values("--exclude"),
            words.values("--repo"),
            words.has("--offline"));
    try (var resolver = new Resolver(wanted, Amount::bytes)) {
      return Optional.of(add(resolver, call.cells()));
    }
  }

  private static Object add(Resolver resolver, Cells cells) {
    var kernel = new Present(kernel());
    var before = new Present(cells.classpath());
    var fetch = new ArrayList<Library>();
    var notes = new ArrayList<String>();
    for (var library : resolver.libraries()) {
      var own = kernel.version(library);
      var there = own.or(() -> before.version(library));
      if (there.isPresent()) {
        notes.add(kept(library, there.get(), own.isPresent()));
      } else {
        fetch.add(library);
      }
    }
    var files = resolver.files(fetch);
    cells.classpath(List.copyOf(files.values()));
    return files.isEmpty()
        ? new Saying("nothing new: " + String.join("; ", notes))
        : listing(files, notes);
  }

  /** A session has one copy of a library, and it is the first; whoever needs a newer must know. */
  private static String kept(Library asked, String there, boolean kernels) {
    var said =
        asked.artifact() + " " + there + (kernels ? " is the kernel's own" : " was added before");
    if (there.equals(asked.version())) {
      return said;
    }
    return Versions.isOlder(there, asked.version())
        ? said
            + " and stays: "
            + asked.version()
            + " was asked for, so what is new in it is missing"
        : said + " and stays, though " + asked.version() + " was asked for";
  }

  private static Listing listing(Map<Library, Path> files, List<String> notes) {
    var rows = new ArrayList<List<String>>();
    long bytes = 0;
    for (var e : files.entrySet()) {
      var l = e.getKey();
      var name = l.artifact() + (l.classifier().isEmpty() ? "" : " " + l.classifier());
      rows.add(List.of(l.group(), name, l.version(), Jars.size(e.getValue())));
      bytes += e.getValue().toFile().length();
    }
    var sum =
        "added "
            + rows.size()
            + (rows.size() == 1 ? " library, " : " libraries, ")
            + Amount.bytes(bytes);
    var below = notes.isEmpty() ? sum : sum + "; " + String.join("; ", notes);
    return new Listing(List.of("group", "library", "version", "size"), Set.of(3), rows, below);
  }

  private static List<Path> kernel() {
    return Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator))
        .filter(p -> !p.isBlank())
        .map(Path::of)
        .toList();
  }
}
