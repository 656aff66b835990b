import { type BrowserWindow, ipcMain } from 'electron';
import { eventChannel, procedureChannel } from '../../contracts/bridge.ts';
import type { EventName, Events } from '../../contracts/events.ts';
import { procedureNames } from '../../contracts/procedure-names.ts';
import type { CallContext } from '../ipc/call-context.ts';
import { dispatch } from '../ipc/dispatch.ts';
import { type AppFacts, appView } from '../services/app-view.ts';
import { cartsView } from '../services/carts.ts';
import { scannersView } from '../services/scanners.ts';
import { attendScanners } from './attend-scanners.ts';
import { catchScans } from './catch-scans.ts';
import type { RunningTill } from './compose.ts';
import { desktopOf } from './desktop.ts';
import { servePictures } from './pictures.ts';

/** Joins window and till: calls come in through the dispatcher, events go out; both only for this window's own page. */
export function connectWindow(window: BrowserWindow, running: RunningTill, facts: AppFacts): void {
  const { till, session } = running;
  const context: CallContext = {
    till,
    session,
    facts,
    preview: (document, dots) =>
      `data:image/png;base64,${running.renderer.png(document, dots).toString('base64')}`,
    desktop: desktopOf(window),
    log: (event, details) => running.log.error(details, event),
  };
  for (const name of procedureNames) {
    ipcMain.handle(procedureChannel(name), (event, input: unknown) => {
      const isOurs =
        event.senderFrame === window.webContents.mainFrame && event.senderFrame.url.startsWith('quay://app/');
      return isOurs
        ? dispatch(context, name, input)
        : { ok: false, error: { code: 'NOT_ALLOWED', params: {} } };
    });
  }
  const send = <E extends EventName>(event: E, payload: Events[E]) => {
    if (!window.isDestroyed()) window.webContents.send(eventChannel(event), payload);
  };
  const due = new Set<'app' | 'carts' | 'scanners'>();
  const flush = () => {
    try {
      repaint();
    } catch (error) {
      // A view that could not be made now is made with the next change at the latest.
      running.log.error({ error: error instanceof Error ? error.stack : String(error) }, 'repaint-failed');
    }
  };
  const repaint = () => {
    const wanted = new Set(due);
    due.clear();
    // A locked till shows nobody's cart.
    if (wanted.has('carts') && session.actor() !== null) send('carts', cartsView(till));
    if (wanted.has('scanners') && session.actor() !== null) send('scanners', scannersView(till));
    if (wanted.has('app')) send('app', appView(till, session.actor(), facts));
  };
  running.listen((event, payload) => {
    if (payload !== undefined) return send(event, payload);
    if (event !== 'app' && event !== 'carts' && event !== 'scanners') return;
    // Several changes in one turn of the loop make one repaint.
    if (due.size === 0) setImmediate(flush);
    due.add(event);
  });
  catchScans(window, context, send);
  attendScanners(context, send);
  servePictures(running);
}
