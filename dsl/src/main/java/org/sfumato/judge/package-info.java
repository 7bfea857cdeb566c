/** Scores with intervals, paired differences, and sweeps. */
package org.sfumato.judge;
