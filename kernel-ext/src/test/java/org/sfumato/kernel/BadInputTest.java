package org.sfumato.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.kernel.cell.Session;

/** A user who does everything wrong gets one sentence each time, and goes on working. */
@Tag("slow")
class BadInputTest {
  private static final String START =
      "import ai.djl.ndarray.*; import ai.djl.ndarray.types.*; import org.sfumato.engine.Op;"
          + " var g = gaussianPrior(.5, .2).shape(1, 16, 16); var base = sample(g).with(euler(3)).seed(1);"
          + " var four = base.draw(4); var net = unet(16, 1).channels(8, 8);";
  private static Session session;
  @TempDir private static Path folder;

  @BeforeAll
  static void start() {
    session = new Session();
    session.value(START);
  }

  @AfterAll
  static void end() {
    session.close();
  }

  @AfterEach
  void should_leave_later_work_unharmed() {
    assertEquals("2", session.value("base.draw(2).size()"));
  }

  @Test
  void should_name_a_file_that_is_not_there() {
    says(
        "images(\"/no/such.png\")",
        "java.lang.IllegalArgumentException: there is no file or folder /no/such.png");
    says(
        "volume(\"/no/such.nii\")",
        "java.lang.IllegalArgumentException: there is no readable file /no/such.nii");
    says(
        "checkpoint(\"/no/such\")",
        "java.lang.IllegalArgumentException: there is no file /no/such");
  }

