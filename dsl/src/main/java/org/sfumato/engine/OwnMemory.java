package org.sfumato.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import java.lang.invoke.MethodHandles;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A manager whose arrays own their memory.
 *
 * <p>DJL's own manager makes an array over a Java buffer and keeps that buffer only as long as the
 * array object is open. But {@code x.mul(0.5)} makes an array of the 0.5, multiplies, and closes
 * it, while the gradient tape still refers to its memory: at the next garbage collection the factor
 * that backpropagation reads is whatever came to lie there, and gradients are silently wrong. So
 * every array is copied to memory of the library's own as it is made, which costs about a
 * microsecond.
 *
 * <p>DJL lets no source derive from its manager, whose constructors are private or synthetic;
 * therefore the few lines of the derived class are written here with ASM:
 *
 * <pre>{@code
 * public class Owning extends PtNDManager {
 *   public Owning(NDManager parent, Device device) { super(parent, device, null); }
 *   public PtNDArray create(Buffer data, Shape shape, DataType type) {
 *     PtNDArray borrowed = super.create(data, shape, type);
 *     PtNDArray owned = JniUtils.clone(borrowed);
 *     borrowed.close();
 *     return owned;
 *   }
 *   public PtNDManager newSubManager(Device device) {
 *     Owning sub = new Owning(this, device);
 *     attachUncappedInternal(sub.uid, sub);
 *     return sub;
 *   }
 * }
 * }</pre>
 */
final class OwnMemory {
  private static final String PACKAGE = "ai/djl/pytorch/engine/";
  private static final String SELF = PACKAGE + "Owning";
  private static final String BASE = PACKAGE + "PtNDManager";
  private static final String ARRAY = "L" + PACKAGE + "PtNDArray;";
  private static final String INIT = "(Lai/djl/ndarray/NDManager;Lai/djl/Device;)V";

  private OwnMemory() {}

  /** A manager like {@code usual}, of the same parent and device, whose arrays own their memory. */
  static NDManager like(NDManager usual) {
    try {
      var lookup = MethodHandles.privateLookupIn(PtNDManager.class, MethodHandles.lookup());
      var owning = lookup.defineClass(bytes());
      return (NDManager)
          owning
              .getConstructor(NDManager.class, Device.class)
              .newInstance(usual.getParentManager(), usual.getDevice());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "this version of DJL does not let arrays own their memory ("
              + e
              + "); use the one in the pom",
          e);
    }
  }

  private static byte[] bytes() {
    var type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    type.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, SELF, null, BASE, null);
    constructor(method(type, "<init>", INIT));
    String create =
        "(Ljava/nio/Buffer;Lai/djl/ndarray/types/Shape;Lai/djl/ndarray/types/DataType;)" + ARRAY;
    create(method(type, "create", create), create);
    newSubManager(method(type, "newSubManager", "(Lai/djl/Device;)L" + BASE + ";"));
    type.visitEnd();
    return type.toByteArray();
  }

  private static MethodVisitor method(ClassWriter type, String name, String descriptor) {
    var m = type.visitMethod(Opcodes.ACC_PUBLIC, name, descriptor, null, null);
    m.visitCode();
    return m;
  }

  private static void constructor(MethodVisitor m) {
    load(m, 0, 1, 2);
    m.visitInsn(Opcodes.ACONST_NULL);
    // The private constructor as its own companion classes reach it.
    m.visitMethodInsn(
        Opcodes.INVOKESPECIAL,
        BASE,
        "<init>",
        "(Lai/djl/ndarray/NDManager;Lai/djl/Device;L" + BASE + "$1;)V",
        false);
    end(m, Opcodes.RETURN);
  }

  private static void create(MethodVisitor m, String descriptor) {
    load(m, 0, 1, 2, 3);
    m.visitMethodInsn(Opcodes.INVOKESPECIAL, BASE, "create", descriptor, false);
    m.visitVarInsn(Opcodes.ASTORE, 4);
    load(m, 4);
    m.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "ai/djl/pytorch/jni/JniUtils",
        "clone",
        "(" + ARRAY + ")" + ARRAY,
        false);
    load(m, 4);
    m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, PACKAGE + "PtNDArray", "close", "()V", false);
    end(m, Opcodes.ARETURN);
  }

  private static void newSubManager(MethodVisitor m) {
    m.visitTypeInsn(Opcodes.NEW, SELF);
    m.visitInsn(Opcodes.DUP);
    load(m, 0, 1);
    m.visitMethodInsn(Opcodes.INVOKESPECIAL, SELF, "<init>", INIT, false);
    m.visitVarInsn(Opcodes.ASTORE, 2);
    load(m, 0, 2);
    m.visitFieldInsn(Opcodes.GETFIELD, SELF, "uid", "Ljava/lang/String;");
    load(m, 2);
    m.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        SELF,
        "attachUncappedInternal",
        "(Ljava/lang/String;Ljava/lang/AutoCloseable;)V",
        false);
    load(m, 2);
    end(m, Opcodes.ARETURN);
  }

  private static void load(MethodVisitor m, int... variables) {
    for (int v : variables) {
      m.visitVarInsn(Opcodes.ALOAD, v);
    }
  }

  private static void end(MethodVisitor m, int how) {
    m.visitInsn(how);
    m.visitMaxs(0, 0);
    m.visitEnd();
  }
}
