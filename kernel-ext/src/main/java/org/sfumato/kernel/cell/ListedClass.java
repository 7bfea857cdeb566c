package org.sfumato.kernel.cell;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.tools.JavaFileObject;

/** A class file that the compiler may read, known by its name alone until it does. */
final class ListedClass implements JavaFileObject {
  /** What is in a file. */
  @FunctionalInterface
  interface Content {
    byte[] of(Path container, String name) throws IOException;
  }

  private final Path container;
  private final String name;
  private final Content content;

  ListedClass(Path container, String packageName, String simpleName, Content content) {
    this.container = container;
    this.content = content;
    name = path(packageName, simpleName);
  }

  Path container() {
    return container;
  }

  /** The folder that stands for its package. */
  String packageName() {
    int slash = name.lastIndexOf('/');
    return name.substring(0, Math.max(0, slash)).replace('/', '.');
  }

  private static String path(String packageName, String simpleName) {
    var folder = packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
    return folder + simpleName + ".class";
  }

  String binaryName() {
    return binaryName(name);
  }

  static String binaryName(String name) {
    return name.substring(0, name.length() - Kind.CLASS.extension.length()).replace('/', '.');
  }

  /** Made when it is asked for, which is hardly ever: to read an address costs much. */
  @Override
  public URI toUri() {
    return URI.create("class:/" + name);
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public Kind getKind() {
    return Kind.CLASS;
  }

  @Override
  public NestingKind getNestingKind() {
    return null;
  }

  @Override
  public Modifier getAccessLevel() {
    return null;
  }

  @Override
  public long getLastModified() {
    return 0;
  }

  @Override
  public boolean delete() {
    return false;
  }

  @Override
  public CharSequence getCharContent(boolean ignoreEncodingErrors) {
    throw notText();
  }

  @Override
  public Reader openReader(boolean ignoreEncodingErrors) {
    throw notText();
  }

  @Override
  public Writer openWriter() {
    throw notText();
  }

  @Override
  public OutputStream openOutputStream() {
    throw notText();
  }

  private IllegalStateException notText() {
    return new IllegalStateException(name + " is a class to be read, and nothing else");
  }

  @Override
  public boolean isNameCompatible(String simpleName, Kind kind) {
    return kind == Kind.CLASS
        && name.substring(name.lastIndexOf('/') + 1).equals(simpleName + kind.extension);
  }

  @Override
  public InputStream openInputStream() throws IOException {
    return new ByteArrayInputStream(content.of(container, name));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ListedClass c && name.equals(c.name) && container.equals(c.container);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
