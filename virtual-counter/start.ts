import type { Socket } from 'node:net';
import { type Clock, realClock } from './clock.ts';
import type { Command } from './commands.ts';
import { createDoor } from './door.ts';
import { type Line, serveLine } from './line.ts';
import { createMachine, type Failure } from './machine.ts';
import { type Model, type ModelName, models } from './models.ts';
import type { Strip } from './paper.ts';
import { createPlans, type PlanPoint } from './plans.ts';
import type { DrawerWiring, Pulse } from './sensors.ts';
import type { ErrorKind, Health } from './status.ts';

export type VirtualPrinterOptions = {
  readonly model?: ModelName;
  /** Traits that differ from the model's. */
  readonly traits?: Partial<Model>;
  /** 0 takes any free port. */
  readonly port?: number;
  readonly host?: string;
  /** `instant` for tests that have no time to watch paper. */
  readonly speed?: 'real' | 'instant';
  readonly clock?: Clock;
  readonly drawer?: DrawerWiring;
  readonly takesText?: boolean;
  /** What happens, in words. */
  readonly note?: (text: string) => void;
  readonly cut?: (strip: Strip) => void;
  readonly heard?: (bytes: Uint8Array, line: number) => void;
  readonly printed?: (command: Command) => void;
};

export type PrinterState = {
  readonly model: string;
  readonly power: 'on' | 'off';
  readonly cable: 'in' | 'out';
  readonly health: Health;
  readonly bytesTaken: number;
  readonly bytesHeld: number;
  readonly bufferFull: boolean;
  readonly connections: number;
  readonly waiting: number;
  readonly connected: boolean;
  readonly cuts: number;
  readonly uncutRows: number;
  readonly drawerPulses: number;
  readonly drawerOpen: boolean;
  readonly strayRealTime: number;
  readonly failures: readonly Failure[];
};

export type VirtualPrinter = {
  readonly port: number;
  readonly state: () => PrinterState;
  /** What came off the printer, oldest first. */
  readonly cuts: () => readonly Strip[];
  readonly hanging: () => Strip;
  readonly pulses: () => readonly Pulse[];
  readonly setPaper: (rows: number) => void;
  readonly setPaperLow: () => void;
  readonly setCover: (isOpen: boolean) => void;
  readonly setDrawer: (isOpen: boolean) => void;
  readonly setError: (kind: ErrorKind | null) => void;
  /** Prints so many times slower than the model does. */
  readonly setSlowness: (times: number) => void;
  /** Buffer and settings are lost, whoever is on the line is cut off. */
  readonly powerOff: () => void;
  readonly powerOn: () => Promise<void>;
  /** Nothing gets through, nothing is lost: the line hangs. */
  readonly pullCable: () => void;
  readonly plugCable: () => Promise<void>;
  /** The line breaks; the printer prints on what it has. */
  readonly cutLine: () => void;
  /** Bytes nobody asked for. */
  readonly say: (bytes: readonly number[]) => void;
  /** Lets something happen at a moment to come, counted from now. */
  readonly at: (point: PlanPoint, count: number, action: () => void) => void;
  readonly forgetPlans: () => void;
  /** Resolves when that holds; looked at after everything that happens in the printer. */
  readonly until: (condition: (printer: VirtualPrinter) => boolean) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** A receipt printer on a network socket, with the moods of real ones. It shares no code with the till, so that it can contradict it. */
export async function startVirtualPrinter(options: VirtualPrinterOptions = {}): Promise<VirtualPrinter> {
  const model: Model = { ...models[options.model ?? 'epson'], ...options.traits };
  const clock = options.clock ?? realClock;
  const note = options.note ?? (() => undefined);
  const plans = createPlans();
  const watchers = new Set<() => void>();
  let line: Line | null = null;
  let cable: 'in' | 'out' = 'in';
  const happened = () => {
    line?.look();
    for (const watch of [...watchers]) watch();
  };
  const machine = createMachine({
    model,
    clock,
    plans,
    isInstant: options.speed === 'instant',
    takesText: options.takesText ?? true,
    drawer: options.drawer === undefined ? { pin: 2, open: 'high' } : options.drawer,
    answer: (bytes) => line?.answer(bytes),
    breakLine: () => line?.reset(),
    happened,
    note,
    printed: options.printed ?? (() => undefined),
    cut: options.cut ?? (() => undefined),
  });
  const serve = (socket: Socket, number: number): void => {
    note(`line ${number} opened`);
    machine.lineBegins(number);
    const parts = { socket, number, model, machine, clock, plans, note };
    line = serveLine({
      ...parts,
      heard: (bytes) => options.heard?.(bytes, number),
      gone: () => {
        note(`line ${number} closed`);
        if (line?.number === number) line = null;
        door.next();
        happened();
      },
    });
    plans.reach('connect');
    happened();
  };
  const door = createDoor({
    port: options.port ?? 0,
    host: options.host ?? '127.0.0.1',
    model,
    clock,
    serve,
    waits: happened,
  });
  await door.open();

  const printer: VirtualPrinter = {
    port: door.port(),
    state: () => ({
      model: model.name,
      power: machine.isOn() ? 'on' : 'off',
      cable,
      health: machine.sensors.health(),
      bytesTaken: machine.taken(),
      bytesHeld: machine.held(),
      bufferFull: machine.isFull(),
      connections: door.calls(),
      waiting: door.waiting(),
      connected: line !== null,
      cuts: machine.paper.cuts().length,
      uncutRows: machine.paper.hanging().rows.length,
      drawerPulses: machine.sensors.pulses.length,
      drawerOpen: machine.sensors.isDrawerOpen(),
      strayRealTime: machine.stray(),
      failures: machine.failures,
    }),
    cuts: machine.paper.cuts,
    hanging: machine.paper.hanging,
    pulses: () => machine.sensors.pulses,
    setPaper: machine.sensors.setRoll,
    setPaperLow: machine.sensors.setLow,
    setCover: machine.sensors.setCover,
    setDrawer: machine.sensors.setDrawer,
    setError: machine.sensors.setError,
    setSlowness: machine.setSlowness,
    powerOff: () => {
      // First the line: a machine that has lost its buffer looks done, and would hang up in order.
      door.shut();
      line?.reset();
      machine.switchOff();
      happened();
    },
    powerOn: async () => {
      machine.switchOn();
      if (cable === 'in') await door.open();
    },
    pullCable: () => {
      cable = 'out';
      door.shut();
      line?.hold(true);
    },
    plugCable: async () => {
      cable = 'in';
      line?.hold(false);
      if (machine.isOn()) await door.open();
    },
    cutLine: () => line?.reset(),
    say: (bytes) => line?.answer(bytes),
    at: plans.add,
    forgetPlans: plans.clear,
    until: (condition) =>
      new Promise((resolve) => {
        const watch = () => {
          if (!condition(printer)) return;
          watchers.delete(watch);
          resolve();
        };
        watchers.add(watch);
        watch();
      }),
    close: async () => {
      machine.switchOff();
      door.shut();
      line?.reset();
    },
  };
  return printer;
}
