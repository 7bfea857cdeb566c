package org.sfumato.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/**
 * A network as a file: TorchScript, code and weights in one archive, as {@code torch.jit.save}
 * makes it. Unlike a state dict such a file is a program and runs when it is called, within what
 * TorchScript's operators can do; take it from those you trust.
 */
public final class TorchScript {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final int LONGEST_CODE = 16 << 20;
  private static final Pattern PARAMETER = Pattern.compile("(\\w+): ");

  private final String file;
  private final PtSymbolBlock module;
  private final List<String> parameters;

  private TorchScript(Path path) {
    file = path.getFileName().toString();
    parameters = parameters(path);
    Torch.start();
    try (var in = Files.newInputStream(path)) {
      module = JniUtils.loadModule((PtNDManager) Torch.manager(), in, true, false);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + path + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          file
              + " is not a TorchScript program that this PyTorch reads: "
              + EngineError.sentence(e).orElse(e.getMessage()),
          e);
    }
    JniUtils.enableInferenceMode(module);
    var loaded = module;
    CLEANER.register(this, loaded::close);
  }

  /**
   * Loads a program.
   *
   * @throws IllegalArgumentException if there is no such file, or if it is no TorchScript
   */
  public static TorchScript load(Path path) {
    if (!is(path)) {
      throw new IllegalArgumentException(
          path.getFileName()
              + " is not a TorchScript program; weights alone are opened with the network they belong to, such as inception(path)");
    }
    // On a thread of its own: the scope of the caller would close what belongs to the program.
    try {
      return CompletableFuture.supplyAsync(() -> new TorchScript(path)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException why ? why : e;
    }
  }

  /**
   * Whether this file is a TorchScript program.
   *
   * @throws IllegalArgumentException if there is no such file
   */
  public static boolean is(Path path) {
    try (var in = Files.newInputStream(path)) {
      var start = in.readNBytes(2);
      return start.length == 2 && start[0] == 'P' && start[1] == 'K' && TorchZip.program(path);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no weights file " + path, e);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + path + ": " + e.getMessage(), e);
    }
  }

  /** The names of what its {@code forward} takes after the module itself. */
  public List<String> parameters() {
    return parameters;
  }

  /** What it gives for {@code x}; gradients run through it if they are on. */
  public NDList of(NDArray x) {
    var name = x.getName();
    x.setName(null);
    try {
      return IValueUtils.forward(module, new NDList(x), true);
    } catch (RuntimeException e) {
      throw failed(e);
    } finally {
      x.setName(name);
      Reference.reachabilityFence(this);
    }
  }

  /**
   * What it gives for {@code x} when this one of its parameters is true and all others are false;
   * without gradients.
   */
  public NDArray with(String flag, NDArray x) {
    var arguments = new IValue[parameters.size()];
    try {
      arguments[0] = IValue.from((PtNDArray) x);
      for (int k = 1; k < arguments.length; k++) {
        arguments[k] = IValue.from(parameters.get(k).equals(flag));
      }
      try (var result = module.forward(arguments)) {
        return result.toTensor((PtNDManager) x.getManager());
      }
    } catch (RuntimeException e) {
      throw failed(e);
    } finally {
      for (var a : arguments) {
        if (a != null) {
          a.close();
        }
      }
      Reference.reachabilityFence(this);
    }
  }

  private IllegalArgumentException failed(RuntimeException e) {
    return new IllegalArgumentException(
        file + " failed: " + EngineError.sentence(e).orElse(String.valueOf(e.getMessage())), e);
  }

  /** The archive's pickle names the class first, and the class's source has its forward. */
  private static List<String> parameters(Path path) {
    try (var zip = new ZipFile(path.toFile())) {
      var pickle = TorchZip.root(zip, path.getFileName().toString());
      var head = text(zip, pickle + "data.pkl", StandardCharsets.ISO_8859_1);
      var named = Pattern.compile("c(__torch__[\\w.]*)\n(\\w+)\n").matcher(head);
      if (!named.find()) {
        return List.of();
      }
      var code =
          text(
              zip,
              pickle + "code/" + named.group(1).replace('.', '/') + ".py",
              StandardCharsets.UTF_8);
      int type = code.indexOf("class " + named.group(2) + "(Module)");
      int start = code.indexOf("def forward(self", Math.max(0, type));
      int end = start < 0 ? -1 : code.indexOf("->", start);
      if (end < 0) {
        return List.of();
      }
      var all = PARAMETER.matcher(code.substring(start, end)).results().map(m -> m.group(1));
      return all.filter(n -> !n.equals("self")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + path + ": " + e.getMessage(), e);
    }
  }

  private static String text(ZipFile zip, String name, java.nio.charset.Charset charset)
      throws IOException {
    var entry = zip.getEntry(name);
    if (entry == null) {
      return "";
    }
    try (var in = zip.getInputStream(entry)) {
      return new String(in.readNBytes(LONGEST_CODE), charset);
    }
  }
}
