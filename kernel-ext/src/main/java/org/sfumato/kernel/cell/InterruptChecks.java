package org.sfumato.kernel.cell;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Adds a call of {@link Interrupts#check()} to the entry of every method and before every jump
 * backwards, so that no loop and no recursion of a cell runs on after an interrupt. The call takes
 * and leaves nothing on the stack, so frames and stack sizes stay as the compiler made them.
 */
final class InterruptChecks {
  private static final String OWNER = Interrupts.class.getName().replace('.', '/');

  private InterruptChecks() {}

  /**
   * Loads what {@link #addTo} needs, beside the compiler's own start: ASM's classes are of an old
   * version, which Java's archive leaves out and its verifier takes long over.
   */
  static void load() {
    try (var own = InterruptChecks.class.getResourceAsStream("InterruptChecks.class")) {
      addTo(own.readAllBytes());
    } catch (IOException e) {
      // Then the first cell loads them.
    }
  }

  static byte[] addTo(byte[] classFile) {
    var reader = new ClassReader(classFile);
    var writer = new ClassWriter(reader, 0);
    reader.accept(new Classes(writer), 0);
    return writer.toByteArray();
  }

  private static final class Classes extends ClassVisitor {
    Classes(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      var next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return name.equals("<clinit>") ? next : new Methods(next);
    }
  }

  private static final class Methods extends MethodVisitor {
    private final Set<Label> passed = new HashSet<>();

    Methods(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      check();
    }

    @Override
    public void visitLabel(Label label) {
      passed.add(label);
      super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      if (passed.contains(label)) {
        check();
      }
      super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
      checkIfBackwards(otherwise, labels);
      super.visitTableSwitchInsn(min, max, otherwise, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
      checkIfBackwards(otherwise, labels);
      super.visitLookupSwitchInsn(otherwise, keys, labels);
    }

    private void checkIfBackwards(Label otherwise, Label[] labels) {
      boolean backwards = passed.contains(otherwise);
      for (var label : labels) {
        backwards |= passed.contains(label);
      }
      if (backwards) {
        check();
      }
    }

    /** The same call through a method that refuses: whoever ends the process ends the notebook. */
    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (owner.equals("java/lang/System") && name.equals("exit")) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, OWNER, "exit", "(I)V", false);
      } else if (owner.equals("java/lang/Runtime")
          && (name.equals("exit") || name.equals("halt"))) {
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC, OWNER, "exit", "(Ljava/lang/Runtime;I)V", false);
      } else {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      }
    }

    private void check() {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, OWNER, "check", "()V", false);
    }
  }
}
