import { optionsFromArgv } from './options.ts';
import { startSandbox } from './start.ts';

/** `npm run sandbox -- --port 0 --seed 7 --products 1200`: the first line on stdout says where it is and how to get in. */
const sandbox = await startSandbox(optionsFromArgv(process.argv.slice(2)));
process.stdout.write(
  `${JSON.stringify({ url: sandbox.url, token: sandbox.token, locations: sandbox.locations })}\n`,
);

let closing = false;
const end = () => {
  if (closing) return;
  closing = true;
  void sandbox.close().then(() => process.exit(0));
};
process.once('SIGTERM', end);
process.once('SIGINT', end);
// A parent that goes away without a word takes its pipe with it; nobody else needs this shop then.
if (process.env['SANDBOX_FOLLOWS_PARENT'] === '1') process.stdin.once('end', end).resume();
