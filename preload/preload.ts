import { contextBridge, ipcRenderer } from 'electron';
import { type Bridge, bridgeKey, eventChannel, procedureChannel } from '../contracts/bridge.ts';
import { type EventName, type Events, eventNames } from '../contracts/events.ts';
import { procedureNames } from '../contracts/procedure-names.ts';

const call = Object.fromEntries(
  procedureNames.map((name) => [name, (input: unknown) => ipcRenderer.invoke(procedureChannel(name), input)]),
) as Bridge['call'];

function on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void {
  if (!eventNames.includes(event)) throw new Error('unknown event');
  const relay = (_: unknown, payload: Events[E]) => listener(payload);
  ipcRenderer.on(eventChannel(event), relay);
  return () => ipcRenderer.off(eventChannel(event), relay);
}

contextBridge.exposeInMainWorld(bridgeKey, { call, on } satisfies Bridge);
