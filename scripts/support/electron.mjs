import { root } from '../setup/places.mjs';
import { requireRuntime } from '../setup/runtime-record.mjs';

/**
 * The built till on the chosen Electron, as program and arguments.
 *
 * @param {readonly string[]} args the till's own arguments
 * @returns {string[]}
 */
export function electronCommand(args) {
  // Chromium refuses to run as root with its sandbox on; a shop's till never runs as root.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return [requireRuntime().executable, ...asRoot, root, ...args];
}

/** Whether windows can be shown: only a Linux session may lack a display. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