  @Test
  void should_say_that_a_volume_is_cut_off_without_the_causes_below() throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(nifti());
    }
    var zipped =
        Files.write(
            folder.resolve("a.nii.gz"),
            java.util.Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
    says(
        "volume(\"%s\")".formatted(zipped),
        "org.sfumato.datasets.format.BadFile: "
            + zipped
            + " is cut off: its compressed data ends early; copy or download it again");
    var plain = Files.write(folder.resolve("a.nii"), java.util.Arrays.copyOf(nifti(), 2000));
    says(
        "volume(\"%s\")".formatted(plain),
        "org.sfumato.datasets.format.BadFile: "
            + plain
            + " is cut off: it holds 1648 of 4096 bytes of voxels; copy or download it again");
  }

  @Test
  void should_refuse_a_wrong_shape_and_values_that_are_no_numbers() {
    says(
        "sample(g).from(noised(imagesOf(new float[64], 1, 1, 8, 8), .5)).draw()",
        "java.lang.IllegalArgumentException: gaussianPrior(0.5, 0.2).shape(1, 16, 16) draws images of shape [1, 16, 16], but the start has [1, 8, 8]; resize(16) would fit");
    says(
        "imagesOf(new float[10], 1, 1, 3, 3)",
        "java.lang.IllegalArgumentException: 1 images of shape [1, 3, 3] need 9 values, but there are 10");
    says(
        "imagesOf(new float[] {Float.NaN}, 1, 1, 1, 1)",
        "java.lang.IllegalArgumentException: image 0 has NaN at channel 0, row 0, column 0; values must be numbers in [0, 1]");
    says(
        "train(unet(16, 3).channels(8, 8)).on(imagesOf(new float[256], 1, 1, 16, 16))",
        "java.lang.IllegalArgumentException: the network takes images of shape [3, 16, 16], but imagesOf(…) has [1, 16, 16]; use unet(16, 1), or toGray()");
  }

  @Test
  void should_refuse_energies_that_are_not_one_number_per_image_with_a_gradient() {
    says(
        "base.guide(energy(\"e\", (x, s) -> x.square().sum())).draw(2)",
        "java.lang.IllegalArgumentException: energy \"e\" returned a scalar, but one value per image is needed, [4]; use sqNorm(a), norm(a) or average(a)");
    says(
        "base.guide(energy(\"e\", (x, s) -> sqNorm(x).toType(DataType.INT64, false))).draw(2)",
        "java.lang.IllegalArgumentException: «e» returned whole numbers or truth values (int64), which have no gradient; compute it without casts and comparisons");
    assertEquals(
        "NumberType: DataType.BFLOAT16 would end this process: the engine's native library does not know it. Use DataType.FLOAT32",
        session.error(
            "base.guide(energy(\"e\", (x, s) -> sqNorm(x.toType(DataType.BFLOAT16, false)))).draw(2)"));
    assertEquals("1", session.value("// not DataType.BFLOAT16\n1"));
  }

  @Test
  void should_show_the_line_of_an_energy_that_throws() {
    var said =
        session.error(
            "base.guide(energy(\"e\", (x, s) -> {\n  if (s != null) throw new IllegalStateException(\"my own words\");\n  return sqNorm(x);\n})).draw(2)");
    assertTrue(said.startsWith("java.lang.IllegalStateException: my own words\n"), said);
    assertTrue(said.lines().toList().get(1).matches("    at In\\[\\d+], line 2"), said);
    assertTrue(
        said.contains("throw new IllegalStateException(\"my own words\")")
            && !said.contains("org.sfumato"),
        said);
    says(
        "base.guide(energy(\"e\", (x, s) -> sqNorm(x.get(\":, 5\")))).draw(2)",
        "ai.djl.engine.EngineException: index 5 is out of bounds for dimension 1 with size 1");
  }

  @Test
  void should_say_how_long_arrays_live() {
    var sentence =
        "java.lang.IllegalStateException: this array is released: arrays live until the end of their step; keep numbers instead, by toFloatArray() inside the step";
    session.value("class Keep { static NDArray kept; }");
    says(
        "base.guide(energy(\"e\", (x, s) -> { Keep.kept = x.mul(2); return sqNorm(x); })).draw(2);\nKeep.kept.toFloatArray()",
        sentence);
    says("base.guide(energy(\"e\", (x, s) -> sqNorm(x.add(Keep.kept)))).draw(2)", sentence);
  }

  @Test
  void should_list_what_there_is_for_a_name_that_nothing_has() {
    var said = session.error("dataset(\"brainwob/t1\")");
    assertTrue(
        said.startsWith(
            "java.lang.IllegalArgumentException: there is no data set \"brainwob/t1\"; did you mean \"brainweb/t1\"? Known: "),
        said);
  }

  @Test
  void should_notice_a_damaged_checkpoint_and_a_file_that_is_none() throws Exception {
    var file = folder.resolve("m.safetensors");
    session.value(
        "var fit = train(net).on(four).minimise(denoising()).steps(1).batch(2).fit(); fit.save(\"%s\");"
            .formatted(file));
    assertEquals("prior(\"" + file + "\")", session.value("checkpoint(\"%s\")".formatted(file)));
    var whole = Files.readAllBytes(file);
    var flipped = whole.clone();
    flipped[whole.length - 40] ^= 64;
    Files.write(file, flipped);
    says(
        "checkpoint(\"%s\")".formatted(file),
        "java.lang.IllegalArgumentException: "
            + file
            + " is damaged: its weights do not have the checksum it was saved with; copy or save it again");
    var none = Files.writeString(folder.resolve("none"), "hello, I am text");
    says(
        "checkpoint(\"%s\")".formatted(none),
        "java.lang.IllegalArgumentException: "
            + none
            + " is not a whole safetensors file: it does not start with the length of a header");
    says(
        "train(net).on(four).from(\"%s\").fit()".formatted(none),
        "java.lang.IllegalArgumentException: "
            + none
            + " is not a whole safetensors file: it does not start with the length of a header");
  }

  @Test
  @Timeout(120)
  void should_say_where_an_interrupted_draw_stopped_and_keep_it() throws Exception {
    var said = new String[1];
    var cell = new Thread(() -> said[0] = session.error("sample(g).with(euler(200000)).draw(4)"));
    cell.start();
    Thread.sleep(3000);
    session.engine().interrupt();
    cell.join();
    assertTrue(
        said[0].matches(
            "Interrupted: stopped at In\\[\\d+], line 1: sampling stopped at step \\d+ of 200000 \\(σ [^)]+\\);"
                + " the images as they were are in lastDrawn\\(\\)"),
        said[0]);
    assertEquals("4", session.value("lastDrawn().size()"));
  }

  @Test
  void should_refuse_to_save_over_what_is_not_a_file() throws Exception {
    var taken = Files.createDirectory(folder.resolve("taken"));
    for (var save :
        List.of(
            "score(four, mse(four))",
            "score(four, mse(four)).chart()",
            "train(net).on(four).steps(1).batch(1).fit()")) {
      says(
          save + ".save(\"%s\")".formatted(taken),
          "java.lang.IllegalArgumentException: "
              + taken
              + " is a folder; name a file in it to save to");
    }
    assertTrue(Files.isDirectory(taken));
    var file = Files.writeString(folder.resolve("plain"), "kept");
    var said = session.error("score(four, mse(four)).chart().save(\"%s/x.png\")".formatted(file));
    assertTrue(
        said.startsWith(
            "java.io.IOException: could not write "
                + file
                + "/x.png ("
                + file
                + " is a file, not a folder); "),
        said);
    assertEquals("kept", Files.readString(file));
  }

  @Test
  void should_refuse_what_would_end_the_process_or_never_fit_into_it() {
    says(
        "System.exit(0)",
        "java.lang.IllegalStateException: System.exit(0) would end this notebook and all its values; let the cell end, or throw an exception to fail");
    says(
        "Runtime.getRuntime().halt(0)",
        "java.lang.IllegalStateException: System.exit(0) would end this notebook and all its values; let the cell end, or throw an exception to fail");
    var said = session.error("base.draw(2000000000)");
    assertTrue(
        said.matches(
            "(?s)java.lang.IllegalArgumentException: 2000000000 images of 16×16 do not fit into the memory of this process; draw at most \\d+ at a time, .*"),
        said);
  }

  @Test
  void should_answer_other_slips_in_words() {
    says(
        "lmi(null)",
        "java.lang.NullPointerException: null was given where a value is needed; is every variable on this line set, or did its cell fail?");
    assertEquals(
        "In[n], line 1: there is no magic %matplotlib; %lsmagic lists them all",
        session
            .error("%matplotlib inline\n1 + 1")
            .lines()
            .findFirst()
            .orElseThrow()
            .replaceFirst("\\d+", "n"));
    assertEquals("1", session.value("7\n  % 2"));
    var said =
        session.error(
            "Op.of(\"def f(self, x: Tensor) -> Tensor:\\n  return torch.nonsense(x)\\n\")");
    assertTrue(
        said.startsWith(
            "java.lang.IllegalArgumentException: operator f does not compile: Unknown builtin op: aten::nonsense. In: return torch.nonsense(x)\n"),
        said);
  }

  @Test
  void should_exit_with_an_error_and_one_sentence() throws Exception {
    var missing =
        child(
            List.of(),
            "eval",
            "-e",
            "images(\"/no/such.png\")",
            "-e",
            "System.out.println(\"went on\")");
    assertEquals(
        "1: java.lang.IllegalArgumentException: there is no file or folder /no/such.png\n    at In[1], line 1\n      images(\"/no/such.png\")\n",
        missing);
    assertEquals(
        "1: sfumato: there is no file /no/such.ipynb\n", child(List.of(), "run", "/no/such.ipynb"));
  }

  @Test
  void should_leave_the_old_file_whole_when_the_disk_is_full() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/unshare")),
        "needs unshare for a small disk of its own");
    var disk = Files.createDirectory(folder.resolve("disk"));
    var copy = folder.resolve("old");
    var script =
        "mount -t tmpfs -o size=64k tmpfs %1$s || exit 77; printf old > %1$s/m; \"$@\"; code=$?; cp %1$s/m %2$s; ls -A %1$s; exit $code"
            .formatted(disk, copy);
    var cell = START + " train(net).on(four).steps(1).batch(1).fit().save(\"" + disk + "/m\");";
    var said = child(List.of("unshare", "-m", "sh", "-c", script, "sh"), "eval", "-e", cell);
    Assumptions.assumeTrue(
        !said.startsWith("77") && !said.contains("Operation not permitted"),
        "no right to mount a small disk here");
    assertTrue(
        said.startsWith("1: ")
            && said.contains(
                "\njava.io.UncheckedIOException: could not write "
                    + disk
                    + "/m (No space left on device); what was there before is untouched."),
        said);
    assertTrue(said.endsWith("\nm\n"), "nothing half-written beside it: " + said);
    assertArrayEquals("old".getBytes(StandardCharsets.UTF_8), Files.readAllBytes(copy));
  }

  /** The sentence, then nothing but lines of the cell. */
  private static void says(String cell, String sentence) {
    var lines = session.error(cell).lines().toList();
    assertEquals(sentence, lines.get(0));
    for (var line : lines.subList(1, lines.size())) {
      assertTrue(
          line.startsWith("    at In[") || line.startsWith("      "), String.join("\n", lines));
    }
  }

  /** 16×16×8 voxels of 16 bits. */
  private static byte[] nifti() {
    var file = ByteBuffer.allocate(352 + 16 * 16 * 8 * 2).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0, 348);
    short[] shape = {3, 16, 16, 8, 1, 1, 1, 1};
    for (int i = 0; i < 8; i++) {
      file.putShort(40 + 2 * i, shape[i]);
      file.putFloat(76 + 4 * i, 1);
    }
    file.putShort(70, (short) 4).putShort(72, (short) 16).putFloat(108, 352);
    file.put(344, new byte[] {'n', '+', '1', 0});
    var noise = new java.util.Random(1);
    for (int k = 352; k < file.capacity(); k++) {
      file.put(k, (byte) noise.nextInt());
    }
    return file.array();
  }

  /** The exit code and all that a process of its own said. */
  private static String child(List<String> under, String... arguments) throws Exception {
    var command = new ArrayList<>(under);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xlog:disable",
            "-Djava.awt.headless=true",
            "-Dai.djl.offline=true",
            "-Dsfumato.terminal=false",
            "-Dstdout.encoding=UTF-8",
            "-cp",
            System.getProperty("java.class.path"),
            "org.sfumato.kernel.Sfumato"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("OPT_OUT_TRACKING", "true");
    var process = builder.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return process.exitValue() + ": " + said.replaceAll("(?m)^(Picked up|WARNING).*\\R", "");
  }
}
