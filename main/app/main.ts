import { app, safeStorage } from 'electron';
import { hasStuckCall } from '../secrets/bounded-call.ts';
import { describeError } from '../services/describe-error.ts';
import { setResourceRoot } from '../services/resource-path.ts';
import { composeTill, type RunningTill, SecondInstance } from './compose.ts';
import { startDemoShop } from './demo.ts';
import { keepSettled } from './housekeeping.ts';
import { showStartFailure } from './start-failure.ts';
import { startOptions } from './start-options.ts';
import { createMainWindow, registerProtocols, registerSchemes } from './window.ts';
import { connectWindow } from './window-calls.ts';

/**
 * Start of the window: options, single instance, store, devices and sync, demo shop (sources only), window. What fails before there
 * is a till shows as a page that says what to do; nothing is half started.
 */
const options = startOptions(process.argv, app);
setResourceRoot(options.resources);
registerSchemes();

// Only one till a profile; a second start brings the first one's window to the front.
if (!app.requestSingleInstanceLock({ profile: options.profile })) app.quit();
else void app.whenReady().then(start);

async function start(): Promise<void> {
  registerProtocols(options.rendererRoot);
  try {
    const running = composeTill({
      directory: options.profile,
      safeStorage,
      ...(options.keychain === null ? {} : { keychain: options.keychain }),
      ...(options.demo === null ? {} : { keyStore: options.demo.keyStore }),
    });
    await open(running);
  } catch (error) {
    showStartFailure(
      error instanceof SecondInstance ? { code: 'SECOND_INSTANCE', params: {} } : describeError(error),
    );
  }
}

/** Everything is closed and on disk; a call into the keychain that never came back would keep the program from ending. */
function end(): void {
  if (hasStuckCall()) process.kill(process.pid, 'SIGKILL');
  else app.quit();
}

async function open(running: RunningTill): Promise<void> {
  // Without this Electron stops everything behind a dialog no cashier can read; what went wrong is in the log.
  process.on('uncaughtException', (error) => running.log.error({ error: error.stack }, 'uncaught'));
  process.on('unhandledRejection', (reason) => running.log.error({ error: String(reason) }, 'unhandled'));
  const demoPins = options.demo === null ? [] : await startDemoShop(running, options.demo);
  const window = createMainWindow();
  const facts = { version: app.getVersion(), demoPins };
  connectWindow(window, running, facts);
  keepSettled(running);
  app.on('second-instance', () => window.focus());
  app.on('window-all-closed', () => app.quit());
  let closing = false;
  app.on('before-quit', (event) => {
    if (closing) return;
    closing = true;
    event.preventDefault();
    void running.close().finally(end);
  });
  await window.loadURL('quay://app/index.html');
}
