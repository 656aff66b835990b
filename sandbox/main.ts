import { optionsFromArgv } from './options.ts';
import { type Sandbox, startSandbox } from './start.ts';

/** Taken at once: the parent may be gone before the shop is filled. */
const parent = process.ppid;

/** `npm run sandbox -- --port 0 --seed 7 --products 1200`: the first line on stdout says where it is and how to get in. */
async function main(): Promise<void> {
  const sandbox = await startSandbox(optionsFromArgv(process.argv.slice(2)));
  endWhenAsked(sandbox);
  const { url, token, locations } = sandbox;
  process.stdout.write(`${JSON.stringify({ url, token, locations })}\n`);
}

function endWhenAsked(sandbox: Sandbox): void {
  let isClosing = false;
  const end = () => {
    if (isClosing) return;
    isClosing = true;
    void sandbox.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  // A parent that goes away without a word takes its pipe with it; nobody else needs this shop then.
  if (process.env['SANDBOX_FOLLOWS_PARENT'] === '1') process.stdin.once('end', end).resume();
  // npm does not pass on the signal that ends it.
  if (process.env['npm_lifecycle_event'] !== undefined) whenOrphaned(end);
}

const orphanCheckMs = 250;

/** Calls back once the process that started this one is gone. Windows keeps naming it, so there nothing happens. */
function whenOrphaned(callback: () => void): void {
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, orphanCheckMs);
  timer.unref();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
