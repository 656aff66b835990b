import { fstatSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { openFolder } from './folder.ts';
import { optionsFromArgv, type ToolOptions } from './options.ts';
import { obey } from './orders.ts';
import { startVirtualPrinter, type VirtualPrinter } from './start.ts';

/**
 * `npm run virtual-printer -- --port 9100 [--model epson|xprinter|clone] [--out DIR]`. The first line on stdout says where it is; after
 * that each order on stdin has one line of answer, and what happens is told in lines that start with a star.
 */
async function main(): Promise<void> {
  const options = optionsFromArgv(process.argv.slice(2));
  const dots = options.paper === '80' ? 576 : 384;
  const folder = openFolder(options.out, dots / 8);
  const say = (text: string) => void process.stdout.write(`${text}\n`);
  const tell = (text: string) => {
    folder.note(text);
    say(`* ${text}`);
  };
  const printer = await startVirtualPrinter({
    model: options.model,
    traits: { dots },
    port: options.port,
    host: options.host,
    speed: options.speed,
    drawer: drawerOf(options),
    takesText: options.text === 'taken',
    note: tell,
    heard: folder.heard,
    printed: folder.printed,
    cut: (strip) =>
      tell(`cut ${printer.cuts().length}: ${folder.keep(strip)}, ${Math.round(strip.rows.length / 8)} mm`),
  });
  say(JSON.stringify({ host: options.host, port: printer.port, model: options.model, out: options.out }));
  await takeOrders(printer, say);
  if (printer.hanging().rows.length > 0) tell(`uncut: ${folder.keep(printer.hanging())}`);
  await printer.close();
}

function drawerOf({ drawer, 'drawer-pin': pin }: ToolOptions) {
  if (drawer === 'none') return null;
  return { pin: pin === '2' ? 2 : 5, open: drawer === 'open-high' ? 'high' : 'low' } as const;
}

/** Until `quit` or a signal; also until stdin ends, but for one that never had anything to say, such as /dev/null. */
async function takeOrders(printer: VirtualPrinter, say: (text: string) => void): Promise<void> {
  const isDeaf = !process.stdin.isTTY && fstatSync(process.stdin.fd).isCharacterDevice();
  const lines = createInterface({ input: process.stdin });
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        lines.close();
        resolve();
      });
    }
  });
  for await (const line of lines) {
    if (line.trim() === '') continue;
    if (line.trim().toLowerCase() === 'quit') return lines.close();
    say(await obey(printer, line));
  }
  if (isDeaf) await asked;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
