package org.sfumato.judge;

/**
 * Something odd about reported numbers.
 *
 * @param kind such as {@code wrong heading}
 * @param where paper and row
 * @param sentence what is odd
 */
public record Finding(String kind, String where, String sentence) {}
