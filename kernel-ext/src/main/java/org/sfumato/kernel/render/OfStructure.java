package org.sfumato.kernel.render;

/** A renderer of values whose text is made of the texts of their parts, by {@link PlainText}. */
interface OfStructure<T> extends Renderer<T> {}
