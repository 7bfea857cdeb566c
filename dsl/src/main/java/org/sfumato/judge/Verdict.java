package org.sfumato.judge;

import java.util.Optional;

/**
 * What the rerun says of one reported number.
 *
 * @param claim where it is reported
 * @param said the number
 * @param rerun mean and interval of the rerun; empty if it has none
 * @param variant the settings of the rerun's metric
 * @param outcome agrees, differs or not comparable
 * @param reason why, in words
 */
public record Verdict(
    Claim claim,
    Said said,
    Optional<Estimated> rerun,
    String variant,
    Outcome outcome,
    String reason) {}
