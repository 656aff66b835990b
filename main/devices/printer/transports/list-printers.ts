import type { Connection } from '../../../../domain/printing/printer.ts';
import { type RunProgram, runsProgram } from './run-program.ts';
import type { SpoolerHelper } from './spooler-helper.ts';
import { type UsbPrinter, usbPrinters } from './usb-devices.ts';

/** A printer this machine knows of. `detail` tells two of the same name apart. */
export type ListedPrinter = {
  readonly connection: Connection;
  readonly name: string;
  readonly detail: string;
};

/** Queues that print into files, faxes and notebooks. */
const notPaper = /^(microsoft|onenote|fax|send to|adobe pdf|foxit|cutepdf)|\b(pdf|xps)\b/i;

export type Listing = {
  readonly platform: NodeJS.Platform;
  readonly helper: SpoolerHelper;
  readonly run?: RunProgram;
  readonly usb?: () => readonly UsbPrinter[];
};

/** What this machine has, without trying any of it: queues of Windows, or USB printers and queues of CUPS. */
export async function listPrinters(listing: Listing): Promise<readonly ListedPrinter[]> {
  if (listing.platform === 'win32') return await spoolerQueues(listing.helper);
  const usb = listing.platform === 'linux' ? (listing.usb ?? usbPrinters)().map(ofUsb) : [];
  return [...usb, ...(await cupsQueues(listing.run ?? runsProgram(5_000)))];
}

function ofUsb({ path, maker, model, serial }: UsbPrinter): ListedPrinter {
  const name = model.toUpperCase().startsWith(maker.toUpperCase()) ? model : `${maker} ${model}`;
  return {
    connection: { kind: 'usb', path, serial },
    name: name.trim(),
    detail: serial === null ? path : `${path}, ${serial}`,
  };
}

async function spoolerQueues(helper: SpoolerHelper): Promise<readonly ListedPrinter[]> {
  const answer = await helper.ask({ do: 'list' });
  const queues = answer.kind === 'done' ? answer.fields['queues'] : null;
  if (!Array.isArray(queues)) return [];
  return queues.flatMap((queue: unknown) => {
    const { name, driver, port } = textsOf(queue);
    if (name === '' || notPaper.test(name)) return [];
    return [{ connection: { kind: 'spooler' as const, queue: name }, name, detail: `${driver}, ${port}` }];
  });
}

/** `device for NAME: URI`, a line for each. */
async function cupsQueues(run: RunProgram): Promise<readonly ListedPrinter[]> {
  const said = await run('lpstat', ['-v']);
  if (typeof said !== 'object' || !said.ok) return [];
  return said.out.split('\n').flatMap((line) => {
    const [, queue = '', uri = ''] = /^device for (\S+): (.*)$/.exec(line) ?? [];
    if (queue === '' || notPaper.test(queue) || /^(cups-pdf|file):/.test(uri)) return [];
    return [{ connection: { kind: 'cups' as const, queue }, name: queue.replaceAll('_', ' '), detail: uri }];
  });
}

function textsOf(queue: unknown): { readonly name: string; readonly driver: string; readonly port: string } {
  const fields: { name?: unknown; driver?: unknown; port?: unknown } =
    typeof queue === 'object' && queue !== null ? queue : {};
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return { name: text(fields.name), driver: text(fields.driver), port: text(fields.port) };
}
