import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import type { Desktop } from '../ipc/call-context.ts';

export function desktopOf(window: BrowserWindow): Desktop {
  return {
    // Nothing of what is printed stays with the till.
    printPage: () =>
      new Promise((resolve) => {
        window.webContents.print({ silent: false, printBackground: false }, (isPrinted) =>
          resolve(isPrinted),
        );
      }),
    chooseFile: async (suggestedName) => {
      const chosen = await dialog.showSaveDialog(window, {
        defaultPath: join(app.getPath('documents'), suggestedName),
      });
      return chosen.canceled || chosen.filePath === '' ? null : chosen.filePath;
    },
  };
}
