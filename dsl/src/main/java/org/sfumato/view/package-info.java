/** Draws values: grids of pictures, panels, charts. It knows the nouns and no algorithm. */
package org.sfumato.view;
