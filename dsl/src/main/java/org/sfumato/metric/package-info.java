/**
 * Numbers that say how good images are: per image against a reference, of sets by an encoder's
 * features, and of what it took to make them. They compute in double precision on the engine's
 * device, and gradients run through those that are smooth.
 */
package org.sfumato.metric;
