import { loadNodeHid } from '../../../main/devices/scanner/node-hid-port.ts';
import { watchScanners } from '../../../main/devices/scanner/watch-scanners.ts';
import type { HeardScan, ScannerLink } from '../../../main/services/ports.ts';

export type Ears = {
  readonly link: ScannerLink;
  readonly scans: (HeardScan & { readonly at: number })[];
  readonly cutOff: HeardScan[];
  readonly seen: string[];
  /** The states of what is plugged in, by id. */
  readonly states: () => readonly string[];
};

/** The till's own scanners over the real node-hid; nothing between kernel and scan is made up. */
export function listen(): Ears {
  const scans: (HeardScan & { readonly at: number })[] = [];
  const cutOff: HeardScan[] = [];
  const seen: string[] = [];
  const link = watchScanners({
    load: loadNodeHid,
    clock: Date.now,
    isWanted: () => true,
    isMissing: (connected) => seen.some((key) => !connected.has(key)),
    changed: () => undefined,
    log: () => undefined,
  });
  link.start({
    onSeen: ({ key }) => seen.push(key),
    onScan: (scan) => scans.push({ ...scan, at: performance.now() }),
    onCutOff: (scan) => cutOff.push(scan),
  });
  return {
    link,
    scans,
    cutOff,
    seen,
    states: () =>
      link
        .connected()
        .map(({ id, state }) => `${id} ${state}`)
        .sort(),
  };
}
