package org.sfumato.sampler;

/** Guidance broke down; the run stops and keeps what it had. */
final class NotFinite extends RuntimeException {
  NotFinite(String sentence) {
    super(sentence);
  }
}
