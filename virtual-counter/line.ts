import type { Socket } from 'node:net';
import type { Clock } from './clock.ts';
import type { Machine } from './machine.ts';
import type { Model } from './models.ts';
import type { Plans } from './plans.ts';

export type Line = {
  readonly number: number;
  readonly answer: (bytes: readonly number[]) => void;
  /** Looks whether there is room for more, and whether it is time to hang up. */
  readonly look: () => void;
  /** The cable is out or in again: what was said meanwhile arrives late. */
  readonly hold: (isHeld: boolean) => void;
  /** The line is dead at once. */
  readonly reset: () => void;
};

export type LineParts = {
  readonly socket: Socket;
  readonly number: number;
  readonly model: Model;
  readonly machine: Machine;
  readonly clock: Clock;
  readonly plans: Plans;
  readonly heard: (bytes: Uint8Array) => void;
  readonly gone: () => void;
  readonly note: (text: string) => void;
};

/** One connection: reads only what the machine has room for, so that a stuck printer stops whoever sends. */
export function serveLine(parts: LineParts): Line {
  const { socket, number, model, machine, plans } = parts;
  let isHeld = false;
  let isOver = false;
  let hasPeerEnded = false;
  let held: Buffer[] = [];
  let stopIdle: () => void = () => undefined;
  const notIdle = () => {
    stopIdle();
    if (!Number.isFinite(model.idleMs)) return;
    stopIdle = parts.clock.after(model.idleMs, () => {
      parts.note(`line ${number} idle for too long, hung up`);
      socket.end();
      socket.destroySoon();
    });
  };
  const read = (): void => {
    while (!isHeld && !isOver) {
      const room = Math.min(machine.room(), socket.readableLength);
      const data: Buffer | null = socket.read(room);
      if (data === null || data.length === 0) return;
      notIdle();
      parts.heard(data);
      machine.take(data);
    }
  };
  const look = (): void => {
    if (isOver) return;
    read();
    const isDone = model.hangsUp === 'when-taken' || machine.isDone(number);
    if (hasPeerEnded && isDone && !isHeld && !socket.writableEnded) socket.end();
  };
  const over = (): void => {
    if (isOver) return;
    isOver = true;
    stopIdle();
    machine.lineEnds(number);
    parts.gone();
  };
  socket.on('readable', look);
  socket.on('end', () => {
    hasPeerEnded = true;
    plans.reach('end');
    if (isOver) return;
    machine.lineEnds(number);
    look();
  });
  socket.on('error', () => undefined);
  socket.on('close', over);
  notIdle();
  return {
    number,
    answer: (bytes) => {
      if (isOver || socket.destroyed || socket.writableEnded) return;
      if (isHeld) held.push(Buffer.from(bytes));
      else socket.write(Buffer.from(bytes));
    },
    look,
    hold: (held_) => {
      isHeld = held_;
      if (isHeld || isOver) return;
      for (const bytes of held.splice(0)) socket.write(bytes);
      held = [];
      look();
    },
    reset: () => {
      socket.resetAndDestroy();
      over();
    },
  };
}
