import { join } from 'node:path';
import {
  type Connection,
  type Printer,
  type PrinterProfile,
  plainProfile,
} from '../../domain/printing/printer.ts';
import { askNetworkPrinter, type NetworkPrinterAnswer } from '../devices/printer/ask-printer.ts';
import { networkPrinter, type PrinterMemory, printerMemory } from '../devices/printer/network-printer.ts';
import { probeNetworkPrinter } from '../devices/printer/probe-printer.ts';
import type { BlockReason, PrinterTransport } from '../devices/printer/transport.ts';
import { askCups, cupsPrinter } from '../devices/printer/transports/cups-printer.ts';
import { listPrinters } from '../devices/printer/transports/list-printers.ts';
import { createSpoolerHelper } from '../devices/printer/transports/spooler-helper.ts';
import { askSpooler, spoolerPrinter } from '../devices/printer/transports/spooler-printer.ts';
import { startSpooler } from '../devices/printer/transports/start-spooler.ts';
import { askUsbPrinter, probeUsbPrinter, usbPrinter } from '../devices/printer/transports/usb-printer.ts';
import { virtualPrinter } from '../devices/printer/virtual-printer.ts';
import type { PrinterAnswer, PrinterDevices, ProbedPrinter } from '../services/ports.ts';
import { resourcePath } from '../services/resource-path.ts';

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
  readonly close: () => void;
} {
  const memories = new Map<string, PrinterMemory>();
  const memoryOf = (host: string, port: number): PrinterMemory => {
    const memory = memories.get(`${host}:${port}`) ?? printerMemory();
    memories.set(`${host}:${port}`, memory);
    return memory;
  };
  const spooler = createSpoolerHelper(() => startSpooler(resourcePath('printing/spooler.ps1')));
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
      ask: async ({ host, port }) => answerOf(await askNetworkPrinter(host, port)),
      probe: probeNetworkPrinter,
    },
    spooler: here(
      process.platform === 'win32',
      ({ queue }) => spoolerPrinter({ queue, helper: spooler }),
      ({ queue }) => askSpooler(queue, spooler),
    ),
    usb: process.platform === 'linux' ? usb : elsewhere,
    cups: here(
      process.platform !== 'win32',
      ({ queue }) => cupsPrinter({ queue }),
      ({ queue }) => askCups(queue),
    ),
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
    find: () => listPrinters({ platform: process.platform, helper: spooler }),
    close: spooler.close,
  };
}

/** Over a device file a printer answers as it does over the network. */
const usb: Way<'usb'> = {
  transport: ({ path, serial }, { profile }) =>
    usbPrinter({
      path,
      serial,
      statusMode: statusModes[profile.answers],
      answersProcessId: profile.confirms === 'process-id',
      answersFence: profile.confirms !== 'close',
    }),
  ask: async (connection) => answerOf(await askUsbPrinter(connection)),
  probe: probeUsbPrinter,
};

function answerOf({ trouble, answered, drawerLevel }: NetworkPrinterAnswer): PrinterAnswer {
  return { trouble, tells: trouble !== null || answered.length > 0, drawerLevel };
}

/** A queue of one system: written to, and asked how it is, but nothing comes back from the printer itself. */
function here<K extends Kind>(
  isHere: boolean,
  transport: Way<K>['transport'],
  troubleOf: (connection: Of<K>) => Promise<BlockReason | null>,
): Way<K> {
  if (!isHere) return elsewhere;
  return {
    transport,
    ask: async (connection) => ({ ...silent, trouble: await troubleOf(connection), tells: true }),
    probe: async (connection) => {
      const trouble = await troubleOf(connection);
      return trouble !== null && unfit.includes(trouble) ? null : { profile: mute, trouble };
    },
  };
}

/** What no printer that is there says. */
const unfit: readonly BlockReason[] = ['queue-missing', 'unplugged', 'no-print-system', 'helper-refused'];

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
