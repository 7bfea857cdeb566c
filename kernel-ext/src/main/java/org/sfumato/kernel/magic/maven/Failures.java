package org.sfumato.kernel.magic.maven;

import eu.maveniverse.maven.mima.context.Context;
import java.io.File;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.collection.UnsolvableVersionConflictException;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.resolution.VersionResolutionException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.eclipse.aether.transfer.ChecksumFailureException;
import org.sfumato.kernel.magic.Nearest;

/** What went wrong with a library, in one sentence. */
final class Failures {
  private final Context context;
  private final boolean offline;

  Failures(Context context, boolean offline) {
    this.context = context;
    this.offline = offline;
  }

  String sentence(RepositoryException e) {
    var unreachable = unreachable(e);
    if (unreachable.isPresent() && !offline) {
      return unreachable.get();
    }
    if (find(e, UnsolvableVersionConflictException.class).isPresent()) {
      return "what was asked for needs versions that exclude one another: " + first(e);
    }
    return missing(e).map(this::absent).orElseGet(() -> "cannot be resolved: " + first(e));
  }

  /** The library that is not there, if that is what went wrong. */
  private static Optional<Artifact> missing(RepositoryException e) {
    var file = find(e, ArtifactResolutionException.class);
    if (file.isPresent()) {
      return file.get().getResults().stream()
          .filter(r -> !r.isResolved())
          .map(ArtifactResult::getRequest)
          .map(r -> r.getArtifact())
          .findFirst();
    }
    var transfer = find(e, ArtifactTransferException.class);
    if (transfer.isPresent()) {
      return Optional.of(transfer.get().getArtifact());
    }
    var range = find(e, VersionRangeResolutionException.class);
    if (range.isPresent()) {
      return Optional.of(range.get().getResult().getRequest().getArtifact());
    }
    var version = find(e, VersionResolutionException.class);
    return version.isPresent()
        ? Optional.of(version.get().getResult().getRequest().getArtifact())
        : find(e, DependencyCollectionException.class)
            .map(c -> c.getResult().getRoot())
            .map(root -> root.getArtifact());
  }

  private String absent(Artifact artifact) {
    var versions = versions(artifact);
    var name = artifact.getGroupId() + ":" + artifact.getArtifactId();
    var version = artifact.getVersion();
    if (!versions.isEmpty()) {
      boolean known = versions.contains(version);
      var classifier = artifact.getClassifier();
      return "there is no "
          + name
          + ":"
          + version
          + (classifier.isEmpty() ? "" : ":" + classifier)
          + where()
          + (known
              ? "; the version is there, but not "
                  + (classifier.isEmpty() ? "its jar" : "its file " + classifier)
              : "; its versions are " + some(versions));
    }
    return "there is no library "
        + name
        + (version.isEmpty() || version.equals("RELEASE") ? "" : ":" + version)
        + where()
        + neighbour(artifact);
  }

  private String where() {
    return offline
        ? " on this machine, and --offline forbids to fetch it"
        : " in "
            + context.remoteRepositories().stream()
                .map(RemoteRepository::getId)
                .collect(Collectors.joining(", "));
  }

  private static String some(List<String> versions) {
    int n = versions.size();
    return n <= 5
        ? String.join(", ", versions)
        : String.join(", ", versions.subList(0, 2))
            + " … "
            + String.join(", ", versions.subList(n - 3, n));
  }

  private List<String> versions(Artifact artifact) {
    var any = new DefaultArtifact(artifact.getGroupId(), artifact.getArtifactId(), "jar", "[0,)");
    try {
      return context
          .repositorySystem()
          .resolveVersionRange(
              context.repositorySystemSession(),
              new VersionRangeRequest(any, context.remoteRepositories(), null))
          .getVersions()
          .stream()
          .map(Object::toString)
          .toList();
    } catch (RepositoryException e) {
      return List.of();
    }
  }

  /** A repository cannot be asked for names like one; this machine's own can be. */
  private String neighbour(Artifact artifact) {
    var base = context.repositorySystemSession().getLocalRepository().getBasedir();
    var group = new File(base, artifact.getGroupId().replace('.', '/'));
    var names = new ArrayList<String>();
    for (var folder : folders(group)) {
      if (folders(folder).stream().anyMatch(v -> isVersion(folder, v))) {
        names.add(folder.getName());
      }
    }
    return Nearest.to(artifact.getArtifactId(), names)
        .map(n -> "; did you mean " + artifact.getGroupId() + ":" + n + "?")
        .orElse("; look at its spelling: group:artifact:version");
  }

  private static boolean isVersion(File library, File version) {
    return new File(version, library.getName() + "-" + version.getName() + ".pom").isFile();
  }

  private static List<File> folders(File of) {
    var all = of.listFiles(File::isDirectory);
    return all == null ? List.of() : Arrays.asList(all);
  }

  private static Optional<String> unreachable(Throwable e) {
    var host = find(e, UnknownHostException.class);
    if (host.isPresent()) {
      return Optional.of(
          "cannot find "
              + String.valueOf(host.get().getMessage()).replaceAll(":.*", "")
              + ": is there a network? A proxy or mirror goes into ~/.m2/settings.xml, and --offline"
              + " takes what is on this machine");
    }
    if (find(e, ConnectException.class).isPresent()
        || find(e, NoRouteToHostException.class).isPresent()
        || find(e, SocketTimeoutException.class).isPresent()) {
      return Optional.of(
          "a repository does not answer ("
              + first(root(e))
              + "): is there a network? A proxy or mirror goes into ~/.m2/settings.xml, and --offline"
              + " takes what is on this machine");
    }
    if (find(e, SSLException.class).isPresent()) {
      return Optional.of("a repository's certificate is not trusted here (" + first(root(e)) + ")");
    }
    return find(e, ChecksumFailureException.class)
        .map(c -> "a file came damaged (" + first(c) + "); try again");
  }

  private static Throwable root(Throwable e) {
    var t = e;
    while (t.getCause() != null && t.getCause() != t) {
      t = t.getCause();
    }
    return t;
  }

  private static <T> Optional<T> find(Throwable e, Class<T> type) {
    for (var t = e; t != null; t = t.getCause() == t ? null : t.getCause()) {
      if (type.isInstance(t)) {
        return Optional.of(type.cast(t));
      }
    }
    return Optional.empty();
  }

  /** The first line of what an error says. */
  static String first(Throwable e) {
    var said = String.valueOf(e.getMessage()).strip();
    return said.isEmpty() || said.equals("null")
        ? e.getClass().getSimpleName()
        : said.lines().findFirst().orElse(said);
  }
}
