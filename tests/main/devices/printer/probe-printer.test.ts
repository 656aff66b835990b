import { describe, expect, it, onTestFinished } from 'vitest';
import { knownModel } from '../../../../domain/printing/models.ts';
import { plainProfile } from '../../../../domain/printing/printer.ts';
import { askNetworkPrinter } from '../../../../main/devices/printer/ask-printer.ts';
import { probeNetworkPrinter } from '../../../../main/devices/printer/probe-printer.ts';
import { startVirtualPrinter, type VirtualPrinterOptions } from '../../../../virtual-counter/start.ts';

const quick = { connectTimeoutMs: 2_000, answerTimeoutMs: 250 };

async function printerLike(options: VirtualPrinterOptions) {
  const printer = await startVirtualPrinter({ speed: 'instant', ...options });
  onTestFinished(() => printer.close());
  return printer;
}

async function probe(port: number) {
  const steps: string[] = [];
  const found = await probeNetworkPrinter({ host: '127.0.0.1', port }, (step) => steps.push(step), quick);
  return { found, steps };
}

describe('a look at a new printer', () => {
  it('finds out all a brand printer can do, and puts nothing on paper', async () => {
    const printer = await printerLike({ model: 'epson' });
    const { found, steps } = await probe(printer.port);
    expect(found).toMatchObject({
      trouble: null,
      profile: { make: 'EPSON', answers: 'all', confirms: 'process-id', paper: '80', dots: 576 },
    });
    expect(found?.profile.model).toMatch(/^TM-/);
    expect(steps).toEqual(['connect', 'status', 'model', 'fence', 'process-id']);
    expect(printer.state()).toMatchObject({ cuts: 0, uncutRows: 0, drawerPulses: 0, failures: [] });
  });

  it('knows a cheaper one that only answers some', async () => {
    const printer = await printerLike({ model: 'xprinter' });
    const { found } = await probe(printer.port);
    expect(found?.profile).toMatchObject({ make: null, model: null, answers: 'some', confirms: 'fence' });
    expect(printer.state()).toMatchObject({ uncutRows: 0, failures: [] });
  });

  it('leaves one alone that answers nothing', async () => {
    const printer = await printerLike({ model: 'clone' });
    const { found, steps } = await probe(printer.port);
    expect(found?.profile).toEqual({ ...plainProfile, answers: 'none', confirms: 'close' });
    expect(steps).toEqual(['connect', 'status']);
    expect(printer.state().failures).toEqual([]);
  });

  it('says what is wrong with one that stands still, and asks it for no sign', async () => {
    const printer = await printerLike({ model: 'epson' });
    printer.setCover(true);
    const { found, steps } = await probe(printer.port);
    expect(found).toMatchObject({ trouble: 'cover-open', profile: { answers: 'all', confirms: 'fence' } });
    expect(steps).not.toContain('process-id');
  });

  it('finds nobody where nobody is', async () => {
    const printer = await printerLike({});
    await printer.close();
    expect((await probe(printer.port)).found).toBeNull();
  });
});

describe('a question between jobs', () => {
  it('tells the drawer’s level and the one trouble a person can mend', async () => {
    const printer = await printerLike({ model: 'epson' });
    const ask = () => askNetworkPrinter('127.0.0.1', printer.port, quick);
    expect(await ask()).toMatchObject({ trouble: null, drawerLevel: 'low' });
    printer.setDrawer(true);
    printer.setPaper(0);
    expect(await ask()).toMatchObject({ trouble: 'paper-out', drawerLevel: 'high' });
  });
});

describe('models known by name', () => {
  it.each([
    ['TM-T82III', { paper: '80', dots: 576 }],
    ['TM-T88VI', { paper: '80', dots: 512 }],
    ['XP-58IIH', { paper: '58', dots: 384 }],
    ['XP-N160II', { paper: '80', dots: 576 }],
    ['Laserjet', null],
  ])('%s', (model, known) => {
    expect(knownModel(model)).toEqual(known);
  });
});
