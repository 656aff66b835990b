import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HidPort, LoadedHid } from '../../../../main/devices/scanner/hid-port.ts';
import { lookEveryMs, watchScanners } from '../../../../main/devices/scanner/watch-scanners.ts';
import type { ScannerLink } from '../../../../main/services/ports.ts';
import { fakeHid } from '../../../support/fake-hid.ts';
import { reportsOf, usualReport } from '../../../support/scanner-reports.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const ean = usualReport(bytes('8938505970128'));

type Watched = {
  readonly link: ScannerLink;
  readonly heard: string[];
  readonly seen: string[];
  readonly off: Set<string>;
  readonly missing: Set<string>;
  readonly start: () => Promise<void>;
};

let links: ScannerLink[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  links = [];
});
afterEach(async () => {
  const stopped = Promise.all(links.map((link) => link.stop()));
  await vi.advanceTimersByTimeAsync(1_000);
  await stopped;
  vi.useRealTimers();
});

function watched(load: () => Promise<LoadedHid>): Watched {
  const heard: string[] = [];
  const seen: string[] = [];
  const off = new Set<string>();
  const missing = new Set<string>();
  const link = watchScanners({
    load,
    clock: () => Date.now(),
    isWanted: (key) => !off.has(key),
    isMissing: (connected) => [...missing].some((key) => !connected.has(key)),
    changed: () => undefined,
    log: () => undefined,
  });
  links.push(link);
  const start = async () => {
    link.start({
      onSeen: ({ key }) => seen.push(key),
      onScan: ({ scannerId, code }) => heard.push(`${scannerId} ${code}`),
      onCutOff: ({ scannerId, code }) => heard.push(`${scannerId} cut off: ${code}`),
    });
    await vi.advanceTimersByTimeAsync(0);
  };
  return { link, heard, seen, off, missing, start };
}

const loaded = (port: HidPort) => async (): Promise<LoadedHid> => ({ ok: true, port, version: 'none' });
const states = ({ link }: Watched): readonly string[] =>
  link.connected().map(({ id, state }) => `${id} ${state}`);

describe('a scanner', () => {
  it('that is there at the start is opened and heard', async () => {
    const hid = fakeHid();
    const scanner = hid.plugIn({ serial: 'S1' });
    const till = watched(loaded(hid.port));
    await till.start();
    scanner.report(ean);
    expect(till.seen).toEqual(['05e0:1200:S1']);
    expect(till.heard).toEqual(['05e0:1200:S1 8938505970128']);
    expect(till.link.connected()[0]?.lastScan).toMatchObject({
      raw: '8938505970128',
      symbology: 'EAN-13/UPC',
      isWhole: true,
    });
  });

  it('is none when it is a keyboard, a mouse or a scale', async () => {
    const hid = fakeHid();
    hid.plugIn({ usagePage: 1, usage: 6 });
    hid.plugIn({ usagePage: 1, usage: 2 });
    hid.plugIn({ usagePage: 0x8d, usage: 0x20 });
    const till = watched(loaded(hid.port));
    await till.start();
    expect(hid.opened).toEqual([]);
  });

  it('of Honeywell is woken up, others are not', async () => {
    const hid = fakeHid();
    const honeywell = hid.plugIn({ vendorId: 0x0c2e });
    const zebra = hid.plugIn();
    await watched(loaded(hid.port)).start();
    expect(honeywell.features).toEqual([[0xfe, 0x01]]);
    expect(zebra.features).toEqual([]);
  });

  it('may have a twin without a serial number, and each is heard for itself', async () => {
    const hid = fakeHid();
    const [left, right] = [hid.plugIn(), hid.plugIn()];
    const till = watched(loaded(hid.port));
    await till.start();
    left.report(ean);
    right.report(ean);
    expect(till.heard).toEqual(['05e0:1200 8938505970128', '05e0:1200#2 8938505970128']);
  });

  it('does not mix its half code with another scanner’s', async () => {
    const hid = fakeHid();
    const [left, right] = [hid.plugIn({ serial: 'L' }), hid.plugIn({ serial: 'R' })];
    const till = watched(loaded(hid.port));
    await till.start();
    const [first = ean, second = ean] = reportsOf(bytes('q'.repeat(100)));
    left.report(first);
    right.report(ean);
    left.report(second);
    expect(till.heard).toEqual(['05e0:1200:R 8938505970128', `05e0:1200:L ${'q'.repeat(100)}`]);
  });
});

