import { dirname, join } from 'node:path';
import { readJson, root, toolNode } from '../setup/places.mjs';

/**
 * A development tool as program and arguments, started on Node 24 without a shell: the links in node_modules/.bin are
 * shell scripts on Windows.
 *
 * @param {string} packageName
 * @param {readonly string[]} args
 * @param {string} [command] the name of the tool where its package has several or another name
 * @returns {string[]}
 */
export function tool(packageName, args, command = packageName.split('/').at(-1)) {
  const manifest = join(root, 'node_modules', packageName, 'package.json');
  const { bin } = readJson(manifest);
  const script = typeof bin === 'string' ? bin : bin[command];
  return [toolNode, join(dirname(manifest), script), ...args];
}

/** The same command with a display and a keychain, private ones where the machine has none. */
export function withDisplayAndKeychain(command) {
  const script = (name) => [toolNode, join(root, 'scripts', name)];
  return [...script('with-display.mjs'), ...script('with-keychain.mjs'), ...command];
}
