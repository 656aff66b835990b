import { describe, expect, it, onTestFinished } from 'vitest';
import { type Printer, plainProfile } from '../../../domain/printing/printer.ts';
import { printJobEvents } from '../../../main/db/repositories/print-job-events.ts';
import { printJobById, wantPrinter } from '../../../main/db/repositories/print-jobs.ts';
import { networkPrinter } from '../../../main/devices/printer/network-printer.ts';
import type { PrinterTransport, SendHooks, SendOutcome } from '../../../main/devices/printer/transport.ts';
import { startVirtualPrinter, type VirtualPrinterOptions } from '../../../virtual-counter/start.ts';
import {
  addJob,
  connectionTo,
  placesOf,
  queueOver,
  setPrinters,
  statesOf,
} from '../../support/print-world.ts';
import { testTill } from '../../support/test-till.ts';

const quick = { statusTimeoutMs: 3_000, pollMs: 20, fencePatienceMs: 3_000, silenceTimeoutMs: 5_000 };

async function realPrinter(options: VirtualPrinterOptions = {}) {
  const printer = await startVirtualPrinter({ speed: 'instant', ...options });
  onTestFinished(() => printer.close());
  return printer;
}

function overNetwork({ connection }: Printer): PrinterTransport {
  if (connection.kind !== 'network') throw new Error('these printers are on the network');
  return networkPrinter({ ...connection, ...quick });
}

/** A printer whose every answer the test decides. */
function decided() {
  const sends: { readonly id: string; readonly hooks: SendHooks; readonly end: (o: SendOutcome) => void }[] =
    [];
  const watchers: (() => void)[] = [];
  const transport: PrinterTransport = {
    kind: 'decided',
    send: ({ id }, hooks) =>
      new Promise((resolve) => {
        const end = (outcome: SendOutcome) => resolve(outcome);
        hooks.signal?.addEventListener('abort', () => end({ kind: 'unknown', reason: 'interrupted' }));
        sends.push({ id, hooks, end });
        for (const watch of watchers.splice(0)) watch();
      }),
  };
  const next = async (id: string) => {
    for (;;) {
      const found = sends.find((send) => send.id === id);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => watchers.push(resolve));
    }
  };
  return { transport, next, sends };
}

