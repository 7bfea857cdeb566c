package org.sfumato.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

/**
 * The one PyTorch engine of this process: started once, without the network unless the user allows
 * a download, on one device that is chosen once.
 */
public final class Torch {
  /** Set to {@code 1} to let the engine fetch its native library (for a GPU, several gigabytes). */
  public static final String ALLOW_DOWNLOAD = "SFUMATO_ALLOW_DOWNLOAD";

  private static volatile boolean running;

  private Torch() {}

  /**
   * Starts the engine if it has not been started.
   *
   * @throws IllegalStateException if it does not start; the message says why
   */
  public static void start() {
    started();
  }

  /** The manager that long-lived arrays (weights) belong to. Verbs open scopes of their own. */
  public static NDManager manager() {
    return started().manager();
  }

  public static Device device() {
    return started().device();
  }

  /** The device in words, such as {@code CPU, 2 threads} or {@code GPU 0}. */
  public static String deviceName() {
    return device().isGpu()
        ? "GPU " + device().getDeviceId()
        : "CPU, " + JniUtils.getNumThreads() + " threads";
  }

  /** Engine and library, such as {@code DJL 0.35.1, PyTorch 2.7.1}. */
  public static String version() {
    return "DJL " + Engine.getDjlVersion() + ", PyTorch " + started().engine().getVersion();
  }

  /**
   * How many images the engine takes at a time. It is fixed, so that an image's bits do not depend
   * on how many others are drawn with it.
   */
  public static int chunk() {
    return device().isGpu() ? 32 : 4;
  }

  /** How many native arrays are alive; a verb leaves this number as it found it. */
  public static int liveArrays() {
    return manager().getManagedArrays().size();
  }

  private static Started started() {
    if (Started.WHY_NOT != null) {
      throw new IllegalStateException(
          "the PyTorch engine did not start ("
              + Started.WHY_NOT.getMessage()
              + "); run ./sfumato doctor to see what is missing",
          Started.WHY_NOT);
    }
    return Started.ONE;
  }

  /** Whether the engine has been started by somebody. Asking does not start it. */
  public static boolean running() {
    return running;
  }

  /**
   * Made when the engine is first needed. A failure is kept, so that it is told each time and not
   * once.
   */
  private record Started(Engine engine, Device device, NDManager manager) {
    static final Started ONE;
    static final Throwable WHY_NOT;

    static {
      Started one = null;
      Throwable why = null;
      try {
        one = begun();
      } catch (RuntimeException | LinkageError e) {
        why = e;
      }
      ONE = one;
      WHY_NOT = why;
    }

    private static Started begun() {
      boolean download = "1".equals(System.getenv(ALLOW_DOWNLOAD));
      if (!download && System.getProperty("ai.djl.offline") == null) {
        System.setProperty("ai.djl.offline", "true");
      }
      System.setProperty("OPT_OUT_TRACKING", "true");
      var engine = Engine.getEngine("PyTorch");
      var wanted = System.getProperty("sfumato.device", "");
      var device = wanted.isEmpty() ? engine.defaultDevice() : Device.fromName(wanted, engine);
      var usual = engine.newBaseManager(device);
      // Arrays on a GPU are copies already.
      var manager = device.isGpu() ? usual : OwnMemory.like(usual);
      manager.setName("sfumato");
      JniUtils.setGradMode(false);
      running = true;
      return new Started(engine, device, manager);
    }
  }
}