describe('a scanner that is plugged out and in again', () => {
  it('is found within two seconds, under another path, as the same one', async () => {
    const hid = fakeHid();
    const before = hid.plugIn({ serial: 'S1' });
    const till = watched(loaded(hid.port));
    await till.start();
    till.missing.add('05e0:1200:S1');
    before.unplug();
    expect(till.link.connected()).toEqual([]);
    await vi.advanceTimersByTimeAsync(20_000);
    const after = hid.plugIn({ serial: 'S1' });
    await vi.advanceTimersByTimeAsync(lookEveryMs.expecting);
    after.report(ean);
    expect(after.device.path).not.toBe(before.device.path);
    expect(till.heard).toEqual(['05e0:1200:S1 8938505970128']);
  });

  it('in the middle of a code tells that it was cut off', async () => {
    const hid = fakeHid();
    const scanner = hid.plugIn();
    const till = watched(loaded(hid.port));
    await till.start();
    scanner.report(reportsOf(bytes('w'.repeat(100)))[0] ?? ean);
    scanner.unplug();
    expect(till.heard).toEqual([`05e0:1200 cut off: ${'w'.repeat(56)}`]);
  });

  it('is let go of when it went without a word', async () => {
    const hid = fakeHid();
    const scanner = hid.plugIn();
    const till = watched(loaded(hid.port));
    await till.start();
    scanner.vanish();
    await vi.advanceTimersByTimeAsync(lookEveryMs.otherwise);
    expect(till.link.connected()).toEqual([]);
    expect(scanner.isOpen()).toBe(false);
  });

  it('makes the till look rarely while nothing is missing', async () => {
    const hid = fakeHid();
    hid.plugIn();
    const till = watched(loaded(hid.port));
    await till.start();
    const before = hid.looks();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(hid.looks() - before).toBe(6);
  });

  it('is looked for often while somebody is waiting for it', async () => {
    const hid = fakeHid();
    const till = watched(loaded(hid.port));
    await till.start();
    till.link.lookOften();
    await vi.advanceTimersByTimeAsync(100);
    hid.plugIn();
    await vi.advanceTimersByTimeAsync(lookEveryMs.expecting);
    expect(till.seen).toEqual(['05e0:1200']);
  });
});

describe('half a code', () => {
  it('is told once its end has not come for half a second', async () => {
    const hid = fakeHid();
    const scanner = hid.plugIn();
    const till = watched(loaded(hid.port));
    await till.start();
    scanner.report(reportsOf(bytes('e'.repeat(100)))[0] ?? ean);
    await vi.advanceTimersByTimeAsync(499);
    expect(till.heard).toEqual([]);
    await vi.advanceTimersByTimeAsync(2);
    expect(till.heard).toEqual([`05e0:1200 cut off: ${'e'.repeat(56)}`]);
  });

  it('is whole when its rest only waited behind a standstill of the till', async () => {
    const hid = fakeHid();
    const scanner = hid.plugIn();
    const till = watched(loaded(hid.port));
    await till.start();
    const [first = ean, second = ean] = reportsOf(bytes('s'.repeat(100)));
    scanner.report(first);
    // The timer comes due first, then the report that lay waiting, then what the timer had put off.
    vi.advanceTimersByTime(500);
    scanner.report(second);
    await vi.advanceTimersByTimeAsync(10);
    expect(till.heard).toEqual([`05e0:1200 ${'s'.repeat(100)}`]);
  });
});

describe('a scanner that cannot be used', () => {
  it.each([
    ['cannot open device with path /dev/hidraw0: Failed to open a device: Permission denied', 'denied'],
    ['cannot open device with path x: open_device: (0x00000020) ???', 'busy'],
    ['cannot open device with path x: open_device: (0x00000005) ???', 'busy'],
    ['cannot open device with path x', 'failed'],
  ] as const)('says why: %s', async (message, state) => {
    const hid = fakeHid();
    const scanner = hid.plugIn();
    scanner.refuseOpening(message);
    const till = watched(loaded(hid.port));
    await till.start();
    expect(states(till)).toEqual([`05e0:1200 ${state}`]);
    expect(till.link.connected()[0]?.detail).toBe(message);
  });

  it('is used as soon as the system lets it', async () => {
    const hid = fakeHid();
    const scanner = hid.plugIn();
    scanner.refuseOpening('Permission denied');
    const till = watched(loaded(hid.port));
    await till.start();
    scanner.refuseOpening(null);
    await vi.advanceTimersByTimeAsync(lookEveryMs.otherwise);
    expect(states(till)).toEqual(['05e0:1200 ready']);
  });

  it('is left to others when the shop has switched it off, at once', async () => {
    const hid = fakeHid();
    const scanner = hid.plugIn();
    const till = watched(loaded(hid.port));
    await till.start();
    till.off.add('05e0:1200');
    await till.link.lookNow();
    expect(scanner.isOpen()).toBe(false);
    expect(states(till)).toEqual(['05e0:1200 off']);
    till.off.clear();
    await till.link.lookNow();
    expect(states(till)).toEqual(['05e0:1200 ready']);
  });
});