describe('several printers', () => {
  it('each print what they are for, and a jammed one holds nobody else up', async () => {
    const { till } = testTill();
    const [counter, back] = [await realPrinter(), await realPrinter()];
    setPrinters(
      till.store,
      { id: 'counter', roles: ['receipts', 'drawer'], connection: connectionTo(counter.port) },
      { id: 'back', roles: ['slips'], connection: connectionTo(back.port) },
    );
    counter.setPaper(0);
    const { queue, until } = queueOver(till.store, overNetwork);
    addJob(till.store, 'receipt');
    addJob(till.store, 'report', 'report');
    queue.start();
    await until('report', 'printed');
    await until('receipt', 'blocked', 'paper-out');
    expect([counter.cuts().length, back.cuts().length]).toEqual([0, 1]);
    counter.setPaper(20_000);
    queue.tryNow();
    await until('receipt', 'printed');
    expect(placesOf(till.store)).toEqual({ receipt: 'counter', report: 'back' });
  });

  it('stand in for one that refuses, on their own width of paper, and say so', async () => {
    const { till } = testTill();
    const wide = await realPrinter();
    const small = await realPrinter({ traits: { dots: 384 } });
    setPrinters(
      till.store,
      { id: 'wide', roles: ['receipts'], connection: connectionTo(wide.port), fallbackId: 'small' },
      {
        id: 'small',
        roles: [],
        connection: connectionTo(small.port),
        profile: { ...plainProfile, paper: '58', dots: 384 },
      },
    );
    wide.setCover(true);
    const { queue, until } = queueOver(till.store, overNetwork);
    addJob(till.store, 'a');
    queue.start();
    await until('a', 'printed');
    expect(placesOf(till.store)).toEqual({ a: 'small for wide' });
    expect(
      printJobEvents(till.store, 'a').map(({ state, reason, printer_id: at }) => [state, reason, at]),
    ).toEqual([
      ['queued', null, null],
      ['blocked', 'cover-open', 'wide'],
      ['sending', null, 'small'],
      ['sent', null, 'small'],
      ['printed', null, 'small'],
    ]);
    expect(small.cuts()).toHaveLength(1);
    expect(queue.lane('wide').refusal).toBe('cover-open');
    // The next goes to the stand-in at once.
    addJob(till.store, 'b');
    queue.wake();
    await until('b', 'printed');
    expect([placesOf(till.store)['b'], wide.state().connections]).toEqual(['small for wide', 1]);
    // And to its own printer again once that one is asked again and has nothing against it.
    wide.setCover(false);
    addJob(till.store, 'c');
    queue.tryNow();
    await until('c', 'printed');
    expect([placesOf(till.store)['c'], queue.lane('wide').refusal]).toEqual(['wide', null]);
  });

  it('take nothing over that another printer has a byte of', async () => {
    const { till } = testTill();
    const [own, other] = [await realPrinter(), await realPrinter()];
    setPrinters(
      till.store,
      { id: 'own', roles: ['receipts'], connection: connectionTo(own.port), fallbackId: 'other' },
      { id: 'other', roles: [], connection: connectionTo(other.port) },
    );
    own.setPaper(200);
    const { queue, until } = queueOver(till.store, overNetwork);
    addJob(till.store, 'a');
    queue.start();
    await own.until((printer) => printer.state().health.paper === 'out');
    own.setPaper(20_000);
    await until('a', 'printed');
    expect([own.cuts().length, other.cuts().length, other.state().bytesTaken]).toEqual([1, 0, 0]);
  });

  it('wait together when both refuse, and the first that can prints it once', async () => {
    const { till } = testTill();
    const [own, other] = [await realPrinter(), await realPrinter()];
    setPrinters(
      till.store,
      { id: 'own', roles: ['receipts'], connection: connectionTo(own.port), fallbackId: 'other' },
      { id: 'other', roles: [], connection: connectionTo(other.port) },
    );
    for (const printer of [own, other]) printer.setPaper(0);
    const { queue, until } = queueOver(till.store, overNetwork);
    addJob(till.store, 'a');
    queue.start();
    await other.until((printer) => printer.state().connections === 1);
    await queue.settled();
    other.setPaper(20_000);
    queue.tryNow();
    await until('a', 'printed');
    await queue.settled();
    expect(own.cuts().length + other.cuts().length).toBe(1);
  });

  it('keep to the printer a person chose', async () => {
    const { till } = testTill();
    const [own, chosen] = [await realPrinter(), await realPrinter()];
    setPrinters(
      till.store,
      { id: 'own', roles: ['receipts'], connection: connectionTo(own.port) },
      { id: 'chosen', roles: [], connection: connectionTo(chosen.port), fallbackId: 'own' },
    );
    chosen.setPaper(0);
    const { queue, until } = queueOver(till.store, overNetwork);
    addJob(till.store, 'a');
    wantPrinter(till.store, 'a', 'chosen');
    queue.start();
    await until('a', 'blocked', 'paper-out');
    chosen.setPaper(20_000);
    queue.tryNow();
    await until('a', 'printed');
    expect([own.cuts().length, chosen.cuts().length]).toEqual([0, 1]);
  });

  it('that are missing for a kind of paper leave it waiting, with the reason, until one is there', async () => {
    const { till } = testTill();
    setPrinters(till.store, { id: 'only', roles: ['drawer'] });
    const { transport, next } = decided();
    const { queue, until } = queueOver(till.store, () => transport);
    addJob(till.store, 'a');
    queue.start();
    await until('a', 'blocked', 'no-printer');
    till.store.run(`UPDATE printer SET roles_json = '["receipts"]'`);
    queue.tryNow();
    const send = await next('a');
    send.hooks.onFirstByte();
    send.end({ kind: 'printed' });
    await until('a', 'printed');
  });
});

