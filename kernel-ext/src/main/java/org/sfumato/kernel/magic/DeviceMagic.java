package org.sfumato.kernel.magic;

import ai.djl.engine.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.sfumato.engine.Torch;

/** {@code %device}. */
public final class DeviceMagic implements Magic {
  private static final Pattern NAME = Pattern.compile("cpu|gpu(\\d{0,3})");

  /** Read once, when the engine starts. */
  private static final String CHOSEN = "sfumato.device";

  private static final String THREADS = "ai.djl.pytorch.num_threads";

  @Override
  public String name() {
    return "device";
  }

  @Override
  public String help() {
    return """
        Shows on which device everything numerical runs, or chooses it before the engine starts.

        %device
        %device cpu
        %device gpu
        %device gpu1     the second of several

        It is chosen once in a session, when the engine starts: with the first picture that is drawn,
        say. To change it later, restart the kernel and let %device be the first thing it runs.""";
  }

  @Override
  public Set<Place> places() {
    return Set.of(Place.LINE);
  }

  @Override
  public Optional<Object> run(Call call) {
    var wanted = call.arguments().strip().toLowerCase(java.util.Locale.ROOT);
    if (!wanted.isEmpty()) {
      choose(wanted);
    }
    return Optional.of(shown());
  }

  private static void choose(String wanted) {
    var name = NAME.matcher(wanted);
    if (!name.matches()) {
      throw new IllegalArgumentException(
          "%device knows cpu, gpu, gpu1 and so on, not \"" + wanted + "\"");
    }
    boolean gpu = name.group(1) != null;
    int number = gpu && !name.group(1).isEmpty() ? Integer.parseInt(name.group(1)) : 0;
    if (Torch.running()) {
      var now = Torch.device();
      if (now.isGpu() == gpu && (!gpu || now.getDeviceId() == number)) {
        return;
      }
      throw new IllegalStateException(
          "the engine runs on "
              + Torch.deviceName()
              + " already; restart the kernel and let %device "
              + wanted
              + " be the first thing it runs");
    }
    if (gpu) {
      int there = gpus();
      if (number >= there) {
        throw new IllegalArgumentException(
            there == 0
                ? "the engine sees no GPU"
                    + (isNvidia() ? " though there is one" : "")
                    + "; ./sfumato doctor says what is missing"
                : "the engine sees "
                    + there
                    + (there == 1 ? " GPU: " : " GPUs: ")
                    + (there == 1 ? "gpu" : "gpu0 to gpu" + (there - 1)));
      }
    }
    System.setProperty(CHOSEN, gpu ? "gpu" + number : "cpu");
  }

  /** Loads the engine's native library, without choosing its device. */
  private static int gpus() {
    if (!"1".equals(System.getenv(Torch.ALLOW_DOWNLOAD))
        && System.getProperty("ai.djl.offline") == null) {
      System.setProperty("ai.djl.offline", "true");
    }
    System.setProperty("OPT_OUT_TRACKING", "true");
    try {
      return Engine.getEngine("PyTorch").getGpuCount();
    } catch (RuntimeException | LinkageError e) {
      throw new IllegalStateException(
          "the engine does not start ("
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
              + "); run ./sfumato doctor to see what is missing",
          e);
    }
  }

  private static boolean isNvidia() {
    return Files.exists(Path.of("/dev/nvidiactl"));
  }

  private static Listing shown() {
    return Torch.running()
        ? table(
            Torch.deviceName(),
            Torch.version(),
            "chosen when the engine started; restart the kernel to change it")
        : table(
            planned(), "not started yet", "%device cpu or %device gpu chooses before it starts");
  }

  private static String planned() {
    var chosen = System.getProperty(CHOSEN, "");
    var threads = System.getProperty(THREADS, "");
    var cpu =
        "CPU, "
            + (threads.isEmpty()
                ? "as many threads as the engine likes on "
                    + Runtime.getRuntime().availableProcessors()
                    + " cores"
                : threads + (threads.equals("1") ? " thread" : " threads"));
    if (chosen.startsWith("gpu")) {
      return "GPU " + chosen.substring(3);
    }
    return chosen.equals("cpu") ? cpu : "GPU if the engine sees one, else " + cpu;
  }

  private static Listing table(String device, String engine, String below) {
    return new Listing(
        List.of("device", "engine"), Set.of(), List.of(List.of(device, engine)), below);
  }
}
