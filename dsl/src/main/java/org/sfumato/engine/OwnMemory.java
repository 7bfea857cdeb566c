package org.sfumato.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;

/**
 * A manager whose arrays own their memory.
 *
 * <p>DJL's own manager makes an array over a Java buffer and keeps that buffer only as long as the array
 * object is open. But {@code x.mul(0.5)} makes an array of the 0.5, multiplies, and closes it, while the
 * gradient tape still refers to its memory: at the next garbage collection the factor that
 * backpropagation reads is whatever came to lie there, and gradients are silently wrong. So every array
 * is copied to memory of the library's own as it is made, which costs about a microsecond.
 *
 * <p>DJL lets no source derive from its manager, whose constructors are private or synthetic; therefore
 * the few lines of the derived class are written here as bytes:
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
  private static final String ARRAY = PACKAGE + "PtNDArray";
  private static final String CREATE = "(Ljava/nio/Buffer;Lai/djl/ndarray/types/Shape;Lai/djl/ndarray/types/DataType;)L" + ARRAY + ";";
  private static final String SUB = "(Lai/djl/Device;)L" + BASE + ";";

  private static final int ALOAD_0 = 0x2a;
  private static final int ALOAD_1 = 0x2b;
  private static final int ALOAD_2 = 0x2c;
  private static final int ALOAD_3 = 0x2d;
  private static final int ALOAD = 0x19;
  private static final int ASTORE = 0x3a;
  private static final int ASTORE_2 = 0x4d;
  private static final int ACONST_NULL = 0x01;
  private static final int ARETURN = 0xb0;
  private static final int RETURN = 0xb1;
  private static final int GETFIELD = 0xb4;
  private static final int INVOKEVIRTUAL = 0xb6;
  private static final int INVOKESPECIAL = 0xb7;
  private static final int INVOKESTATIC = 0xb8;
  private static final int NEW = 0xbb;
  private static final int DUP = 0x59;

  private final List<byte[]> constants = new ArrayList<>();

  private OwnMemory() {}

  /** A manager like {@code usual}, of the same parent and device, whose arrays own their memory. */
  static NDManager like(NDManager usual) {
    try {
      var lookup = MethodHandles.privateLookupIn(PtNDManager.class, MethodHandles.lookup());
      var owning = lookup.defineClass(new OwnMemory().bytes());
      var made = owning.getConstructor(NDManager.class, Device.class).newInstance(usual.getParentManager(), usual.getDevice());
      return (NDManager) made;
    } catch (ReflectiveOperationException | IOException e) {
      throw new IllegalStateException("this version of DJL does not let arrays own their memory (" + e + "); use the one in the pom", e);
    }
  }

  private byte[] bytes() throws IOException {
    var methods = new ByteArrayOutputStream();
    var out = new DataOutputStream(methods);
    var init = "(Lai/djl/ndarray/NDManager;Lai/djl/Device;)V";
    int own = member(10, SELF, "<init>", init);
    method(out, "<init>", init, 4, 3, code()
        .op(ALOAD_0).op(ALOAD_1).op(ALOAD_2).op(ACONST_NULL)
        .op(INVOKESPECIAL, member(10, BASE, "<init>", "(Lai/djl/ndarray/NDManager;Lai/djl/Device;L" + BASE + "$1;)V"))
        .op(RETURN));
    method(out, "create", CREATE, 4, 6, code()
        .op(ALOAD_0).op(ALOAD_1).op(ALOAD_2).op(ALOAD_3)
        .op(INVOKESPECIAL, member(10, BASE, "create", CREATE)).local(ASTORE, 4)
        .local(ALOAD, 4).op(INVOKESTATIC, member(10, "ai/djl/pytorch/jni/JniUtils", "clone", "(L" + ARRAY + ";)L" + ARRAY + ";")).local(ASTORE, 5)
        .local(ALOAD, 4).op(INVOKEVIRTUAL, member(10, ARRAY, "close", "()V"))
        .local(ALOAD, 5).op(ARETURN));
    method(out, "newSubManager", SUB, 4, 3, code()
        .op(NEW, type(SELF)).op(DUP).op(ALOAD_0).op(ALOAD_1).op(INVOKESPECIAL, own).op(ASTORE_2)
        .op(ALOAD_0).op(ALOAD_2).op(GETFIELD, member(9, SELF, "uid", "Ljava/lang/String;")).op(ALOAD_2)
        .op(INVOKEVIRTUAL, member(10, SELF, "attachUncappedInternal", "(Ljava/lang/String;Ljava/lang/AutoCloseable;)V"))
        .op(ALOAD_2).op(ARETURN));
    int self = type(SELF);
    int base = type(BASE);
    var file = new ByteArrayOutputStream();
    var head = new DataOutputStream(file);
    head.writeInt(0xcafebabe);
    head.writeShort(0);
    head.writeShort(52); // Java 8, which asks for no stack maps
    head.writeShort(constants.size() + 1);
    for (var constant : constants) {
      head.write(constant);
    }
    head.writeShort(0x0021); // public
    head.writeShort(self);
    head.writeShort(base);
    head.writeShort(0); // interfaces
    head.writeShort(0); // fields
    head.writeShort(3);
    head.write(methods.toByteArray());
    head.writeShort(0); // attributes
    return file.toByteArray();
  }

  private void method(DataOutputStream out, String name, String type, int stack, int locals, Code code) throws IOException {
    byte[] body = code.bytes.toByteArray();
    out.writeShort(0x0001); // public
    out.writeShort(text(name));
    out.writeShort(text(type));
    out.writeShort(1);
    out.writeShort(text("Code"));
    out.writeInt(12 + body.length);
    out.writeShort(stack);
    out.writeShort(locals);
    out.writeInt(body.length);
    out.write(body);
    out.writeShort(0); // exceptions
    out.writeShort(0); // attributes
  }

  private static Code code() {
    return new Code(new ByteArrayOutputStream());
  }

  /** Instructions, one after the other. */
  private record Code(ByteArrayOutputStream bytes) {
    Code op(int code) {
      bytes.write(code);
      return this;
    }

    Code op(int code, int constant) {
      bytes.write(code);
      bytes.write(constant >> 8);
      bytes.write(constant);
      return this;
    }

    Code local(int code, int variable) {
      bytes.write(code);
      bytes.write(variable);
      return this;
    }
  }

  private int text(String value) throws IOException {
    return constant(1, out -> out.writeUTF(value));
  }

  private int type(String name) throws IOException {
    int at = text(name);
    return constant(7, out -> out.writeShort(at));
  }

  /** A field (tag 9) or a method (tag 10). */
  private int member(int tag, String owner, String name, String type) throws IOException {
    int of = type(owner);
    int called = text(name);
    int typed = text(type);
    int both = constant(12, out -> {
      out.writeShort(called);
      out.writeShort(typed);
    });
    return constant(tag, out -> {
      out.writeShort(of);
      out.writeShort(both);
    });
  }

  private int constant(int tag, Content content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeByte(tag);
    content.to(out);
    constants.add(bytes.toByteArray());
    return constants.size();
  }

  private interface Content {
    void to(DataOutputStream out) throws IOException;
  }
}
