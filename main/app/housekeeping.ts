import { app } from 'electron';
import { isSetUp } from '../services/set-up.ts';
import { readShopSettings } from '../services/shop-settings.ts';
import { lockWhenIdle } from '../services/sign-out.ts';
import { noticeClock } from '../services/watch-clock.ts';
import type { RunningTill } from './compose.ts';

const everyMs = 5_000;

/** Starts the background work of a running till: printing, sync once it is set up, locking when idle, an eye on the clock. */
export function keepSettled(running: RunningTill): void {
  const { till, session } = running;
  till.printer.start();
  if (isSetUp(till.store)) till.sync.start();
  const watch = setInterval(() => {
    lockWhenIdle(till, session, readShopSettings(till.store).autoLockMinutes);
    noticeClock(till);
  }, everyMs);
  app.once('before-quit', () => clearInterval(watch));
}
