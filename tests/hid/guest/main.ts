import { execFileSync } from 'node:child_process';
import { loadNodeHid } from '../../../main/devices/scanner/node-hid-port.ts';
import { reportsOf, usualReport } from '../../support/scanner-reports.ts';
import { check, equal, measured, printResult, until } from './checks.ts';
import { honeywell, keyboard, nameless, zebra } from './device-kinds.ts';
import { listen } from './till-ears.ts';
import { plugIn, type VirtualDevice } from './virtual-device.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const send = (device: VirtualDevice, text: string, aim = ']E0'): void => {
  for (const report of reportsOf(bytes(text), { aim })) device.report(report);
};
const ean = (number: number): string => `893${number.toString().padStart(10, '0')}`;

const zebraKey = '05e0:1300:Z1';
const till = listen();
const codesOf = (key: string): readonly string[] =>
  till.scans.filter((scan) => scan.key === key).map(({ code }) => code);
const forget = (): void => {
  till.scans.length = 0;
  till.cutOff.length = 0;
};

let zebraDevice = plugIn(zebra);

await check('a scanner is found by what it is and opened; a keyboard is left alone', async () => {
  plugIn(keyboard);
  await till.link.lookNow();
  await until('the scanner is ready', () => till.states().length > 0);
  equal(till.states(), [`${zebraKey} ready`]);
  equal(till.link.connected()[0]?.productName, 'Zebra DS2208');
});

await check('1,000 scans arrive, each once, in order', async () => {
  forget();
  const took: number[] = [];
  for (let number = 0; number < 1_000; number += 1) {
    const sentAt = performance.now();
    send(zebraDevice, ean(number));
    await until('the scan', () => till.scans.length > number);
    took.push((till.scans.at(-1)?.at ?? 0) - sentAt);
  }
  equal(
    codesOf(zebraKey),
    Array.from({ length: 1_000 }, (_, number) => ean(number)),
  );
  measured('report to scan', took);
});

await check('50 scans back to back arrive, each once, in order', async () => {
  forget();
  const codes = Array.from({ length: 50 }, (_, number) => ean(number));
  for (const code of codes) send(zebraDevice, code);
  await until('the scans', () => till.scans.length >= codes.length);
  equal(codesOf(zebraKey), codes);
});

// A real one paces its reports; the kernel keeps 64 that nobody has read yet.
await check('codes of two and more reports are joined, letters split between them too', async () => {
  forget();
  const codes = [57, 80, 112, 300, 1_200].map((length) => 'Cà phê sữa đá '.repeat(300).slice(0, length));
  for (const code of codes) {
    send(zebraDevice, code.trimEnd(), ']Q1');
    await until('the code', () => till.scans.at(-1)?.code === code.trimEnd());
  }
  equal([till.scans.length, till.cutOff.length, till.scans[0]?.symbology], [codes.length, 0, 'QR']);
});

await check('half a code is told after half a second, and the next one is read', async () => {
  forget();
  const [half] = reportsOf(bytes('x'.repeat(80)), { aim: ']Q1' });
  const sentAt = performance.now();
  if (half !== undefined) zebraDevice.report(half);
  await until('the cut-off', () => till.cutOff.length > 0);
  measured('half a code is told after', [performance.now() - sentAt]);
  send(zebraDevice, ean(1));
  await until('the next scan', () => till.scans.length > 0);
  equal([till.cutOff.map(({ code }) => code), codesOf(zebraKey)], [['x'.repeat(56)], [ean(1)]]);
});

await check('half a code is told when one of another kind comes instead', async () => {
  forget();
  const [half] = reportsOf(bytes('y'.repeat(80)), { aim: ']Q1' });
  if (half !== undefined) zebraDevice.report(half);
  send(zebraDevice, ean(2));
  await until('the scan', () => till.scans.length > 0);
  equal([till.cutOff.length, codesOf(zebraKey)], [1, [ean(2)]]);
});

await check('noise in between is passed over', async () => {
  forget();
  zebraDevice.report(Buffer.alloc(64, 0xff));
  zebraDevice.report(usualReport(bytes(''), { aim: '\0\0\0' }));
  send(zebraDevice, ean(3));
  await until('the scan', () => till.scans.length > 0);
  equal(codesOf(zebraKey), [ean(3)]);
});

/** Pulls the plug in the middle of a code. */
async function unplugZebra(): Promise<void> {
  forget();
  const [half] = reportsOf(bytes('z'.repeat(80)), { aim: ']Q1' });
  if (half !== undefined) zebraDevice.report(half);
  zebraDevice.unplug();
  await until('the loss', () => till.states().length === 0);
}

