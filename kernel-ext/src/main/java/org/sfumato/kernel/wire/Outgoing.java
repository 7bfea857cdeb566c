package org.sfumato.kernel.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * A message to send. Its parts must not change any more: they are written later, by another thread.
 *
 * @param route frames before the message: who gets it, or on {@link Channel#IOPUB} its topic
 * @param parent header of the request that caused it; empty if none did
 * @param content anything that can be written as a JSON object
 * @param buffers binary frames after the message
 */
public record Outgoing(
    Channel channel,
    List<byte[]> route,
    Map<String, Object> header,
    ObjectNode parent,
    Map<String, ?> metadata,
    Object content,
    List<byte[]> buffers) {}
