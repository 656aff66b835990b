import type { LiveScanner, ScannerEars, ScannerLink, SeenScanner } from '../../services/ports.ts';
import { findScanners } from './find-scanners.ts';
import type { HidDevice, HidPort, LoadedHid } from './hid-port.ts';
import type { JoinVerdict } from './join-reports.ts';
import { openFailureOf } from './open-failure.ts';
import { type OpenScanner, openScanner } from './open-scanner.ts';
import { paceLooks } from './pace-looks.ts';
import { productName, scannerKey } from './scanner-identity.ts';

export type WatchOptions = {
  readonly load: () => Promise<LoadedHid>;
  readonly clock: () => number;
  /** Whether the shop wants to hear this scanner. */
  readonly isWanted: (key: string) => boolean;
  /** Whether a scanner is missing that was here before, so that it is worth looking often. */
  readonly isMissing: (connected: ReadonlySet<string>) => boolean;
  readonly changed: () => void;
  readonly log: (event: string, details: Readonly<Record<string, unknown>>) => void;
};

/** No system tells that a device was plugged in, so the till looks: often while one is missing or somebody is waiting. */
export const lookEveryMs = { expecting: 2_000, otherwise: 10_000 } as const;
/** After it was lost a scanner may be back at once: a plug that wobbles, a hub that starts anew. */
const afterLossMs = 250;
const attentionMs = 60_000;

type Connection = {
  readonly device: HidDevice;
  live: LiveScanner;
  scanner: OpenScanner | null;
};

/** Finds scanners in HID POS mode, keeps them open, and finds them again when they were unplugged. */
export function watchScanners(options: WatchOptions): ScannerLink {
  const { clock, log, changed } = options;
  const connections = new Map<string, Connection>();
  let ears: ScannerEars | null = null;
  let attentiveUntil = 0;

  const finder = findScanners(
    options.load,
    (hidapi) => log('hid-scanners-ready', { hidapi }),
    (trouble) => {
      if (trouble !== null) log('hid-scanners-unavailable', trouble);
      changed();
    },
  );

  const looks = paceLooks(
    async () => {
      await look();
      return pauseMs();
    },
    (error) => log('scanner-look-failed', { error: String(error) }),
  );

  const look = async () => {
    const found = await finder.find();
    if (found === null || ears === null) return;
    for (const [path, { device }] of connections) {
      const now = found.devices.get(path);
      if (now === undefined || scannerKey(now) !== scannerKey(device)) await drop(path);
    }
    for (const device of found.devices.values()) await attend(found.port, device);
  };

  const attend = async (port: HidPort, device: HidDevice): Promise<void> => {
    if (ears === null) return;
    const known = connections.get(device.path);
    const seen = seenScanner(device);
    if (!options.isWanted(seen.key)) {
      if (known?.live.state === 'off') return;
      await drop(device.path);
      keep(device, seen, 'off', '', null);
      return;
    }
    if (known?.live.state === 'ready') return;
    let isGone = false;
    try {
      const scanner = await openScanner(port, device, {
        onVerdict: (verdict) => hear(device.path, verdict),
        onGone: (message) => {
          isGone = true;
          lose(device.path, message);
        },
        onTrouble: (message) => log('scanner-wake-up-refused', { key: seen.key, message }),
      });
      if (isGone) return;
      // The till was stopped while the system took its time.
      if (ears === null) return await scanner.close();
      keep(device, seen, 'ready', '', scanner);
      log('scanner-opened', { key: seen.key, path: device.path, product: seen.productName });
      ears.onSeen(seen);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      if (known?.live.detail !== detail) log('scanner-not-opened', { key: seen.key, detail });
      keep(device, seen, openFailureOf(detail), detail, null);
    }
  };

  const keep = (
    device: HidDevice,
    seen: SeenScanner,
    state: LiveScanner['state'],
    detail: string,
    scanner: OpenScanner | null,
  ) => {
    const before = connections.get(device.path);
    const id = before?.live.id ?? freeId(seen.key);
    connections.set(device.path, {
      device,
      scanner,
      live: { ...seen, id, state, detail, lastScan: before?.live.lastScan ?? null },
    });
    if (before?.live.state !== state || before.live.detail !== detail) changed();
  };

  /** Two alike without serial numbers are told apart for as long as they stay plugged in. */
  const freeId = (key: string): string => {
    const taken = new Set([...connections.values()].map(({ live }) => live.id));
    let id = key;
    for (let ordinal = 2; taken.has(id); ordinal += 1) id = `${key}#${ordinal}`;
    return id;
  };

  const hear = (path: string, verdict: JoinVerdict) => {
    const connection = connections.get(path);
    if (connection === undefined || ears === null) return;
    const { id, key } = connection.live;
    const isWhole = verdict.kind === 'scan';
    const symbology = isWhole ? verdict.symbology : null;
    const raw = isWhole ? verdict.raw : verdict.text;
    connection.live = {
      ...connection.live,
      lastScan: { at: clock(), raw, code: verdict.text, symbology, isWhole },
    };
    if (isWhole) ears.onScan({ key, scannerId: id, code: verdict.text, symbology });
    else ears.onCutOff({ key, scannerId: id, code: verdict.text, symbology });
    changed();
  };

  const lose = (path: string, message: string) => {
    const key = connections.get(path)?.live.key;
    connections.delete(path);
    log('scanner-lost', { key, message });
    changed();
    looks.soon(afterLossMs);
  };

  const drop = async (path: string): Promise<void> => {
    const connection = connections.get(path);
    if (connection === undefined) return;
    await connection.scanner?.close();
    connections.delete(path);
    changed();
  };

  const pauseMs = (): number => {
    if (ears === null) return lookEveryMs.otherwise;
    const connected = new Set([...connections.values()].map(({ live }) => live.key));
    const isExpecting = clock() < attentiveUntil || options.isMissing(connected);
    return isExpecting ? lookEveryMs.expecting : lookEveryMs.otherwise;
  };

  return {
    start: (listener, delayMs = 0) => {
      ears = listener;
      looks.start(delayMs);
    },
    stop: async () => {
      ears = null;
      await looks.stop();
      await Promise.all([...connections.keys()].map(drop));
    },
    trouble: finder.trouble,
    connected: () => [...connections.values()].map(({ live }) => live),
    lookNow: looks.now,
    lookOften: () => {
      const wasAttentive = clock() < attentiveUntil;
      attentiveUntil = clock() + attentionMs;
      if (!wasAttentive) void looks.now();
    },
  };
}

function seenScanner(device: HidDevice): SeenScanner {
  const { vendorId, productId, serial } = device;
  return { key: scannerKey(device), vendorId, productId, serial, productName: productName(device) };
}
