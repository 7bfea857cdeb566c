package org.sfumato.kernel.notebook;

import java.util.LinkedHashMap;
import java.util.Map;

/** The language of the cells, as notebooks and kernels describe it. */
public final class Language {
  private Language() {}

  /** What a kernel calls {@code language_info}, and whoever runs a notebook writes into it. */
  public static Map<String, Object> info() {
    var language = new LinkedHashMap<String, Object>();
    language.put("name", "java");
    // That of the language: with every patch of a JDK in it, a committed notebook would change.
    language.put("version", String.valueOf(Runtime.version().feature()));
    language.put("mimetype", "text/x-java-source");
    // The MIME type is what the classic notebook, JupyterLab and nbconvert's pages all know.
    language.put("codemirror_mode", "text/x-java");
    language.put("file_extension", ".java");
    language.put("pygments_lexer", "java");
    language.put("nbconvert_exporter", "script");
    return language;
  }
}
