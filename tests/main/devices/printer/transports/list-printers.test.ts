import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listPrinters } from '../../../../../main/devices/printer/transports/list-printers.ts';
import { createSpoolerHelper } from '../../../../../main/devices/printer/transports/spooler-helper.ts';
import { pathOf, usbPrinters } from '../../../../../main/devices/printer/transports/usb-devices.ts';
import { cups, startCups } from '../../../../support/cups-server.ts';
import { tempFolder } from '../../../../support/temp-folder.ts';

const standIn = join(import.meta.dirname, '../../../../support/stand-in-spooler.mjs');

function helperWith(queues: readonly unknown[]) {
  const helper = createSpoolerHelper(() =>
    spawn(process.execPath, [standIn, JSON.stringify({ queues }), '/dev/null'], { stdio: 'pipe' }),
  );
  onTestFinished(() => helper.close());
  return helper;
}

/** A part of /sys as usblp makes it: the class entry is a link to the printing interface inside the device. */
function plug(root: string, name: string, files: Readonly<Record<string, string>>, id?: string): void {
  const device = join(root, 'devices', `1-${name}`);
  const printing = join(device, `1-${name}:1.0`);
  mkdirSync(printing, { recursive: true });
  mkdirSync(join(root, 'class', name), { recursive: true });
  symlinkSync(printing, join(root, 'class', name, 'device'));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(device, file), `${text}\n`);
  if (id !== undefined) writeFileSync(join(printing, 'ieee1284_id'), id);
}

describe('USB printers of Linux', () => {
  it('are found by what they say of themselves', async () => {
    const root = tempFolder();
    plug(root, 'lp10', { manufacturer: 'Printer', product: 'USB Printing Support', serial: '0000000' });
    plug(root, 'lp2', { serial: 'X4QF010203' }, 'MFG:EPSON;CMD:ESC/POS;MDL:TM-T82III;CLS:PRINTER;');
    const usb = () => usbPrinters(join(root, 'class'));
    const found = await listPrinters({
      platform: 'linux',
      helper: helperWith([]),
      usb,
      run: async () => 'missing',
    });
    expect(found).toEqual([
      {
        connection: { kind: 'usb', path: '/dev/usb/lp2', serial: 'X4QF010203' },
        name: 'EPSON TM-T82III',
        detail: '/dev/usb/lp2, X4QF010203',
      },
      // A serial number of nothing but noughts tells nobody apart.
      {
        connection: { kind: 'usb', path: '/dev/usb/lp10', serial: null },
        name: 'Printer USB Printing Support',
        detail: '/dev/usb/lp10',
      },
    ]);
  });

  it('are found again where they were plugged in elsewhere', () => {
    const at = (path: string, serial: string | null) => ({ path, serial, maker: 'EPSON', model: 'TM-T82' });
    const wanted = { path: '/dev/usb/lp0', serial: 'A1' };
    expect(pathOf(wanted, [at('/dev/usb/lp0', 'B2'), at('/dev/usb/lp3', 'A1')])).toBe('/dev/usb/lp3');
    expect(pathOf(wanted, [])).toBe('/dev/usb/lp0');
    expect(pathOf(wanted, [at('/dev/usb/lp0', 'A1'), at('/dev/usb/lp3', 'A1')])).toBe('/dev/usb/lp0');
    expect(pathOf({ ...wanted, serial: null }, [at('/dev/usb/lp3', null)])).toBe('/dev/usb/lp0');
  });

  it('are none on a machine without any', () => {
    expect(usbPrinters(join(tempFolder(), 'nothing'))).toEqual([]);
  });
});

describe.skipIf(cups.isMissing)(`queues of CUPS${cups.note}`, () => {
  it('are listed with where they lead', async () => {
    const server = await startCups();
    server.addQueue('May_in_quay', 9109);
    server.addQueue('PDF', 9110);
    const found = await listPrinters({
      platform: 'linux',
      helper: helperWith([]),
      usb: () => [],
      run: server.run,
    });
    expect(found).toEqual([
      {
        connection: { kind: 'cups', queue: 'May_in_quay' },
        name: 'May in quay',
        detail: 'socket://127.0.0.1:9109',
      },
    ]);
  });
});

describe('queues of Windows', () => {
  it('are listed without those that print into files', async () => {
    const helper = helperWith([
      { name: 'XP-80C', driver: 'XP-80C', port: 'USB001' },
      { name: 'Microsoft Print to PDF', driver: 'Microsoft Print To PDF', port: 'PORTPROMPT:' },
      { name: 'OneNote (Desktop)', driver: 'Send to Microsoft OneNote', port: 'nul:' },
      { name: 'Fax', driver: 'Microsoft Shared Fax Driver', port: 'SHRFAX:' },
      { name: '\\\\QUAY2\\Máy in bếp', driver: 'Generic / Text Only', port: 'IP_10.0.0.9' },
    ]);
    expect(await listPrinters({ platform: 'win32', helper })).toEqual([
      { connection: { kind: 'spooler', queue: 'XP-80C' }, name: 'XP-80C', detail: 'XP-80C, USB001' },
      {
        connection: { kind: 'spooler', queue: '\\\\QUAY2\\Máy in bếp' },
        name: '\\\\QUAY2\\Máy in bếp',
        detail: 'Generic / Text Only, IP_10.0.0.9',
      },
    ]);
  });

  it('are none where the spooler can’t be asked', async () => {
    const helper = createSpoolerHelper(() => spawn('/nonexistent/powershell.exe', [], { stdio: 'pipe' }));
    expect(await listPrinters({ platform: 'win32', helper })).toEqual([]);
  });
});
