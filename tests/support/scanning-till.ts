import { onTestFinished } from 'vitest';
import type { EventName, Events } from '../../contracts/events.ts';
import { attendScanners } from '../../main/app/attend-scanners.ts';
import { watchScanners } from '../../main/devices/scanner/watch-scanners.ts';
import type { CallContext } from '../../main/ipc/call-context.ts';
import { isScannerMissing, isScannerWanted } from '../../main/services/scanners.ts';
import { createSession } from '../../main/services/session.ts';
import { type FakeHid, fakeHid } from './fake-hid.ts';
import { noDesktop } from './no-desktop.ts';
import { sellingTill } from './selling-till.ts';
import type { TestTill } from './test-till.ts';

export type ScanningTill = {
  readonly test: TestTill;
  readonly context: CallContext;
  readonly hid: FakeHid;
  /** What the window was told. */
  readonly sent: { readonly event: EventName; readonly payload: unknown }[];
  readonly look: () => Promise<void>;
};

/** A till that sells, whose scanners hang on a machine the test plugs them into; everything between report and cart is real. */
export function scanningTill(signedIn = true): ScanningTill {
  const test = sellingTill();
  const hid = fakeHid();
  const scanners = watchScanners({
    load: async () => ({ ok: true, port: hid.port, version: 'none' }),
    clock: test.till.clock,
    isWanted: (key) => isScannerWanted(test.till.store, key),
    isMissing: (connected) => isScannerMissing(test.till.store, connected, test.till.clock()),
    changed: () => undefined,
    log: () => undefined,
  });
  onTestFinished(() => scanners.stop());
  const till = { ...test.till, scanners };
  const session = createSession(till);
  if (signedIn) session.open(test.cashier);
  const context: CallContext = {
    till,
    session,
    facts: { version: '0.0.0', demoPins: [] },
    preview: () => '',
    desktop: noDesktop,
    log: () => undefined,
  };
  const sent: { event: EventName; payload: unknown }[] = [];
  const send = <E extends EventName>(event: E, payload: Events[E]) => {
    sent.push({ event, payload });
  };
  attendScanners(context, send);
  return { test, context, hid, sent, look: scanners.lookNow };
}
