/**
 * Puts the kernel where Jupyter finds it, with everything it runs from beside it, and looks whether
 * it starts.
 */
package org.sfumato.kernel.install;
