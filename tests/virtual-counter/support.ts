import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { VirtualPrinter } from '../../virtual-counter/start.ts';

export type Caller = {
  readonly socket: Socket;
  readonly send: (...bytes: readonly (number | Uint8Array)[]) => void;
  /** All that was heard so far, as hex. */
  readonly heard: () => string;
  /** Resolves with what was heard once there is so much of it. */
  readonly hear: (bytes: number) => Promise<string>;
  /** How the line ended: in order, or by a reset. */
  readonly over: Promise<'closed' | 'broken'>;
  readonly end: () => void;
};

export async function call(printer: Pick<VirtualPrinter, 'port'>): Promise<Caller> {
  const socket = connect({ host: '127.0.0.1', port: printer.port, allowHalfOpen: true, noDelay: true });
  onTestFinished(() => void socket.destroy());
  let heard = Buffer.alloc(0);
  let more: () => void = () => undefined;
  socket.on('data', (data) => {
    heard = Buffer.concat([heard, data]);
    more();
  });
  let isBroken = false;
  const over = new Promise<'closed' | 'broken'>((resolve) => {
    socket.on('error', () => {
      isBroken = true;
    });
    socket.on('end', () => socket.end());
    socket.on('close', () => resolve(isBroken ? 'broken' : 'closed'));
  });
  await Promise.race([new Promise((resolve) => socket.once('connect', resolve)), over]);
  return {
    socket,
    send: (...bytes) => {
      socket.write(
        Buffer.concat(bytes.map((part) => (typeof part === 'number' ? Uint8Array.of(part) : part))),
      );
    },
    heard: () => heard.toString('hex'),
    hear: async (bytes) => {
      while (heard.length < bytes) await new Promise<void>((resolve) => (more = resolve));
      return heard.toString('hex');
    },
    over,
    end: () => void socket.end(),
  };
}

/** GS v 0 with rows of one pattern. */
export function picture(rows: number, rowBytes = 72, pattern = 0xaa): Uint8Array {
  const head = [0x1d, 0x76, 0x30, 0, rowBytes & 255, rowBytes >> 8, rows & 255, rows >> 8];
  return Uint8Array.from([...head, ...Array.from({ length: rows * rowBytes }, () => pattern)]);
}

export const feedAndCut = Uint8Array.of(0x1d, 0x56, 0x42, 0x00);
export const fence = Uint8Array.of(0x1d, 0x72, 0x01);
export const initialise = Uint8Array.of(0x1b, 0x40);
export const status = (request: number) => Uint8Array.of(0x10, 0x04, request);
export const processId = (id: string) =>
  Uint8Array.from([0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30, ...Buffer.from(id)]);