/** Plugs it in anew, waits until the till reads it, and tells how long that took. */
async function replugZebra(number: number): Promise<number> {
  const pluggedAt = performance.now();
  zebraDevice = plugIn(zebra);
  await until('the reconnection', () => till.states().length > 0);
  const took = performance.now() - pluggedAt;
  equal(till.states(), [`${zebraKey} ready`]);
  send(zebraDevice, ean(number));
  await until('the scan', () => till.scans.length > 0);
  equal(codesOf(zebraKey), [ean(number)]);
  return took;
}

await check('a plug that wobbles costs a moment; the scanner is the same under another path', async () => {
  const took: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    await unplugZebra();
    // Something else takes its old place.
    plugIn({ ...keyboard, productId: 2 + round });
    took.push(await replugZebra(round));
  }
  measured('plug to ready, at once', took);
});

await check('a scanner that was away for longer is found by itself', async () => {
  const took: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    await unplugZebra();
    // It has just been looked for in vain: the longest wait.
    await till.link.lookNow();
    took.push(await replugZebra(round));
  }
  measured('plug to ready, after a while', took);
});

await check('a Honeywell scanner is woken up', async () => {
  const device = plugIn(honeywell);
  till.link.lookOften();
  await till.link.lookNow();
  await until('the feature report', () => device.features.length > 0);
  equal(device.features, [[0xfe, 0x01]]);
  device.unplug();
  await until('the loss', () => till.states().length === 1);
});

await check('scanners at once, two of them alike, are heard each for itself', async () => {
  forget();
  const twins = [plugIn(nameless), plugIn(nameless)];
  await until('both are ready', () => {
    void till.link.lookNow();
    return till.states().length === 3;
  });
  const [left, right] = twins;
  const [a, b] = ['a'.repeat(100), 'b'.repeat(100)].map((code) => reportsOf(bytes(code), { aim: ']Q1' }));
  for (let round = 0; round < 20; round += 1) {
    // Their reports alternate, in the middle of a code too.
    for (const index of [0, 1]) {
      const [mine, yours] = [a?.[index], b?.[index]];
      if (mine !== undefined) left?.report(mine);
      if (yours !== undefined) right?.report(yours);
      send(zebraDevice, ean(round * 2 + index));
    }
    await until('all of the round', () => till.scans.length === (round + 1) * 4);
  }
  const byScanner = (id: string) =>
    till.scans.filter(({ scannerId }) => scannerId === id).map(({ code }) => code);
  const key = '1eab:0022';
  const heard = [new Set(byScanner(key)), new Set(byScanner(`${key}#2`))].map((codes) => [...codes].join());
  equal(heard.sort(), ['a'.repeat(100), 'b'.repeat(100)]);
  equal(
    codesOf(zebraKey),
    Array.from({ length: 40 }, (_, number) => ean(number)),
  );
  for (const device of twins) device.unplug();
  await until('the losses', () => till.states().length === 1);
});

await check('looking for scanners leaves the event loop free', async () => {
  const loaded = await loadNodeHid();
  if (!loaded.ok) throw new Error(loaded.trouble.detail);
  const took: number[] = [];
  const held: number[] = [];
  let turned = 0;
  const looks = 20;
  for (let look = 0; look < looks; look += 1) {
    const startedAt = performance.now();
    const { turns, longestMs } = await turnsDuring(loaded.port.list());
    took.push(performance.now() - startedAt);
    held.push(longestMs);
    turned += turns;
  }
  // A call that held the loop would let it turn once a look.
  equal(turned > 5 * looks, true);
  measured('a look', took);
  measured('longest turn of the event loop during a look', held);
});

/** How the event loop turned meanwhile. */
async function turnsDuring(work: Promise<unknown>): Promise<{ turns: number; longestMs: number }> {
  let isDone = false;
  let turns = 0;
  let longestMs = 0;
  let lastAt = performance.now();
  const turn = () => {
    const now = performance.now();
    longestMs = Math.max(longestMs, now - lastAt);
    lastAt = now;
    turns += 1;
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  await work;
  isDone = true;
  return { turns, longestMs };
}

await check('a scanner the system keeps from the till is told, and used once it is allowed', async () => {
  await till.link.stop();
  equal(till.states(), []);
  const script = new URL('./other-user.ts', import.meta.url).pathname;
  equal(
    execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', script], { encoding: 'utf8' }),
    'denied ready',
  );
});

printResult();
process.exit();
