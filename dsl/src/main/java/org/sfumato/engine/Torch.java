package org.sfumato.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

/**
 * The one PyTorch engine of this process: started once, without the network unless the user allows a
 * download, on one device that is chosen once.
 */
public final class Torch {
  /** Set to {@code 1} to let the engine fetch its native library (for a GPU, several gigabytes). */
  public static final String ALLOW_DOWNLOAD = "SFUMATO_ALLOW_DOWNLOAD";

  private Torch() {}

  /** Starts the engine if it has not been started. */
  public static void start() {
    Started.MANAGER.isOpen();
  }

  /** The manager that long-lived arrays (weights) belong to. Verbs open scopes of their own. */
  public static NDManager manager() {
    return Started.MANAGER;
  }

  public static Device device() {
    return Started.DEVICE;
  }

  /** The device in words, such as {@code CPU, 2 threads} or {@code GPU 0}. */
  public static String deviceName() {
    return device().isGpu() ? "GPU " + device().getDeviceId() : "CPU, " + JniUtils.getNumThreads() + " threads";
  }

  /** Engine and library, such as {@code DJL 0.35.1, PyTorch 2.7.1}. */
  public static String version() {
    return "DJL " + Engine.getDjlVersion() + ", PyTorch " + Started.ENGINE.getVersion();
  }

  /**
   * How many images the engine takes at a time. It is fixed, so that an image's bits do not depend on
   * how many others are drawn with it.
   */
  public static int chunk() {
    return device().isGpu() ? 32 : 4;
  }

  /** How many native arrays are alive; a verb leaves this number as it found it. */
  public static int liveArrays() {
    return manager().getManagedArrays().size();
  }

  /** Loaded when the engine is first needed. */
  private static final class Started {
    static final Engine ENGINE;
    static final Device DEVICE;
    static final NDManager MANAGER;

    static {
      boolean download = "1".equals(System.getenv(ALLOW_DOWNLOAD));
      if (!download && System.getProperty("ai.djl.offline") == null) {
        System.setProperty("ai.djl.offline", "true");
      }
      System.setProperty("OPT_OUT_TRACKING", "true");
      try {
        ENGINE = Engine.getEngine("PyTorch");
      } catch (RuntimeException | UnsatisfiedLinkError e) {
        throw new IllegalStateException(
            "the PyTorch engine did not start (" + e.getMessage() + "); run ./sfumato doctor to see what is missing", e);
      }
      var wanted = System.getProperty("sfumato.device", "");
      DEVICE = wanted.isEmpty() ? ENGINE.defaultDevice() : Device.fromName(wanted, ENGINE);
      MANAGER = ENGINE.newBaseManager(DEVICE);
      MANAGER.setName("sfumato");
      JniUtils.setGradMode(false);
    }
  }
}
