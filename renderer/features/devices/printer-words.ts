import i18next from 'i18next';
import type { Connection } from '../../../domain/printing/printer.ts';

/** Where a printer is, as a person would say it. */
export function connectionWords(connection: Connection): string {
  const kind = i18next.t(`devices.connections.${connection.kind}`);
  switch (connection.kind) {
    case 'network':
      return `${kind} ${connection.host}:${connection.port}`;
    case 'spooler':
    case 'cups':
      return `${kind} ${connection.queue}`;
    case 'usb':
      return `${kind} ${connection.path}`;
    case 'virtual':
      return kind;
  }
}
