import { app, ipcMain } from 'electron';
import { procedureChannel } from '../../contracts/bridge.ts';
import type { Failure } from '../../contracts/errors/failure.ts';
import type { AppView } from '../../contracts/views/session.ts';
import { createMainWindow } from './window.ts';

/** A till that cannot start says why, in a window that can do nothing else. */
export function showStartFailure(failure: Failure): void {
  const view: AppView = {
    serial: 0,
    phase: 'failed',
    version: app.getVersion(),
    failure,
    setup: null,
    till: null,
    session: null,
    shift: null,
    connection: {
      state: 'not-connected',
      since: 0,
      missingScopes: [],
      waiting: 0,
      refused: 0,
      lastPullAt: null,
      pricesAt: null,
    },
    differences: 0,
    printer: { waiting: 0, needsAnswer: 0, stale: 0, blockedBy: null, standIns: [], drawerOpenSince: null },
    demoPins: [],
    warnings: [],
  };
  ipcMain.handle(procedureChannel('app:view'), () => ({ ok: true, value: view }));
  const window = createMainWindow();
  app.on('window-all-closed', () => app.quit());
  void window.loadURL('quay://app/index.html');
}
