/**
 * Numbers per image that say how good it is. They compute in double precision, and gradients run
 * through those that are smooth.
 */
package org.sfumato.metric;
