import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';

/** A HID device the kernel believes in, made through /dev/uhid. */
export type VirtualDevice = {
  readonly report: (bytes: Uint8Array) => void;
  /** Feature reports the till has sent to it. */
  readonly features: readonly (readonly number[])[];
  readonly unplug: () => void;
};

export type DeviceKind = {
  readonly name: string;
  readonly vendorId: number;
  readonly productId: number;
  readonly serial: string;
  readonly descriptor: readonly number[];
};

/** Event numbers of the kernel's linux/uhid.h. */
const event = { destroy: 1, create: 11, input: 12, setReport: 13, setReportReply: 14 } as const;
const usbBus = 3;
const eventSize = 4 + 4372;
const answerEveryMs = 5;

export function plugIn({ name, vendorId, productId, serial, descriptor }: DeviceKind): VirtualDevice {
  // Not blocking: a read that waits for ever would keep the program from ending.
  const file = openSync('/dev/uhid', constants.O_RDWR | constants.O_NONBLOCK);
  const create = Buffer.alloc(eventSize);
  create.writeUInt32LE(event.create, 0);
  create.write(name, 4, 127, 'utf8');
  create.write(serial, 4 + 128 + 64, 63, 'utf8');
  create.writeUInt16LE(descriptor.length, 260);
  create.writeUInt16LE(usbBus, 262);
  create.writeUInt32LE(vendorId, 264);
  create.writeUInt32LE(productId, 268);
  create.set(descriptor, 280);
  writeSync(file, create);

  const features: (readonly number[])[] = [];
  const answer = () => {
    const asked = Buffer.alloc(eventSize);
    while (readEvent(file, asked)) {
      if (asked.readUInt32LE(0) !== event.setReport) continue;
      const size = asked.readUInt16LE(10);
      features.push([...asked.subarray(12, 12 + size)]);
      const reply = Buffer.alloc(10);
      reply.writeUInt32LE(event.setReportReply, 0);
      reply.writeUInt32LE(asked.readUInt32LE(4), 4);
      writeSync(file, reply);
    }
  };
  const timer = setInterval(answer, answerEveryMs);
  return {
    features,
    report: (bytes) => {
      const input = Buffer.alloc(6 + bytes.length);
      input.writeUInt32LE(event.input, 0);
      input.writeUInt16LE(bytes.length, 4);
      input.set(bytes, 6);
      writeSync(file, input);
    },
    unplug: () => {
      clearInterval(timer);
      const destroy = Buffer.alloc(4);
      destroy.writeUInt32LE(event.destroy, 0);
      writeSync(file, destroy);
      closeSync(file);
    },
  };
}

/** False when nothing waits. */
function readEvent(file: number, into: Buffer): boolean {
  try {
    return readSync(file, into) > 0;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return false;
    throw error;
  }
}
