/**
 * Images from measurements. Each method is the one loop with an interval of its own: what it does
 * between two noise levels is its file, and nothing else is.
 */
package org.sfumato.restore;
