package org.sfumato.kernel.magic.maven;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.ContextOverrides.AddRepositoriesOp;
import eu.maveniverse.maven.mima.runtime.standalonestatic.StandaloneStaticRuntime;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.VersionRequest;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;
import org.eclipse.aether.util.graph.visitor.FilteringDependencyVisitor;
import org.eclipse.aether.util.graph.visitor.PreorderNodeListGenerator;
import org.sfumato.Cancel;
import org.sfumato.Interrupted;

/**
 * Finds libraries with all that they need, as Maven would: with the user's settings.xml (mirrors,
 * proxies, passwords) and local repository.
 */
public final class Resolver implements AutoCloseable {
  private final Wanted wanted;
  private final Transfers transfers;
  private final Context context;
  private final Failures failures;
  private final List<RemoteRepository> repositories;

  /**
   * @param bytes how an amount of bytes is written
   * @throws IllegalArgumentException if a repository's address is none, or settings.xml is broken
   */
  public Resolver(Wanted wanted, LongFunction<String> bytes) {
    this.wanted = wanted;
    transfers = new Transfers(bytes);
    var overrides =
        ContextOverrides.create()
            .withUserSettings(true)
            .offline(wanted.offline() ? Boolean.TRUE : null)
            .repositories(addresses(wanted.repositories()))
            .addRepositoriesOp(AddRepositoriesOp.APPEND)
            .transferListener(transfers)
            .configProperties(
                Map.of(
                    // A folder is no network.
                    "aether.offline.protocols", "file",
                    "aether.connector.http.useSystemProperties", "true"));
    var local = System.getProperty("maven.repo.local", "");
    if (!local.isEmpty()) {
      overrides.withLocalRepositoryOverride(Path.of(local));
    }
    try {
      context = new StandaloneStaticRuntime().create(overrides.build());
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Maven's settings cannot be used: " + Failures.first(e), e);
    }
    repositories = context.remoteRepositories();
    failures = new Failures(context, wanted.offline());
  }

  private static List<RemoteRepository> addresses(List<String> given) {
    var all = new ArrayList<RemoteRepository>();
    all.add(ContextOverrides.CENTRAL);
    for (int i = 0; i < given.size(); i++) {
      all.add(
          new RemoteRepository.Builder("repo" + (i + 1), "default", address(given.get(i))).build());
    }
    return all;
  }

  private static String address(String given) {
    var folder = new File(given);
    if (folder.isDirectory()) {
      return folder.toURI().toString();
    }
    if (!given.matches("(?i)(https?|file):.+")) {
      throw new IllegalArgumentException(
          "\"" + given + "\" is no repository: name a folder or an address like https://…");
    }
    try {
      return URI.create(given).toString();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("\"" + given + "\" is no address: " + e.getMessage(), e);
    }
  }

  /**
   * The libraries and what they need at run time, in the order of a class path.
   *
   * @throws IllegalArgumentException with one sentence, if one is not to be had
   */
  public List<Library> libraries() {
    transfers.begin("read what libraries need", 0);
    try {
      var request = new CollectRequest().setRepositories(repositories);
      for (var c : wanted.coordinates()) {
        for (var artifact : artifacts(c)) {
          request.addDependency(
              new Dependency(artifact, JavaScopes.COMPILE, false, exclusions(wanted.without())));
        }
      }
      return listed(
          context
              .repositorySystem()
              .collectDependencies(context.repositorySystemSession(), request)
              .getRoot());
    } catch (RepositoryException e) {
      throw failed(e);
    } finally {
      transfers.finish();
    }
  }

  private List<Artifact> artifacts(Coordinate c) throws RepositoryException {
    Artifact main = new DefaultArtifact(c.group(), c.artifact(), "", c.extension(), c.version());
    if (c.isNewest()) {
      var newest = new VersionRequest(main, repositories, null);
      main =
          main.setVersion(
              context
                  .repositorySystem()
                  .resolveVersion(context.repositorySystemSession(), newest)
                  .getVersion());
    }
    var version = main.getVersion();
    return c.classifiers().stream()
        .<Artifact>map(k -> new DefaultArtifact(c.group(), c.artifact(), k, c.extension(), version))
        .toList();
  }

  private static List<Exclusion> exclusions(List<String> without) {
    return without.stream()
        .map(
            w -> {
              var parts = w.split(":", -1);
              if (parts.length > 2 || w.isBlank()) {
                throw new IllegalArgumentException(
                    "--exclude needs group:artifact, such as org.slf4j:slf4j-api or org.slf4j:*, not "
                        + w);
              }
              return new Exclusion(parts[0], parts.length == 2 ? parts[1] : "*", "*", "*");
            })
        .toList();
  }

  private static List<Library> listed(DependencyNode root) {
    var nodes = new PreorderNodeListGenerator();
    root.accept(
        new FilteringDependencyVisitor(
            nodes, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME)));
    var all = new LinkedHashSet<Library>();
    for (var artifact : nodes.getArtifacts(true)) {
      if (artifact.getExtension().equals("jar")) {
        all.add(
            new Library(
                artifact.getGroupId(),
                artifact.getArtifactId(),
                artifact.getVersion(),
                artifact.getExtension(),
                artifact.getClassifier()));
      }
    }
    return List.copyOf(all);
  }

  /**
   * The files of libraries, fetched where they are not on this machine.
   *
   * @throws IllegalArgumentException with one sentence, if one is not to be had
   */
  public Map<Library, Path> files(List<Library> libraries) {
    var requests =
        libraries.stream().map(l -> new ArtifactRequest(artifact(l), repositories, null)).toList();
    transfers.begin("fetch libraries", libraries.size());
    try {
      var results =
          context.repositorySystem().resolveArtifacts(context.repositorySystemSession(), requests);
      var files = new LinkedHashMap<Library, Path>();
      for (int i = 0; i < libraries.size(); i++) {
        files.put(libraries.get(i), results.get(i).getArtifact().getFile().toPath());
      }
      return files;
    } catch (RepositoryException e) {
      throw failed(e);
    } finally {
      transfers.finish();
    }
  }

  private static Artifact artifact(Library l) {
    return new DefaultArtifact(l.group(), l.artifact(), l.classifier(), l.extension(), l.version());
  }

  private RuntimeException failed(RepositoryException e) {
    return Cancel.requested()
        ? new Interrupted("stopped while libraries were fetched", null)
        : new IllegalArgumentException(failures.sentence(e), e);
  }

  @Override
  public void close() {
    context.close();
  }
}