describe('looking', () => {
  it('goes on when the store cannot say what is missing', async () => {
    const hid = fakeHid();
    const till = watched(loaded(hid.port));
    till.missing[Symbol.iterator] = () => {
      throw new Error('disk I/O error');
    };
    await till.start();
    hid.plugIn();
    await vi.advanceTimersByTimeAsync(lookEveryMs.otherwise);
    expect(states(till)).toEqual(['05e0:1200 ready']);
  });

  it('sees what changed while another was under way', async () => {
    const hid = fakeHid();
    let letList = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      letList = resolve;
    });
    const list = async () => {
      const found = await hid.port.list();
      await gate;
      return found;
    };
    const till = watched(loaded({ ...hid.port, list }));
    await till.start();
    hid.plugIn();
    const asked = [till.link.lookNow(), till.link.lookNow()];
    letList();
    await Promise.all(asked);
    expect(states(till)).toEqual(['05e0:1200 ready']);
    expect(hid.looks()).toBe(2);
  });
});

describe('a machine without HID', () => {
  it('is told apart, and is tried again when somebody looks', async () => {
    const hid = fakeHid();
    hid.plugIn();
    const trouble = { kind: 'library-missing', detail: 'libusb-1.0.so.0: cannot open' } as const;
    let isInstalled = false;
    const till = watched(async () =>
      isInstalled ? { ok: true, port: hid.port, version: 'none' } : { ok: false, trouble },
    );
    await till.start();
    expect(till.link.trouble()).toEqual(trouble);
    isInstalled = true;
    await till.link.lookNow();
    expect(till.link.trouble()).toBeNull();
    expect(states(till)).toEqual(['05e0:1200 ready']);
  });

  it('whose list cannot be had says so and goes on trying', async () => {
    const hid = fakeHid();
    hid.plugIn();
    let isSick = true;
    const list = async () => (isSick ? Promise.reject(new Error('no answer')) : hid.port.list());
    const till = watched(loaded({ ...hid.port, list }));
    await till.start();
    expect(till.link.trouble()).toMatchObject({ kind: 'addon-failed' });
    isSick = false;
    await vi.advanceTimersByTimeAsync(lookEveryMs.otherwise);
    expect(till.link.trouble()).toBeNull();
    expect(states(till)).toEqual(['05e0:1200 ready']);
  });
});

describe('the end', () => {
  it('does not wait for a system that never answers', async () => {
    const hid = fakeHid();
    const till = watched(loaded({ ...hid.port, list: () => new Promise(() => undefined) }));
    await till.start();
    const stopped = till.link.stop();
    await vi.advanceTimersByTimeAsync(1_000);
    await stopped;
    expect(till.link.connected()).toEqual([]);
  });

  it('closes a scanner that was opened too late', async () => {
    const hid = fakeHid();
    const scanner = hid.plugIn();
    let letOpen = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      letOpen = resolve;
    });
    const open: HidPort['open'] = async (path, hooks) => {
      await gate;
      return hid.port.open(path, hooks);
    };
    const till = watched(loaded({ ...hid.port, open }));
    await till.start();
    const stopped = till.link.stop();
    await vi.advanceTimersByTimeAsync(1_000);
    await stopped;
    letOpen();
    await vi.advanceTimersByTimeAsync(0);
    expect(hid.opened).toHaveLength(1);
    expect(scanner.isOpen()).toBe(false);
  });

  it('closes every scanner and looks no more', async () => {
    const hid = fakeHid();
    const scanner = hid.plugIn();
    const till = watched(loaded(hid.port));
    await till.start();
    await till.link.stop();
    const looks = hid.looks();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(scanner.isOpen()).toBe(false);
    expect(hid.looks()).toBe(looks);
  });
});
