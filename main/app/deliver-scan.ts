import type { EventName, Events } from '../../contracts/events.ts';
import { type CaughtScan, isBounce, type ScanRefusal } from '../../domain/scan/caught-scan.ts';
import type { CallContext } from '../ipc/call-context.ts';
import { dispatch } from '../ipc/dispatch.ts';

export type SendEvent = <E extends EventName>(event: E, payload: Events[E]) => void;

type Heard = { readonly code: string; readonly at: number };

/** The last scan of each scanner of a till. */
const lastHeard = new WeakMap<CallContext['till'], Map<string, Heard>>();

/** Puts a scan into the active cart, on whatever screen, and tells the window where it led. */
export async function deliverScan(context: CallContext, send: SendEvent, scan: CaughtScan): Promise<void> {
  if (repeatsByAccident(context, scan)) return refuseScan(send, scan, 'doubled');
  const { code, source } = scan;
  const answer = await dispatch(context, 'cart:scan', { code });
  if (answer.ok) send('scanned', { code, source, outcome: answer.value });
  else send('scanned', { code, source, failure: answer.error });
}

/** Tells the window of a scan that was caught but cannot be used; `code` is what there was of it. */
export function refuseScan(
  send: SendEvent,
  { code, source, scannerId }: Pick<CaughtScan, 'code' | 'source' | 'scannerId'>,
  reason: ScanRefusal,
): void {
  send('scan-refused', { code, source, scannerId, reason });
}

function repeatsByAccident({ till }: CallContext, { code, source, scannerId }: CaughtScan): boolean {
  const scanners = lastHeard.get(till) ?? new Map<string, Heard>();
  lastHeard.set(till, scanners);
  const scanner = `${source} ${scannerId ?? ''}`;
  const before = scanners.get(scanner);
  // A clock that nobody sets, so that it cannot jump.
  const at = performance.now();
  scanners.set(scanner, { code, at });
  return isBounce(before, code, at);
}
