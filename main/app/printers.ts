import { join } from 'node:path';
import {
  type Connection,
  type Printer,
  type PrinterProfile,
  plainProfile,
} from '../../domain/printing/printer.ts';
import { askNetworkPrinter } from '../devices/printer/ask-printer.ts';
import { networkPrinter, type PrinterMemory, printerMemory } from '../devices/printer/network-printer.ts';
import { probeNetworkPrinter } from '../devices/printer/probe-printer.ts';
import type { PrinterTransport } from '../devices/printer/transport.ts';
import { virtualPrinter } from '../devices/printer/virtual-printer.ts';
import type { PrinterAnswer, PrinterDevices, ProbedPrinter } from '../services/ports.ts';

type Kind = Connection['kind'];
type Of<K extends Kind> = Extract<Connection, { readonly kind: K }>;

/** What can be done over one kind of connection. */
type Way<K extends Kind> = {
  readonly transport: (connection: Of<K>, printer: Pick<Printer, 'id' | 'profile'>) => PrinterTransport;
  readonly ask: (connection: Of<K>) => Promise<PrinterAnswer>;
  readonly probe: (
    connection: Of<K>,
    report: Parameters<PrinterDevices['probe']>[1],
  ) => Promise<ProbedPrinter | null>;
};

type Ways = { readonly [K in Kind]: Way<K> };

/** The printer that was there before there were several keeps its folder. */
const firstPrinterId = 'first';

const silent: PrinterAnswer = { trouble: null, tells: false, drawerLevel: null };
/** Over this connection a printer is only written to. */
const mute: PrinterProfile = { ...plainProfile, answers: 'none', confirms: 'close' };

/** The cheapest printers turn a caller away for a second after the last one. */
const silentPauseMs = 1_000;

const statusModes = { all: 'always', some: 'always', none: 'none', unknown: 'auto' } as const;

/** Every way to a printer in one table. `printouts` is the folder of printers made of files. */
export function printersOver(printouts: string): PrinterDevices & {
  readonly transportOf: (printer: Printer) => PrinterTransport;
} {
  const memories = new Map<string, PrinterMemory>();
  const memoryOf = (host: string, port: number): PrinterMemory => {
    const memory = memories.get(`${host}:${port}`) ?? printerMemory();
    memories.set(`${host}:${port}`, memory);
    return memory;
  };
  const ways: Ways = {
    network: {
      transport: ({ host, port }, { profile }) =>
        networkPrinter({
          host,
          port,
          statusMode: statusModes[profile.answers],
          answersProcessId: profile.confirms === 'process-id',
          answersFence: profile.confirms !== 'close',
          pauseMs: profile.answers === 'none' ? silentPauseMs : 0,
          memory: memoryOf(host, port),
        }),
      ask: async ({ host, port }) => {
        const { trouble, answered, drawerLevel } = await askNetworkPrinter(host, port);
        return { trouble, tells: trouble !== null || answered.length > 0, drawerLevel };
      },
      probe: probeNetworkPrinter,
    },
    spooler: elsewhere,
    usb: elsewhere,
    cups: elsewhere,
    virtual: {
      transport: (_, { id }) => virtualPrinter(id === firstPrinterId ? printouts : join(printouts, id)),
      ask: async () => ({ ...silent, tells: true }),
      probe: async () => ({ profile: mute, trouble: null }),
    },
  };
  const wayOf = <K extends Kind>(connection: Of<K>): Way<K> => ways[connection.kind as K] as Way<K>;
  return {
    transportOf: (printer) => wayOf(printer.connection).transport(printer.connection, printer),
    ask: ({ connection }) => wayOf(connection).ask(connection),
    probe: (connection, report) => wayOf(connection).probe(connection, report),
    find: async () => [],
  };
}

/** A connection that this system does not have: a till's folder came from another one. */
const elsewhere = {
  transport: (): PrinterTransport => ({
    kind: 'elsewhere',
    send: async () => ({ kind: 'blocked', reason: 'not-on-this-system' }),
  }),
  ask: async (): Promise<PrinterAnswer> => ({
    trouble: 'not-on-this-system',
    tells: true,
    drawerLevel: null,
  }),
  probe: async () => null,
};
