package org.sfumato.kernel.wire;

/** The sockets that carry messages; the fifth only echoes. */
public enum Channel {
  /** Requests that a front end makes. */
  SHELL,
  /** Requests that must not wait behind those of the shell. */
  CONTROL,
  /** Questions of the kernel, and their answers. */
  STDIN,
  /** What everybody hears. */
  IOPUB;

  /** Its number in a connection file, such as {@code shell_port}. */
  String port() {
    return name().toLowerCase(java.util.Locale.ROOT) + "_port";
  }
}