describe('paper from yesterday', () => {
  it('is asked about in the morning instead of coming out, and prints when somebody says so', async () => {
    const { till } = testTill();
    const printer = await realPrinter();
    setPrinters(till.store, {
      id: 'p',
      roles: ['receipts', 'drawer'],
      connection: connectionTo(printer.port),
    });
    printer.setPaper(0);
    const { queue, until, advance } = queueOver(till.store, overNetwork);
    for (const id of ['a', 'b']) addJob(till.store, id);
    addJob(till.store, 'drawer', 'drawer');
    queue.start();
    await until('a', 'blocked', 'paper-out');
    printer.setPaper(20_000);
    advance(9 * 3_600_000);
    queue.tryNow();
    await until('b', 'stale');
    await queue.settled();
    expect(statesOf(till.store)).toMatchObject({ a: 'stale', b: 'stale' });
    expect(printer.cuts()).toEqual([]);
  });

  it('is young again once it was released', async () => {
    const { till } = testTill();
    const printer = await realPrinter();
    setPrinters(till.store, { id: 'p', roles: ['receipts'], connection: connectionTo(printer.port) });
    const { queue, until, advance } = queueOver(till.store, overNetwork);
    addJob(till.store, 'a');
    advance(9 * 3_600_000);
    queue.start();
    await until('a', 'stale');
    till.store.run("UPDATE print_job SET state = 'queued', released_at = ? WHERE id = 'a'", [
      (printJobById(till.store, 'a')?.created_at ?? 0) + 9 * 3_600_000,
    ]);
    queue.tryNow();
    await until('a', 'printed');
  });
});

describe('a drawer', () => {
  it('goes before paper that waits, whatever came first', async () => {
    const { till } = testTill();
    const order: string[] = [];
    const transport: PrinterTransport = {
      kind: 'noting',
      send: async ({ id }, hooks) => {
        order.push(id);
        hooks.onFirstByte();
        return { kind: 'printed' };
      },
    };
    const { queue, kicked } = queueOver(till.store, () => transport);
    addJob(till.store, 'a');
    addJob(till.store, 'b');
    addJob(till.store, 'drawer', 'drawer');
    queue.start();
    await queue.settled();
    expect(order).toEqual(['drawer', 'a', 'b']);
    expect(kicked).toEqual(['first']);
  });

  it('is not held up by a receipt that stands still in the middle', async () => {
    const { till } = testTill();
    const { transport, next } = decided();
    const { queue, until } = queueOver(till.store, () => transport);
    addJob(till.store, 'receipt');
    queue.start();
    const receipt = await next('receipt');
    receipt.hooks.onFirstByte();
    addJob(till.store, 'drawer', 'drawer');
    queue.wake();
    receipt.hooks.onTrouble?.('paper-out');
    const drawer = await next('drawer');
    drawer.hooks.onFirstByte();
    drawer.end({ kind: 'printed' });
    await until('drawer', 'printed');
    expect(statesOf(till.store)['receipt']).toBe('sending: paper-out');
    receipt.end({ kind: 'printed' });
    await until('receipt', 'printed');
  });

  it('opens by a command of its own where paper is out, while the receipt waits', async () => {
    const { till } = testTill();
    const printer = await realPrinter();
    setPrinters(till.store, {
      id: 'p',
      roles: ['receipts', 'drawer'],
      connection: connectionTo(printer.port),
    });
    printer.setPaper(0);
    const { queue, until } = queueOver(till.store, overNetwork);
    addJob(till.store, 'receipt');
    addJob(till.store, 'drawer', 'drawer');
    queue.start();
    await until('receipt', 'blocked', 'paper-out');
    expect(statesOf(till.store)['drawer']).toBe('printed');
    expect(printer.state()).toMatchObject({ drawerPulses: 1, drawerOpen: true, failures: [] });
    printer.setPaper(20_000);
    queue.tryNow();
    await until('receipt', 'printed');
    expect(printer.state()).toMatchObject({ drawerPulses: 1, cuts: 1, failures: [] });
  });

  it('is tried again while somebody may stand before it, and not at all after that', async () => {
    const { till } = testTill();
    const { transport, sends, next } = decided();
    const { queue, until, advance } = queueOver(till.store, () => transport);
    addJob(till.store, 'drawer', 'drawer');
    queue.start();
    (await next('drawer')).end({ kind: 'blocked', reason: 'unreachable' });
    await until('drawer', 'blocked', 'unreachable');
    await queue.settled();
    advance(16_000);
    queue.tryNow();
    await until('drawer', 'expired', 'too-late');
    expect(sends).toHaveLength(1);
  });

  it('whose pulse may be out is never pushed again', async () => {
    const { till } = testTill();
    const { transport, sends, next } = decided();
    const { queue, until } = queueOver(till.store, () => transport);
    addJob(till.store, 'drawer', 'drawer');
    queue.start();
    const send = await next('drawer');
    send.hooks.onFirstByte();
    send.end({ kind: 'unknown', reason: 'connection-lost' });
    await until('drawer', 'expired', 'connection-lost');
    queue.tryNow();
    await queue.settled();
    expect(sends).toHaveLength(1);
  });
});
