package org.sfumato.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An operator written in TorchScript from Java: what DJL lacks (group norm, attention, unfolding,
 * second-order gradients), or a whole network as one compiled function. It is compiled in this
 * process from its source, once, and is differentiable.
 *
 * <p>The source is one function in the dialect of serialised TorchScript: positional arguments,
 * {@code torch.} operators, numbers for types:
 *
 * <pre>{@code
 * static final Op SILU = Op.of("def silu(self, x: Tensor) -> Tensor:\n  return torch.silu(x)\n");
 * }</pre>
 */
public final class Op {
  private static final Map<String, Op> COMPILED = new ConcurrentHashMap<>();
  private static final Pattern NAME = Pattern.compile("def (\\w+)\\(");

  /** The engine's own switch is of a thread, and cannot be read. */
  private static final ThreadLocal<Boolean> AS_WRITTEN = ThreadLocal.withInitial(() -> false);

  private final String method;
  private final PtSymbolBlock module;
  private final NDArray tag;

  private Op(String source) {
    var found = NAME.matcher(source);
    if (!found.find()) {
      throw new IllegalArgumentException(
          "an operator's source needs a function: def name(self, x: Tensor) -> Tensor:");
    }
    method = found.group(1);
    var manager = (PtNDManager) Torch.manager();
    try (var archive = new ByteArrayInputStream(archive(source))) {
      module = JniUtils.loadModule(manager, archive, true, false);
    } catch (IOException e) {
      throw new IllegalStateException("an archive in memory could not be read", e);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "operator " + method + " does not compile: " + EngineError.compilation(e.getMessage()),
          e);
    }
    tag = manager.create(0f);
    tag.detach();
    tag.setName("module_method:" + method);
  }

  /** The operator of this source; the same source is compiled once in a process. */
  public static Op of(String source) {
    Torch.start();
    var known = COMPILED.get(source);
    if (known != null) {
      return known;
    }
    // On a thread of its own: the scope of the first caller would close what belongs to the
    // operator.
    try {
      return COMPILED.computeIfAbsent(
          source, s -> CompletableFuture.supplyAsync(() -> new Op(s)).join());
    } catch (CompletionException e) {
      // Told again here, because the trace of that thread does not lead to the caller's line.
      throw e.getCause() instanceof IllegalArgumentException why
          ? new IllegalArgumentException(why.getMessage(), why)
          : e;
    }
  }

  /**
   * Runs work with operators as they are written. The engine rewrites an operator after its first
   * calls, and then the last bits of its results differ from those before; work that must give the
   * same bits in a process that has just begun does without. Work inside such work is such work.
   */
  public static <T> T asWritten(Supplier<T> work) {
    Torch.start();
    if (AS_WRITTEN.get()) {
      return work.get();
    }
    AS_WRITTEN.set(true);
    JniUtils.setGraphExecutorOptimize(false);
    try {
      return work.get();
    } finally {
      JniUtils.setGraphExecutorOptimize(true);
      AS_WRITTEN.set(false);
    }
  }

  /** The single result for these arguments, on the caller's gradient tape if gradients are on. */
  public NDArray on(NDArray... arguments) {
    return run(new NDList(), arguments).get(0);
  }

  /** All results for these arguments. */
  public NDList all(NDArray... arguments) {
    return run(new NDList(), arguments);
  }

  /** The single result, where the last parameter is a {@code List[Tensor]}. */
  public NDArray on(NDList last, NDArray... first) {
    return run(last, first).get(0);
  }

  /** All results, where the last parameter is a {@code List[Tensor]}. */
  public NDList all(NDList last, NDArray... first) {
    return run(last, first);
  }

  private NDList run(NDList last, NDArray... first) {
    // The engine reads meaning into names: "list[]" gathers a list, others would become
    // dictionaries.
    var arguments = new NDList(first.length + last.size() + 1);
    arguments.addAll(java.util.Arrays.asList(first));
    arguments.addAll(last);
    var names = arguments.stream().map(NDArray::getName).toList();
    for (int i = 0; i < arguments.size(); i++) {
      arguments.get(i).setName(i < first.length ? null : "list[]");
    }
    var given = new NDList(arguments);
    given.add(tag);
    try {
      // "training" only says that results may enter automatic differentiation; the grad mode
      // decides.
      return IValueUtils.forward(module, given, true);
    } finally {
      for (int i = 0; i < arguments.size(); i++) {
        arguments.get(i).setName(names.get(i));
      }
    }
  }

  private static byte[] archive(String source) throws IOException {
    var code =
        new StringBuilder(
            "class Ops(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n");
    source.lines().forEach(line -> code.append("  ").append(line).append('\n'));
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      stored(zip, "ops/data.pkl", emptyModule());
      stored(zip, "ops/code/__torch__.py", code.toString().getBytes(StandardCharsets.UTF_8));
      stored(zip, "ops/constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
      stored(zip, "ops/version", "3\n".getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }

  /** The pickle of a module of class {@code __torch__.Ops} with {@code training = True}. */
  private static byte[] emptyModule() throws IOException {
    var p = new ByteArrayOutputStream();
    p.write(new byte[] {(byte) 0x80, 2});
    p.write("c__torch__\nOps\n".getBytes(StandardCharsets.US_ASCII));
    p.write(new byte[] {')', (byte) 0x81, '}', '('});
    p.write('X');
    p.write(new byte[] {8, 0, 0, 0});
    p.write("training".getBytes(StandardCharsets.US_ASCII));
    p.write(new byte[] {(byte) 0x88, 'u', 'b', '.'});
    return p.toByteArray();
  }

  private static void stored(ZipOutputStream zip, String name, byte[] content) throws IOException {
    var entry = new ZipEntry(name);
    var crc = new CRC32();
    crc.update(content);
    entry.setSize(content.length);
    entry.setCompressedSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /** The name of the function. */
  public String method() {
    return method;
  }

  /** Names of the functions compiled so far. */
  static List<String> compiled() {
    return COMPILED.values().stream().map(Op::method).sorted().toList();
  }
}
