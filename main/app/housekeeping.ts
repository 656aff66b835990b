import { app } from 'electron';
import { noticeDisk } from '../services/disk-room.ts';
import { isSetUp } from '../services/set-up.ts';
import { readShopSettings } from '../services/shop-settings.ts';
import { lockWhenIdle } from '../services/sign-out.ts';
import { noticeClock, noticeDrift } from '../services/watch-clock.ts';
import type { RunningTill } from './compose.ts';

const everyMs = 5_000;
const diskEveryMs = 60_000;

/** Starts the background work of a running till: printing, sync once it is set up, locking when idle, an eye on clock and drive. */
export function keepSettled(running: RunningTill): void {
  const { till, session } = running;
  void running.renderer.warmUp();
  till.printer.start();
  if (isSetUp(till.store)) till.sync.start();
  const watch = setInterval(() => {
    lockWhenIdle(till, session, readShopSettings(till.store).autoLockMinutes);
    noticeClock(till);
    noticeDrift(till);
  }, everyMs);
  const watchDisk = setInterval(() => void noticeDisk(till), diskEveryMs);
  void noticeDisk(till);
  app.once('before-quit', () => {
    clearInterval(watch);
    clearInterval(watchDisk);
  });
}
